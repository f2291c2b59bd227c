"""Codes of planned and worked time."""

from enum import StrEnum


class ShiftState(StrEnum):
    """A shift row is always published; what is not yet is a draft change (``rota``)."""

    PLANNED = "planned"
    CANCELLED = "cancelled"


class ShiftKind(StrEnum):
    """What kind of time it is; clock, vedtak and pay minutes differ by it."""

    ORDINARY = "ordinary"
    RESTING_NIGHT = "resting_night"
    TRAINING = "training"
    MEETING = "meeting"


class AttendeeStatus(StrEnum):
    """How a shift stands in one person's calendar."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"


class EntryCode(StrEnum):
    """What the logged time was."""

    WORKED = "worked"
    EXTRA = "extra"  # without a planned shift
    SICK = "sick"  # egenmelding for a planned shift: paid, takes nothing of the vedtak
    LATE_CANCELLED = "late_cancelled"
    CORRECTION = "correction"  # plus or minus, points to the entry it corrects


class EntrySource(StrEnum):
    """How a line came to be: shown to everybody who reads it."""

    AS_PLANNED = "as_planned"  # the worker said yes to the plan
    CLOCKED = "clocked"
    TYPED = "typed"
    CLOSED_BY_SYSTEM = "closed_by_system"  # a forgotten clock, stopped at the planned end


class EntryState(StrEnum):
    """Where a line is on its way to the bank account.

    The steps people see: ført → attestert → godkjent → i lønnsfil → utbetalt.
    """

    DRAFT = "draft"  # started, or saved and not sent
    SUBMITTED = "submitted"  # ført: waits for the family
    ATTESTED = "attested"  # waits for the coordinator
    APPROVED = "approved"
    RETURNED = "returned"  # back with the worker, with a reason
    IN_BATCH = "in_batch"
    PAID = "paid"
    DISCARDED = "discarded"  # never counted, kept for the history


ENTRY_TRANSITIONS: dict[EntryState, tuple[EntryState, ...]] = {
    EntryState.DRAFT: (EntryState.SUBMITTED, EntryState.DISCARDED),
    EntryState.SUBMITTED: (EntryState.ATTESTED, EntryState.RETURNED, EntryState.DRAFT),
    # back to the family when it takes its word back, or to the worker: to draft only while
    # nobody has attested it, because nobody had to
    EntryState.ATTESTED: (
        EntryState.APPROVED,
        EntryState.RETURNED,
        EntryState.SUBMITTED,
        EntryState.DRAFT,
    ),
    EntryState.RETURNED: (EntryState.SUBMITTED, EntryState.DISCARDED),
    EntryState.APPROVED: (EntryState.IN_BATCH,),
    EntryState.IN_BATCH: (EntryState.PAID,),
    EntryState.PAID: (),
    EntryState.DISCARDED: (),
}

# Worked time that counts in the hours account, whatever its state but these.
NOT_COUNTED = (EntryState.DISCARDED,)
APPROVED_STATES = (EntryState.APPROVED, EntryState.IN_BATCH, EntryState.PAID)


class AbsenceKind(StrEnum):
    """Why a worker is away. Colleagues and families see only that they are."""

    SICK = "sick"
    SICK_CHILD = "sick_child"
    HOLIDAY = "holiday"
    LEAVE = "leave"


ILL = (AbsenceKind.SICK, AbsenceKind.SICK_CHILD)
