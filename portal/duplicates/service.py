"""Find, merge and part applications that look like one person's.

Merged, one application remains. The other points to it and is seen by nobody; its history is
read with the first one's. For a week, and until something happens to the one that stays, it
can be undone; then the other is emptied.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, update

from portal.access.actor import Actor
from portal.audit.service import record
from portal.core import clock, db
from portal.core.errors import ConflictError, RefusedError
from portal.duplicates import fields, queries
from portal.duplicates.models import DuplicatePair
from portal.duplicates.queries import Couple, Merging
from portal.duplicates.states import Likeness, PairState
from portal.municipality.keeping import Kept, Look
from portal.recruitment import begun, retention
from portal.recruitment import queries as recruitment
from portal.recruitment.models import (
    Application,
    ApplicationEvent,
    ApplicationFile,
    ApplicationRole,
    Referee,
)
from portal.recruitment.service import MOVED, happened, take
from portal.recruitment.states import Happening, Outcome, Stage

UNDO = timedelta(days=7)
HIRED = "Den andre søkeren er godkjent. Da er det den søknaden som må bli stående."
BEGUN = (
    "I den andre søknaden er det tilbudt samtale, spurt en referanse eller begynt med "
    "politiattesten. La den bli stående, eller avlys først."
)
TOO_LATE = "Sammenslåingen kan ikke angres lenger, fordi noe har skjedd med søknaden etterpå."


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the coordinator has read and chosen: the versions, and the other one's values."""

    kept_version: int
    other_version: int
    taken: frozenset[str]


def look_for(application: Application) -> list[DuplicatePair]:
    """Write down who an application looks like; called when it is sent."""
    return [
        _noted(application, other_id, alike)
        for other_id, alike in queries.like(application).items()
    ]


def _noted(application: Application, other_id: object, alike: list[Likeness]) -> DuplicatePair:
    other = db.session().get_one(Application, other_id)
    pair = queries.pair_of(application.id, other.id) or _new_pair(application, other)
    pair.likeness = [likeness.value for likeness in alike]
    return pair


def _new_pair(one: Application, other: Application) -> DuplicatePair:
    first, second = sorted([one, other], key=lambda it: (it.number or 0, it.id))
    return db.add(
        DuplicatePair(
            municipality_id=one.municipality_id, first_id=first.id, second_id=second.id,
            likeness=[], taken=[], before={},
        )
    )  # fmt: skip


def dismiss(actor: Actor, couple: Couple) -> None:
    """Say that they are two people."""
    _decide(actor, _pair(couple), PairState.OTHERS)
    record(
        actor, "application:not_duplicate", "application", couple.kept.id,
        other=str(couple.other.id),
    )  # fmt: skip


def _pair(couple: Couple) -> DuplicatePair:
    pair = queries.pair_of(couple.kept.id, couple.other.id)
    if pair is not None and pair.state == PairState.MERGED:
        raise ConflictError(MOVED)
    return pair or _new_pair(couple.kept, couple.other)


def _decide(actor: Actor, pair: DuplicatePair, state: PairState) -> None:
    pair.state, pair.decided_at, pair.decided_by_id = state, clock.now(), actor.user_id


# Merging -----------------------------------------------------------------------------------


def holds(application: Application) -> str:
    """Return why an application cannot go into another one; nothing when it can."""
    if application.stage == Stage.APPROVED:
        return HIRED
    return BEGUN if begun.on(application.id) else ""


def merge(actor: Actor, couple: Couple, plan: Plan) -> Application:
    """Let one application take over from the other. Raises ConflictError, RefusedError."""
    kept, other = _held(couple, plan)
    if problem := holds(other):
        raise RefusedError(problem)
    pair = _pair(couple)
    names = [it.name for it in fields.differences(kept, other) if it.name in plan.taken]
    before = fields.stored(kept, names)
    for name in names:
        setattr(kept, name, getattr(other, name))
    pair.before, pair.taken, pair.kept_id = before | _joined(kept, other), names, kept.id
    other.merged_into_id, other.merged_at = kept.id, clock.now()
    take(actor, kept)
    _decide(actor, pair, PairState.MERGED)
    happened(kept, Happening.MERGED, actor.user_id)
    record(
        actor, "application:merged", "application", kept.id, other=str(other.id), taken=names,
        number=other.number,
    )  # fmt: skip
    db.session().flush()
    pair.kept_version = kept.version
    return kept


def _held(couple: Couple, plan: Plan) -> tuple[Application, Application]:
    """Return both as they are now, held in one order; ConflictError when one was changed."""
    for one_id in sorted([couple.kept.id, couple.other.id]):
        recruitment.locked(one_id)
    kept, other = couple.kept, couple.other
    is_read = (kept.version, other.version) == (plan.kept_version, plan.other_version)
    if not is_read or kept.merged_into_id or other.merged_into_id:
        raise ConflictError(MOVED)
    return kept, other


def _joined(kept: Application, other: Application) -> dict[str, object]:
    """Give the one that stays what it lacks; return what undoing must take away again."""
    roles = {role.kind for role in kept.roles}
    added = [role.kind for role in other.roles if role.kind not in roles]
    home = {"municipality_id": kept.municipality_id}
    kept.roles += [ApplicationRole(**home, kind=kind, outcome=Outcome.OPEN) for kind in added]
    undo: dict[str, object] = {"+roles": added, "+is_at_home": kept.is_at_home}
    kept.is_at_home = kept.is_at_home or other.is_at_home
    undo["+referees"] = _referees(kept, other)
    undo["+cv"] = kept.cv is None and other.cv is not None
    if kept.cv is None and other.cv is not None:
        kept.cv = ApplicationFile(
            **home, kind=other.cv.kind, size_bytes=other.cv.size_bytes, content=other.cv.content,
            added_at=other.cv.added_at,
        )  # fmt: skip
    if kept.user_id is None:
        kept.user_id, undo["+user"] = other.user_id, True
    return undo


def _referees(kept: Application, other: Application) -> list[int]:
    """Add the other one's referees that are not there; return their places."""
    known = {it.name.casefold() for it in kept.referees}
    place = max((it.position for it in kept.referees), default=0)
    added = [it for it in other.referees if it.name.casefold() not in known]
    kept.referees += [
        Referee(
            municipality_id=kept.municipality_id, position=number, name=it.name,
            knows_from=it.knows_from, email=it.email, phone=it.phone, spoken_on=it.spoken_on,
            spoken_by_id=it.spoken_by_id,
        )
        for number, it in enumerate(added, start=place + 1)
    ]  # fmt: skip
    return list(range(place + 1, place + 1 + len(added)))


# And parting -------------------------------------------------------------------------------


def may_undo(merging: Merging) -> bool:
    """Tell whether it can be undone: within a week, and nothing has happened since."""
    pair = merging.pair
    if pair.decided_at is None or merging.other.forgotten_at is not None:
        return False
    is_untouched = merging.kept.version == pair.kept_version
    return is_untouched and clock.now() < pair.decided_at + UNDO


def undo(actor: Actor, merging: Merging) -> None:
    """Part what was merged. Raises ConflictError when it is too late."""
    kept, other, pair = merging.kept, merging.other, merging.pair
    recruitment.locked(kept.id)
    if not may_undo(merging):
        raise ConflictError(TOO_LATE)
    before = dict(pair.before)
    for name, value in fields.restored({k: v for k, v in before.items() if k[0] != "+"}).items():
        setattr(kept, name, value)
    kept.is_at_home = before["+is_at_home"]
    kept.roles[:] = [it for it in kept.roles if it.kind not in before["+roles"]]
    kept.referees[:] = [it for it in kept.referees if it.position not in before["+referees"]]
    if before["+cv"]:
        kept.cv = None
    if before.get("+user"):
        kept.user_id = None
    other.merged_into_id = other.merged_at = None
    pair.kept_id, pair.kept_version, pair.before, pair.taken = None, None, {}, []
    _decide(actor, pair, PairState.OPEN)
    happened(kept, Happening.MERGE_UNDONE, actor.user_id)
    record(actor, "application:parted", "application", kept.id, other=str(other.id))


def merged(look: Look) -> Sequence[Kept]:
    """Return what was merged, and goes when it can no longer be undone."""
    query = select(Application).where(
        Application.municipality_id == look.municipality_id,
        Application.merged_at <= look.until - UNDO,
        Application.forgotten_at.is_(None),
    )
    if look.only is not None:
        query = query.where(Application.id == look.only).with_for_update(of=Application)
    found = db.session().scalars(query).all()
    return [Kept(it.id, it.merged_at + UNDO, it.number) for it in found if it.merged_at]


def let_go(application_id: UUID) -> None:
    """Empty what was merged; its history is the other's from now on."""
    application = db.session().get_one(Application, application_id)
    db.session().execute(
        update(ApplicationEvent)
        .where(ApplicationEvent.application_id == application.id)
        .values(application_id=application.merged_into_id)
    )
    retention.forget(application)
    both = [application.id, application.merged_into_id]
    db.session().execute(
        update(DuplicatePair)
        .where(
            DuplicatePair.kept_id == application.merged_into_id,
            DuplicatePair.first_id.in_(both),
            DuplicatePair.second_id.in_(both),
        )
        .values(before={})
    )
