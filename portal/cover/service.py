"""Take an open shift, undo it for a while, call in sick, and say when one is away."""

from collections.abc import Sequence
from dataclasses import replace

from portal.access.actor import Actor
from portal.accounts import queries as accounts
from portal.audit import service as audit
from portal.core import clock, db
from portal.core.errors import ConflictError, RefusedError
from portal.cover import queries
from portal.cover.queries import Offer, SickNote
from portal.engagements import turns
from portal.engagements.models import Worker
from portal.messages import service as messages
from portal.rules.periods import DAY, Days, local_day, midnight
from portal.shifts import queries as shift_queries
from portal.shifts import service as shifts
from portal.shifts.models import Absence, Shift
from portal.shifts.states import AbsenceKind, ShiftState

TAKEN = "Noen andre tok vakten først. Den er ikke ledig lenger."
CANCELLED = "Vakten er avlyst. Ingen trenger å komme."
TOO_LATE = "Det er mer enn 30 minutter siden du tok vakten. Ring den som leder vaktene."
AWAY_ALREADY = "Du har sagt at du er borte en av disse dagene. Ta det bort først."
BEGUN = "Vakten har begynt, så den kan ikke tas."


def take(actor: Actor, offer: Offer) -> Shift:
    """Give the actor an open shift; the first who comes has it.

    The caller has judged it. ConflictError when somebody was first or it is cancelled.
    """
    shift = shift_queries.locked(offer.shift.id)
    assert shift is not None, "shifts are never deleted"
    if shift.state == ShiftState.CANCELLED:
        raise ConflictError(CANCELLED)
    if shift.engagement_id == offer.engagement.id:
        return shift
    if shift.engagement_id is not None:
        raise ConflictError(TAKEN)
    if shift.starts_at <= clock.now():
        raise RefusedError(BEGUN)
    plan = replace(shifts.plan_of(shift), engagement=offer.engagement, taken_at=clock.now())
    shifts.change(shift, plan)
    audit.record(actor, "shift:taken", "shift", shift.id, engagement_id=str(offer.engagement.id))
    _tell_leaders(actor, "shift_taken", [shift])
    db.session().flush()
    return shift


def may_undo(shift: Shift) -> bool:
    """Tell whether a shift was taken so short a time ago that it may be given back."""
    return shift.taken_at is not None and clock.now() - shift.taken_at <= shifts.UNDO_FOR


def undo(actor: Actor, offer: Offer) -> None:
    """Give back a shift that was taken by mistake, as it was; what is open already stays so."""
    shift = shift_queries.locked(offer.shift.id)
    assert shift is not None, "shifts are never deleted"
    if shift.state == ShiftState.CANCELLED:
        raise ConflictError(CANCELLED)
    if shift.is_open:
        return
    if shift.engagement_id != offer.engagement.id:
        raise ConflictError(TAKEN)
    if not may_undo(shift):
        raise RefusedError(TOO_LATE)
    shifts.assign(shift, None)
    audit.record(actor, "shift:given_back", "shift", shift.id)
    _tell_leaders(actor, "shift_given_back", [shift])
    db.session().flush()


def call_in_sick(actor: Actor, worker: Worker, kind: AbsenceKind, days: Days) -> Absence:
    """Register that somebody cannot come, or could not, and open their shifts of those days.

    A shift that was begun is left: what was worked of it is logged. What is to be paid for
    the others follows from ``shifts.queries.missed``.
    """
    turns.hold_user(worker.user_id)  # said twice at once it is said once; nobody plans meanwhile
    absence = _absence(actor, worker, kind, days)
    mine = queries.own_in(worker.user_id, days)
    opened = [it.shift for it in mine if it.can_be_opened]
    left = [it.shift for it in mine if not it.can_be_opened and it.shift.ends_at > clock.now()]
    shifts.apply([_opened(shift, kind) for shift in opened])
    db.session().flush()
    audit.record(
        actor, "absence:reported", "absence", absence.id,
        shift_ids=[str(shift.id) for shift in opened],
    )  # fmt: skip
    _tell_leaders(actor, "sick_call", [*opened, *left], days)
    return absence


def _absence(actor: Actor, worker: Worker, kind: AbsenceKind, days: Days) -> Absence:
    """Write down the days, as one with those of before that they overlap: no day stands twice."""
    assert actor.user_id is not None
    said = queries.ill_in(worker.id, days)
    if not said:
        return db.add(
            Absence(
                municipality_id=worker.municipality_id, worker_id=worker.id, kind=kind,
                first_on=days.from_on, last_on=days.to_on, reported_by_id=actor.user_id,
            )
        )  # fmt: skip
    absence, *others = said
    absence.kind = kind
    absence.first_on = min(days.from_on, absence.first_on)
    absence.last_on = max(days.to_on, *(it.last_on for it in said))
    absence.reported_at = min(it.reported_at for it in said)  # no shift was lost before that
    for one in others:
        db.session().delete(one)
    return absence


def end_absence(actor: Actor, note: SickNote) -> list[Offer]:
    """Take back a report by mistake, or say that one is well again; return what is still open.

    A mistake is as if it had never been said. Otherwise the days that were stay, and so does
    today once a shift was missed today.
    """
    absence, now = note.absence, clock.now()
    begun = [local_day(row.starts_at) for row in note.lost if row.starts_at <= now]
    last_on = min(absence.last_on, max([clock.today() - DAY, *begun]))
    is_mistake = note.is_fresh
    back = [it for it in note.lost if _is_free(it.shift) and (is_mistake or it.ends_at > now)]
    if is_mistake or last_on < absence.first_on:
        db.session().delete(absence)
    else:
        absence.last_on = last_on
    db.session().flush()
    audit.record(actor, "absence:ended", "absence", absence.id, mistake=is_mistake)
    offers = [queries.offer(actor, row.shift_id) for row in back]
    return [offer for offer in offers if offer]


def _is_free(shift: Shift) -> bool:
    return shift.is_open and shift.is_changeable


def give_back(actor: Actor, offers: Sequence[Offer]) -> None:
    """Let somebody who can come after all have the shifts they had. The caller has judged them."""
    changes = [
        shifts.Change(
            ordning=offer.shift.ordning,
            shift=offer.shift,
            plan=replace(shifts.plan_of(offer.shift), engagement=offer.engagement),
        )
        for offer in offers
    ]
    shifts.apply(changes)
    _tell_leaders(actor, "sick_call_ended", [offer.shift for offer in offers])
    db.session().flush()


def be_away(actor: Actor, worker: Worker, kind: AbsenceKind, days: Days) -> Absence:
    """Say that somebody is away in some days to come. Their shifts stand: nothing is given away.

    Raises RefusedError when they have said so of one of the days already.
    """
    assert actor.user_id is not None
    turns.hold_user(worker.user_id)  # said twice at once it is said once; nobody plans meanwhile
    told = [it.absence for it in queries.away(actor)]
    if any(days.clip(it.first_on, it.last_on) for it in told):
        raise RefusedError(AWAY_ALREADY)
    absence = db.add(
        Absence(
            municipality_id=worker.municipality_id, worker_id=worker.id, kind=kind,
            first_on=days.from_on, last_on=days.to_on, reported_by_id=actor.user_id,
        )
    )  # fmt: skip
    db.session().flush()
    audit.record(actor, "absence:reported", "absence", absence.id)
    return absence


def come_back(actor: Actor, absence: Absence) -> None:
    """Take back days that somebody was to be away; those that have been stay."""
    is_mistake = absence.first_on >= clock.today()
    if is_mistake:
        db.session().delete(absence)
    else:
        absence.last_on = clock.today() - DAY
    db.session().flush()
    audit.record(actor, "absence:ended", "absence", absence.id, mistake=is_mistake)


def _opened(shift: Shift, kind: AbsenceKind) -> shifts.Change:
    plan = shifts.plan_of(shift)
    opened = shifts.Plan(
        starts_at=plan.starts_at, ends_at=plan.ends_at, kind=plan.kind, note=plan.note,
        open_reason=kind,
    )  # fmt: skip
    return shifts.Change(ordning=shift.ordning, shift=shift, plan=opened)


def _tell_leaders(
    actor: Actor, template: str, concerned: Sequence[Shift], days: Days | None = None
) -> None:
    """Write one mail to each leader of each ordning, with its own shifts and no other's."""
    for ordning_id, users in queries.leaders([it.ordning_id for it in concerned]).items():
        theirs = [it for it in concerned if it.ordning_id == ordning_id]
        for user in users:
            messages.enqueue(
                accounts.recipient(user),
                template,
                by=actor.name.split(" ", 1)[0],
                shifts=[_said(shift) for shift in theirs],
                ordning_id=str(ordning_id),
                week=f"{local_day(theirs[0].starts_at):%G-%V}",
                first_at=days.span.start.isoformat() if days else None,
                last_at=midnight(days.to_on).isoformat() if days else None,
            )


def _said(shift: Shift) -> dict[str, str | bool]:
    return {
        "starts_at": shift.starts_at.isoformat(),
        "ends_at": shift.ends_at.isoformat(),
        "is_open": shift.is_open,
        "is_over": shift.ends_at <= clock.now(),
    }
