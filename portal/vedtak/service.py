"""Register a version of a vedtak, and days that grant nothing. A version is never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.access.actor import Actor
from portal.audit import service as audit
from portal.core import clock, db
from portal.core.errors import ConflictError, RefusedError
from portal.families.models import Ordning
from portal.rules.limits import LimitKind
from portal.vedtak import queries
from portal.vedtak.models import CarriedHours, Limit, Pause, Portion, Vedtak
from portal.vedtak.states import PauseReason, Per, RightHolder
from portal.vedtak.timeline import Pot

BEFORE_ORDNING = "Vedtaket kan ikke begynne før ordningen, som begynner %s."
STALE = "Et nytt vedtak er registrert siden du leste siden. Det du skrev, er tatt vare på."
CARRIED_MEANWHILE = "Noen har avgjort dette siden du leste siden. Det du skrev, er tatt vare på."
PAUSE_OVERLAP = "Disse dagene er satt på pause allerede."


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a version says. ``follows`` is the version that was the last when it was written."""

    follows: int
    reference: str
    right_holder: RightHolder
    decided_on: date
    valid_from: date
    valid_to: date
    allows_night: bool
    allows_double_staffing: bool
    allows_school_hours: bool
    portions: Sequence[tuple[Pot, Per, int]]  # minutes
    limits: Sequence[tuple[Pot, LimitKind, int]] = ()  # minutes, of pots among the portions


def register(actor: Actor, ordning: Ordning, decision: Decision) -> Vedtak:
    """Write a new version. From its first day it takes over from every earlier one.

    Raises:
        ConflictError: another version has come since it was written.
        RefusedError: it begins before the ordning does.
    """
    assert actor.user_id is not None
    if decision.follows != max((it.version for it in queries.versions(ordning.id)), default=0):
        raise ConflictError(STALE)
    if decision.valid_from < ordning.valid_from:
        first = ordning.valid_from
        raise RefusedError(BEFORE_ORDNING % f"{first.day}.{first.month}.{first.year}")
    vedtak = db.add(
        Vedtak(
            municipality_id=ordning.municipality_id,
            ordning_id=ordning.id,
            version=decision.follows + 1,
            reference=decision.reference.strip(),
            right_holder=decision.right_holder,
            decided_on=decision.decided_on,
            valid_from=decision.valid_from,
            valid_to=decision.valid_to,
            allows_night=decision.allows_night,
            allows_double_staffing=decision.allows_double_staffing,
            allows_school_hours=decision.allows_school_hours,
            registered_by_id=actor.user_id,
            portions=[
                Portion(
                    municipality_id=ordning.municipality_id, service=pot.service, unit=pot.unit,
                    per=per, amount_minutes=minutes, limits=_limits(ordning, decision, pot),
                )
                for pot, per, minutes in decision.portions
            ],
        )
    )  # fmt: skip
    db.session().flush()
    audit.record(
        actor, "vedtak:registered", "vedtak", vedtak.id, ordning=str(ordning.id),
        version=vedtak.version, valid_from=vedtak.valid_from.isoformat(),
        valid_to=vedtak.valid_to.isoformat(),
        portions=[f"{pot.service} {pot.unit} {minutes} {per}"
                  for pot, per, minutes in decision.portions],
        limits=[f"{pot.service} {pot.unit} {minutes} {kind}"
                for pot, kind, minutes in decision.limits],
    )  # fmt: skip
    return vedtak


def _limits(ordning: Ordning, decision: Decision, pot: Pot) -> list[Limit]:
    return [
        Limit(municipality_id=ordning.municipality_id, kind=kind, amount_minutes=minutes)
        for of, kind, minutes in decision.limits
        if of == pot
    ]


def pause(
    actor: Actor, ordning: Ordning, first_on: date, last_on: date, reason: PauseReason
) -> Pause:
    """Let days grant nothing: the child is in hospital.

    Raises:
        RefusedError: some of the days are paused already.
    """
    assert actor.user_id is not None
    db.hold(Ordning, ordning.id)
    for other in queries.pauses(ordning.id):
        if other.first_on <= last_on and other.last_on >= first_on:
            raise RefusedError(PAUSE_OVERLAP)
    row = db.add(
        Pause(
            municipality_id=ordning.municipality_id, ordning_id=ordning.id, first_on=first_on,
            last_on=last_on, reason=reason, registered_by_id=actor.user_id,
        )
    )  # fmt: skip
    db.session().flush()
    audit.record(
        actor, "pause:registered", "ordning", ordning.id, first_on=first_on.isoformat(),
        last_on=last_on.isoformat(), reason=reason,
    )  # fmt: skip
    return row


def end_pause(actor: Actor, row: Pause, last_on: date | None) -> None:
    """Let a pause end on another day, or take it away (None): it was a mistake."""
    audit.record(
        actor, "pause:changed", "ordning", row.ordning_id, first_on=row.first_on.isoformat(),
        before=row.last_on.isoformat(), after=last_on.isoformat() if last_on else None,
    )  # fmt: skip
    if last_on is None:
        db.session().delete(row)
    else:
        row.last_on = max(last_on, row.first_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOver:
    """What of the hours left last year may be used. ``version`` is that of the row read, or 0."""

    pot: Pot
    year: int  # of use
    minutes: int
    reason: str
    version: int


def carry_over(actor: Actor, ordning: Ordning, decided: CarryOver) -> CarriedHours:
    """Let hours that were left of the year before be used. Decided anew, it replaces.

    Raises:
        ConflictError: somebody has decided it since that version was read.
    """
    assert actor.user_id is not None
    pot = decided.pot
    db.hold(Ordning, ordning.id)
    row = queries.carried_hours(ordning.id, pot, decided.year)
    if decided.version != (row.version if row else 0):
        raise ConflictError(CARRIED_MEANWHILE)
    before = row.amount_minutes if row else None
    if row is None:
        row = CarriedHours(
            municipality_id=ordning.municipality_id, ordning_id=ordning.id,
            service=pot.service, unit=pot.unit, year=decided.year,
        )  # fmt: skip
    row.amount_minutes, row.reason = decided.minutes, decided.reason.strip()
    row.decided_by_id, row.decided_at = actor.user_id, clock.now()
    db.add(row)
    db.session().flush()
    audit.record(
        actor, "hours:carried_over", "ordning", ordning.id, pot=f"{pot.service} {pot.unit}",
        year=row.year, before=before, after=row.amount_minutes, reason=row.reason,
    )  # fmt: skip
    return row
