"""What shifts, hours and absences are called, by who reads it."""

from flask_babel import lazy_gettext as _l

from portal.core import labels
from portal.shifts.states import (
    AbsenceKind,
    AttendeeStatus,
    EntryCode,
    EntrySource,
    EntryState,
    ShiftKind,
    ShiftState,
)


def register() -> None:
    """Give every code its words."""
    labels.register(
        {
            ShiftState.PLANNED: _l("Planlagt"),
            ShiftState.CANCELLED: _l("Avlyst"),
        }
    )
    labels.register(
        {
            ShiftKind.ORDINARY: _l("Vanlig vakt"),
            ShiftKind.RESTING_NIGHT: {
                "": _l("Hvilende natt"),
                "worker": _l("Natt der du kan sove"),
            },
            ShiftKind.TRAINING: _l("Opplæring"),
            ShiftKind.MEETING: _l("Personalmøte"),
        }
    )
    labels.register(
        {
            AttendeeStatus.CONFIRMED: _l("Avtalt"),
            AttendeeStatus.TENTATIVE: {"": _l("Bedt om"), "worker": _l("Du har bedt om den")},
            AttendeeStatus.CANCELLED: {"": _l("Avlyst"), "worker": _l("Ikke lenger din")},
        }
    )
    labels.register(
        {
            EntryCode.WORKED: _l("Jobbet"),
            EntryCode.EXTRA: _l("Ekstra timer"),
            EntryCode.SICK: {"": _l("Egenmelding"), "family": _l("Syk")},
            EntryCode.LATE_CANCELLED: _l("Avlyst for sent"),
            EntryCode.CORRECTION: _l("Retting"),
        }
    )
    labels.register(
        {
            EntrySource.AS_PLANNED: _l("Bekreftet som planlagt"),
            EntrySource.CLOCKED: _l("Klokket inn og ut på telefonen"),
            EntrySource.TYPED: _l("Skrevet inn etterpå"),
            EntrySource.CLOSED_BY_SYSTEM: _l("Klokka ble glemt og stoppet ved planlagt slutt"),
        }
    )
    labels.register(
        {
            EntryState.DRAFT: {"": _l("Ikke sendt"), "worker": _l("Lagret, ikke sendt")},
            EntryState.SUBMITTED: {"": _l("Ført"), "family": _l("Venter på deg")},
            EntryState.ATTESTED: {"": _l("Attestert"), "coordinator": _l("Venter på deg")},
            EntryState.APPROVED: _l("Godkjent"),
            EntryState.RETURNED: {
                "": _l("Sendt tilbake"),
                "worker": _l("Sendt tilbake til deg"),
                "family": _l("Sendt tilbake til assistenten"),
            },
            EntryState.IN_BATCH: _l("I lønnsfil"),
            EntryState.PAID: _l("Utbetalt"),
            EntryState.DISCARDED: _l("Forkastet"),
        }
    )
    labels.register(
        {
            # Families and colleagues see only that somebody is away.
            AbsenceKind.SICK: {"": _l("Borte"), "coordinator": _l("Syk"), "worker": _l("Syk")},
            AbsenceKind.SICK_CHILD: {
                "": _l("Borte"),
                "coordinator": _l("Sykt barn"),
                "worker": _l("Sykt barn"),
            },
            AbsenceKind.HOLIDAY: {
                "": _l("Borte"),
                "coordinator": _l("Ferie"),
                "worker": _l("Ferie"),
            },
            AbsenceKind.LEAVE: {
                "": _l("Borte"),
                "coordinator": _l("Permisjon"),
                "worker": _l("Permisjon"),
            },
        }
    )
