"""Plan without anybody noticing: drafts that are laid over what is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.access.actor import Actor
from portal.core import clock, db
from portal.core.errors import ConflictError, RefusedError
from portal.engagements.models import Engagement
from portal.rota import eligibility, queries, times
from portal.rota.eligibility import Times
from portal.rota.plan import Line
from portal.rota.queries import Rota
from portal.rota.states import DraftAct
from portal.rules.spans import Span
from portal.shifts.models import ShiftDraft
from portal.shifts.service import Plan, plan_of

LONGEST_SERIES_WEEKS = 26
STALE = "Vakten er endret siden du leste den. Det du skrev, er tatt vare på."
NO_DRAFT = "Vakten er publisert uten endringer, så det er ingenting å begrunne."
OVER = "Vakten er ferdig. Timene rettes der de er ført."
NOT_PLANNABLE = "Assistenten kan ikke settes opp på denne vakten."


def add(actor: Actor, rota: Rota, plans: Sequence[Plan]) -> list[ShiftDraft]:
    """Draft new shifts: one, or a whole series."""
    for plan in plans:
        _demand_possible(plan, rota)
    drafts = [db.add(_draft(actor, rota, DraftAct.NEW, plan)) for plan in plans]
    db.session().flush()
    return drafts


def change(actor: Actor, rota: Rota, line: Line, plan: Plan) -> ShiftDraft | None:
    """Draft a change of a line; back to what is published takes the draft away."""
    _demand_possible(plan, rota)
    _demand_ahead(line)
    if line.shift and plan == plan_of_published(line, plan):
        revert(line)
        return None
    if line.draft is None:
        return _drafted(actor, rota, line, DraftAct.CHANGE, plan)
    _write(line.draft, plan)
    line.draft.act = DraftAct.CHANGE if line.shift else DraftAct.NEW
    line.draft.base_version = line.shift.version if line.shift else None
    db.session().flush()
    return line.draft


def plan_of_published(line: Line, plan: Plan) -> Plan:
    """Return how the published shift stands, said the way a form says it."""
    assert line.shift is not None
    published = plan_of(line.shift)
    return Plan(
        starts_at=published.starts_at, ends_at=published.ends_at, engagement=published.engagement,
        kind=published.kind, note=published.note, open_reason=plan.open_reason,
    )  # fmt: skip


def cancel(actor: Actor, rota: Rota, line: Line) -> None:
    """Draft that a shift is cancelled; a new one that nobody has seen simply goes."""
    _demand_ahead(line)
    if line.shift is None:
        revert(line)
        return
    if line.draft is None:
        _drafted(actor, rota, line, DraftAct.CANCEL, plan_of(line.shift))
        return
    _write(line.draft, plan_of(line.shift))
    line.draft.act = DraftAct.CANCEL
    line.draft.base_version = line.shift.version
    db.session().flush()


def revert(line: Line) -> None:
    """Forget what is drafted for one line."""
    if line.draft:
        db.session().delete(line.draft)
        db.session().flush()


def revert_all(rota: Rota) -> int:
    """Forget all drafts of the ordning, and return how many there were."""
    drafts = queries.drafts(rota.ordning_id, lock=True)
    for draft in drafts:
        db.session().delete(draft)
    db.session().flush()
    return len(drafts)


def demand_fresh(line: Line, version: str | None) -> None:
    """Raise ConflictError when the line is not as it was when the form was made."""
    if line.version != version:
        raise ConflictError(STALE)


def give_reason(line: Line, reason: str) -> None:
    """Write why a finding is kept; it is logged when it is published."""
    if line.draft is None:
        raise RefusedError(NO_DRAFT)
    line.draft.override_reason = reason.strip()
    db.session().flush()


def _drafted(actor: Actor, rota: Rota, line: Line, act: DraftAct, plan: Plan) -> ShiftDraft:
    draft = db.add(_draft(actor, rota, act, plan))
    draft.shift = line.shift
    draft.shift_id = line.shift.id if line.shift else None
    draft.base_version = line.shift.version if line.shift else None
    db.session().flush()
    return draft


def _draft(actor: Actor, rota: Rota, act: DraftAct, plan: Plan) -> ShiftDraft:
    assert actor.user_id is not None
    draft = ShiftDraft(
        municipality_id=rota.municipality_id,
        ordning_id=rota.ordning_id,
        act=act,
        created_by_id=actor.user_id,
    )
    _write(draft, plan)
    return draft


def _write(draft: ShiftDraft, plan: Plan) -> None:
    """Write the plan; a reason was given for what stood before, so it goes."""
    draft.starts_at, draft.ends_at = plan.starts_at, plan.ends_at
    draft.engagement = plan.engagement
    draft.engagement_id = plan.engagement.id if plan.engagement else None
    draft.kind, draft.note = plan.kind, plan.note
    draft.override_reason = ""


def _demand_ahead(line: Line) -> None:
    if line.shift and line.shift.ends_at <= clock.now():
        raise RefusedError(OVER)


def _demand_possible(plan: Plan, rota: Rota) -> None:
    span = Span(plan.starts_at, plan.ends_at)
    if plan.engagement and eligibility.obstacle(plan.engagement, span, rota.times):
        raise RefusedError(NOT_PLANNABLE)


# A whole week at once -------------------------------------------------------------------


class LeftOut(StrEnum):
    """Why a shift was not copied."""

    AWAY = "away"
    CANNOT = "cannot"  # another weekday than the person has said
    OBSTACLE = "obstacle"  # papers, or the engagement is over
    THERE_ALREADY = "there_already"
    BUSY = "busy"  # the same person has another shift then
    NO_SUCH_HOUR = "no_such_hour"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Copied:
    """What copying a week does: the plans to draft, and what is left out and why."""

    plans: Sequence[Plan]
    left_out: Sequence[tuple[Line, LeftOut]]


def copy(lines: Sequence[Line], there: Sequence[Line], weeks: int, away: Times) -> Copied:
    """Work out a copy of some lines so many weeks later, over what is there already."""
    taken = [one for one in there if not one.is_cancelled]
    plans: list[Plan] = []
    left_out: list[tuple[Line, LeftOut]] = []
    for line in (line for line in lines if not line.is_cancelled):
        try:
            span = times.moved(line.span, 7 * weeks)
        except times.TimeFaultError:
            left_out.append((line, LeftOut.NO_SUCH_HOUR))
            continue
        why = _why_not_copy(line, span, away, taken)
        if why:
            left_out.append((line, why))
        else:
            plans.append(_same(line, span))
    return Copied(plans, left_out)


def _why_not_copy(line: Line, span: Span, away: Times, taken: Sequence[Line]) -> LeftOut | None:
    if span.end <= clock.now():
        return LeftOut.PAST
    beside = [one for one in taken if one.worker_id == line.worker_id]
    if any(one.span == span for one in beside):
        return LeftOut.THERE_ALREADY
    if line.engagement is None:
        return None
    if any(one.span.clip(span) for one in beside):
        return LeftOut.BUSY
    return _why_not_have(line.engagement, span, away)


def _why_not_have(engagement: Engagement, span: Span, away: Times) -> LeftOut | None:
    if away.is_away(engagement.worker_id, span):
        return LeftOut.AWAY
    if not away.can(engagement.worker_id, times.typed_of(span).day):
        return LeftOut.CANNOT
    return LeftOut.OBSTACLE if eligibility.obstacle(engagement, span, away) else None


def _same(line: Line, span: Span) -> Plan:
    """Make the plan of a copy; a handover note belongs to its own day."""
    return Plan(starts_at=span.start, ends_at=span.end, engagement=line.engagement, kind=line.kind)
