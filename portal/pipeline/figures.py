"""How long each step takes, where people fall off, and who applies where: numbers, no names.

Counted from the history of applications, which stays when their personal data goes. What was
merged into another is the same person's, and is not counted twice.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median_low
from uuid import UUID

from sqlalchemy import ColumnElement, distinct, exists, func, select

from portal.access.actor import Actor
from portal.core import clock, db
from portal.engagements.models import Engagement, Worker
from portal.municipality.models import District
from portal.needs.states import RoleKind
from portal.recruitment import way
from portal.recruitment.models import Application, ApplicationEvent, ApplicationRole
from portal.recruitment.queries import ENOUGH
from portal.recruitment.states import RUNNING, Stage

_ENDS = (Stage.APPROVED, Stage.NOT_APPROVED, Stage.WITHDRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFigures:
    """One stage: the median of days, how many left it and how, who stands there now."""

    stage: Stage
    name: str
    median_days: int | None = None
    moved: int = 0
    refused: int = 0
    withdrawn: int = 0
    standing: int = 0
    longest_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What is told of a period; ``approval_days`` None: too few were approved."""

    from_on: date
    to_on: date
    received: int
    ended: Mapping[Stage, int]
    approval_days: int | None
    stages: Sequence[StageFigures]
    places: Sequence[str]
    cells: Mapping[tuple[str, RoleKind], int | None]  # None: too few to be shown
    never_sent: int  # begun in the period, in the whole municipality: a draft has no office
    unengaged: int  # approved, and engaged nowhere yet: now

    @property
    def standing(self) -> int:
        """Return how many are on their way now."""
        return sum(it.standing for it in self.stages)

    @property
    def longest_days(self) -> int:
        """Return how long the one who has stood longest has."""
        return max((it.longest_days for it in self.stages), default=0)


@dataclass(frozen=True, slots=True)
class _Move:
    application_id: UUID
    left: str
    came: str
    days: int | None
    at: datetime
    sent_at: datetime


def of(actor: Actor, from_on: date, to_on: date, least: int, nowhere: str) -> Figures:
    """Return the figures of the actor's offices, in eight statements.

    ``least`` is the smallest number shown of a district and role; ``nowhere`` names none.
    """
    assert actor.municipality_id is not None
    mine = [
        Application.municipality_id == actor.municipality_id,
        Application.office_id.in_(actor.office_ids),
        Application.submitted_at.is_not(None),
        Application.merged_into_id.is_(None),
    ]
    first, after = _start(from_on), _start(to_on + timedelta(days=1))
    moves = _moves(mine, first, after)
    ends = _ends(moves)
    counts = _places(mine, first, after, nowhere)
    took = [max(1, (it.at - it.sent_at).days) for it in ends if it.came == Stage.APPROVED]
    return Figures(
        from_on=from_on,
        to_on=to_on,
        received=_received(mine, first, after),
        ended=Counter(Stage(it.came) for it in ends),
        approval_days=median_low(took) if len(took) >= ENOUGH else None,
        stages=_stages(actor.municipality_id, moves, ends, _now(mine)),
        places=sorted({place for place, _role in counts}),
        cells=shown(counts, least),
        never_sent=_never_sent(actor.municipality_id, first, after),
        unengaged=_unengaged(mine),
    )


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), clock.OSLO)


def _moves(mine: list[ColumnElement[bool]], first: datetime, after: datetime) -> list[_Move]:
    query = (
        select(
            ApplicationEvent.application_id,
            ApplicationEvent.from_stage,
            ApplicationEvent.to_stage,
            ApplicationEvent.stayed_days,
            ApplicationEvent.at,
            Application.submitted_at,
        )
        .join(Application, Application.id == ApplicationEvent.application_id)
        .where(
            *mine,
            ApplicationEvent.from_stage.in_(RUNNING),
            ApplicationEvent.to_stage.is_not(None),
            ApplicationEvent.at >= first,
            ApplicationEvent.at < after,
        )
        .order_by(ApplicationEvent.at, ApplicationEvent.id)
    )
    return [_Move(*row) for row in db.session().execute(query)]  # type: ignore[arg-type]  # none of them is empty here


def _ends(moves: Iterable[_Move]) -> list[_Move]:
    """Return the last move of each application, of those it ended by: taken up again is no end."""
    last = {move.application_id: move for move in moves}
    return [move for move in last.values() if move.came in _ENDS]


def _received(mine: list[ColumnElement[bool]], first: datetime, after: datetime) -> int:
    query = select(func.count()).where(
        *mine, Application.submitted_at >= first, Application.submitted_at < after
    )
    return db.session().scalar(query) or 0


def _never_sent(municipality_id: UUID, first: datetime, after: datetime) -> int:
    query = select(func.count()).where(
        Application.municipality_id == municipality_id,
        Application.submitted_at.is_(None),
        Application.created_at >= first,
        Application.created_at < after,
    )
    return db.session().scalar(query) or 0


def _unengaged(mine: list[ColumnElement[bool]]) -> int:
    """Count who is approved and has never been engaged; whom nobody knows any more is left out."""
    is_engaged = exists().where(
        Engagement.worker_id == Worker.id, Worker.user_id == Application.user_id
    )
    query = select(func.count(distinct(Application.user_id))).where(
        *mine,
        Application.stage == Stage.APPROVED,
        Application.forgotten_at.is_(None),
        ~is_engaged.correlate(Application),
    )
    return db.session().scalar(query) or 0


def _now(mine: list[ColumnElement[bool]]) -> dict[Stage, tuple[int, int]]:
    """Return (how many, the longest days) for each stage somebody stands in now."""
    query = (
        select(Application.stage, func.count(), func.min(Application.stage_since_at))
        .where(*mine, Application.stage.in_(RUNNING))
        .group_by(Application.stage)
    )
    today = clock.today()
    return {
        Stage(stage): (count, (today - clock.local(since).date()).days)
        for stage, count, since in db.session().execute(query)
    }


def _stages(
    municipality_id: UUID,
    moves: Sequence[_Move],
    ends: Sequence[_Move],
    now: Mapping[Stage, tuple[int, int]],
) -> list[StageFigures]:
    here = way.of(municipality_id)
    seen = {Stage(move.left) for move in moves} | set(now) | set(here.stages)
    return [
        _stage(it.stage, here.word(it.stage), moves, ends, now.get(it.stage, (0, 0)))
        for it in here.steps
        if it.stage in seen
    ]


def _stage(
    stage: Stage, name: str, moves: Sequence[_Move], ends: Sequence[_Move], now: tuple[int, int]
) -> StageFigures:
    left = [move for move in moves if move.left == stage]
    days = [move.days for move in left if move.days is not None]
    out = Counter(move.came for move in ends if move.left == stage)
    return StageFigures(
        stage=stage,
        name=name,
        median_days=median_low(days) if days else None,
        moved=len(left),
        refused=out[Stage.NOT_APPROVED],
        withdrawn=out[Stage.WITHDRAWN],
        standing=now[0],
        longest_days=now[1],
    )


def _places(
    mine: list[ColumnElement[bool]], first: datetime, after: datetime, nowhere: str
) -> dict[tuple[str, RoleKind], int]:
    query = (
        select(District.name, ApplicationRole.kind, func.count())
        .select_from(Application)
        .join(ApplicationRole, ApplicationRole.application_id == Application.id)
        .outerjoin(District, District.id == Application.district_id)
        .where(*mine, Application.submitted_at >= first, Application.submitted_at < after)
        .group_by(District.name, ApplicationRole.kind)
    )
    rows = db.session().execute(query)
    return {(place or nowhere, RoleKind(kind)): count for place, kind, count in rows}


def shown(
    counts: Mapping[tuple[str, RoleKind], int], least: int
) -> dict[tuple[str, RoleKind], int | None]:
    """Hide what is fewer than ``least``; one hidden alone could be worked out, so never one."""
    found: dict[tuple[str, RoleKind], int | None] = {
        key: count if count >= least else None for key, count in counts.items()
    }
    hidden = [key for key, count in found.items() if count is None]
    if len(hidden) == 1 and len(found) > 1:
        found[min(set(counts) - set(hidden), key=lambda key: (counts[key], key))] = None
    return found
