"""Who waits for help that is granted, since when, and how near it is.

The one count of waiting: the list, the work queue, the figures and the adverts read it here.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from uuid import UUID

from sqlalchemy import Select, or_, select

from portal.access.actor import Actor, Relation
from portal.core import clock, db
from portal.engagements.models import Engagement
from portal.engagements.states import Kind
from portal.families.models import Child, Ordning
from portal.families.states import Gradering, Service
from portal.hours.counting import SERVICE_OF
from portal.municipality.models import District
from portal.needs.models import Need
from portal.needs.states import NeedState
from portal.rules.periods import midnight
from portal.vedtak import timeline
from portal.vedtak.models import Portion, Vedtak
from portal.vedtak.queries import versions_of
from portal.vedtak.states import Per
from portal.vedtak.timeline import InForce
from portal.waiting.gaps import Gap, Help, gaps
from portal.waiting.states import Standing

_WEEKS = {Per.WEEK: 1, Per.MONTH: 52 / 12, Per.YEAR: 52}
_RUNNING = (NeedState.DRAFT, NeedState.PUBLISHED)


@dataclass(frozen=True, kw_only=True)
class Wait:
    """One service a child has been granted in an ordning, and how it stands on a day.

    ``expired_on``: the last day of a vedtak that has run out with nothing in its place.
    ``is_alone``: nobody helps the child with anything. ``begins_on``: somebody comes then.
    """

    ordning: Ordning
    service: Service
    on: date
    gaps: Sequence[Gap]
    portions: Sequence[Portion]
    standing: Standing
    begins_on: date | None
    expired_on: date | None
    renewed_from: date | None  # a vedtak that is to begin
    district: str = ""
    is_alone: bool = False
    need: Need | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether nobody works there now."""
        return bool(self.gaps) and self.gaps[-1].until is None

    @property
    def since(self) -> date | None:
        """Return since when there has been nobody; None when there is somebody."""
        return self.gaps[-1].since if self.is_waiting else None

    @property
    def days(self) -> int:
        """Return for how many days there has been nobody; 0 when there is somebody."""
        return self.gaps[-1].days(self.on) if self.is_waiting else 0

    @property
    def earlier(self) -> Sequence[Gap]:
        """Return the times without anybody that are over, oldest first."""
        return [gap for gap in self.gaps if gap.until is not None]

    @property
    def weight(self) -> int:
        """Return the days as the order counts them: double for who has no help at all."""
        return self.days * (2 if self.is_alone else 1)

    @cached_property
    def week_minutes(self) -> int:
        """Return how much is granted in a week, a døgn as its 24 hours."""
        return round(sum(it.amount_minutes / _WEEKS[Per(it.per)] for it in self.portions))


def of_office(actor: Actor, on: date) -> list[Wait]:
    """Return what the actor's offices owe somebody, the most harmful first; four statements.

    A vedtak that has run out stands first, whether or not somebody works there, and hides
    nobody. Then the longest wait, where days count double for a child with no help at all.
    """
    return _in_order(_waits(_own(actor, on), on))


def one(actor: Actor, ordning_id: UUID) -> list[Wait] | None:
    """Return every service of one ordning of the actor's offices, waiting or not."""
    query = _own(actor, clock.today()).where(Ordning.id == ordning_id)
    return _waits(query, clock.today()) or None


def of_municipality(municipality_id: UUID, on: date) -> list[Wait]:
    """Return what a whole municipality owes, for figures; protected children are left out."""
    here = _running(on).where(
        Child.municipality_id == municipality_id, Child.gradering == Gradering.UGRADERT
    )
    return _in_order(_waits(here, on))


def of_ordninger(ordning_ids: Collection[UUID], on: date) -> list[Wait]:
    """Return how these ordninger stand. For calculations: the caller has checked the access."""
    query = _base().where(Ordning.id.in_(ordning_ids))
    return _waits(query, on, with_needs=False)


def _base() -> Select[Ordning, str | None]:
    return (
        select(Ordning, District.name)
        .join(Child, Ordning.child_id == Child.id)
        .outerjoin(District, Child.district_id == District.id)
        .order_by(Child.number, Ordning.id)
    )


def _running(on: date) -> Select[Ordning, str | None]:
    return _base().where(
        Ordning.valid_from <= on, or_(Ordning.valid_to.is_(None), Ordning.valid_to >= on)
    )


def _own(actor: Actor, on: date) -> Select[Ordning, str | None]:
    named = actor.of(Relation.NAMED_FOR)
    return _running(on).where(
        Child.municipality_id == actor.municipality_id,
        Child.office_id.in_(actor.office_ids),
        or_(Child.gradering == Gradering.UGRADERT, Child.id.in_(named)),
    )


def _waits(query: Select[Ordning, str | None], on: date, *, with_needs: bool = True) -> list[Wait]:
    rows = [(row[0], row[1] or "") for row in db.session().execute(query).unique()]
    ids = [ordning.id for ordning, _district in rows]
    if not ids:
        return []
    versions, jobs = versions_of(ids), _jobs(ids)
    needs = _needs(ids) if with_needs else {}
    found = [
        replace(wait, district=district, need=needs.get(ordning.id))
        for ordning, district in rows
        for wait in _of_ordning(ordning, versions[ordning.id], jobs.get(ordning.id, []), on)
    ]
    helped = {it.ordning.child_id for it in found if not it.is_waiting}
    return [replace(it, is_alone=it.ordning.child_id not in helped) for it in found]


def _jobs(ordning_ids: Collection[UUID]) -> dict[UUID, list[Engagement]]:
    query = select(Engagement).where(Engagement.ordning_id.in_(ordning_ids))
    found: dict[UUID, list[Engagement]] = {}
    for job in db.session().scalars(query):
        found.setdefault(job.ordning_id, []).append(job)
    return found


def _needs(ordning_ids: Collection[UUID]) -> Mapping[UUID, Need]:
    query = select(Need).where(Need.ordning_id.in_(ordning_ids), Need.state.in_(_RUNNING))
    return {need.ordning_id: need for need in db.session().scalars(query)}


def _of_ordning(
    ordning: Ordning, versions: Sequence[Vedtak], jobs: Sequence[Engagement], on: date
) -> Iterable[Wait]:
    held = timeline.in_force(versions)
    begun = [it for it in held if it.days.from_on <= on]
    if not begun:
        return
    last = begun[-1]
    is_over = last.days.to_on < on
    granted = {Service(it.service) for it in last.vedtak.portions}
    for service in sorted(granted):
        mine = [job for job in jobs if _serves(job, ordning, granted) is service]
        times = gaps(_granted_on(begun, service), _helped(mine, on))
        yield Wait(
            ordning=ordning,
            service=service,
            on=on,
            gaps=times,
            portions=[it for it in last.vedtak.portions if it.service == service],
            standing=_standing(mine, on),
            begins_on=min((job.valid_from for job in mine if job.valid_from > on), default=None),
            expired_on=last.days.to_on if is_over else None,
            renewed_from=held[len(begun)].days.from_on if held[len(begun) :] else None,
        )


def _serves(job: Engagement, ordning: Ordning, granted: Collection[Service]) -> Service:
    """Return what somebody helps with: as hours.counting takes it from the vedtak."""
    service = SERVICE_OF[Kind(job.kind)]
    return service if service in granted else Service(ordning.service)


def _granted_on(begun: Sequence[InForce], service: Service) -> date:
    """Return since when it is granted: decided, and begun. Versions that renew it count as one."""
    first = begun[-1]
    for it in reversed(begun):
        if service not in {portion.service for portion in it.vedtak.portions}:
            break
        first = it
    return max(first.days.from_on, first.vedtak.decided_on)


def _helped(jobs: Iterable[Engagement], on: date) -> Iterable[Help]:
    """Yield when somebody could work: from the first day with every paper in place."""
    for job in jobs:
        if job.cleared_at is None:
            continue
        first = max(job.valid_from, clock.local(job.cleared_at).date())
        if first <= on:
            yield Help(first, None if _works(job, on) else _last(job, on))


def _works(job: Engagement, on: date) -> bool:
    now = clock.now() if on == clock.today() else midnight(on)
    is_ended = job.ended_at is not None and job.ended_at <= now
    return not is_ended and (job.valid_to is None or job.valid_to >= on)


def _last(job: Engagement, on: date) -> date:
    ended = clock.local(job.ended_at).date() if job.ended_at else None
    return min(day for day in (job.valid_to, ended, on) if day)


def _standing(jobs: Sequence[Engagement], on: date) -> Standing:
    working = [job for job in jobs if job.valid_from <= on and _works(job, on)]
    if any(job.cleared_at for job in working):
        return Standing.SERVED
    if working:
        return Standing.PAPERS
    if any(job.valid_from > on for job in jobs):
        return Standing.COMES
    return Standing.NOBODY


def _in_order(found: Iterable[Wait]) -> list[Wait]:
    listed = [it for it in found if it.is_waiting or it.expired_on]
    return sorted(
        listed,
        key=lambda it: (
            it.expired_on is None, -it.weight, -it.week_minutes, it.ordning.child.number,
            it.ordning.id, it.service,
        ),
    )  # fmt: skip
