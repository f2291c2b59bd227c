"""Which papers an engagement takes, and how each stands. Pure: rows in, states out.

Nothing may be planned or paid before the certificate is seen, the confidentiality statement
signed and the contract agreed, nor before what the municipality itself asks for is there
(domain: hol § 5-4, § 12-1). What lapses later stops new shifts, never pay.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from portal.engagements.models import ClearanceItem, Engagement, HouseholdMember, WorkerCourse
from portal.engagements.states import STATEMENT_VERSION, PaperState, Terms
from portal.requirements.models import Course
from portal.requirements.rules import Job, Required, Requirements
from portal.requirements.states import Bond, ClearanceKind
from portal.rules.certificate import certificate
from portal.rules.representation import birthday

GROWN_UP = 18
DAY = timedelta(days=1)
_HOLDS = frozenset({PaperState.IN_PLACE, PaperState.TO_DO})


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper an engagement takes, with the row that counts when there is one.

    ``until`` is the last day it holds, where it has one.
    """

    kind: ClearanceKind
    state: PaperState
    source: str = ""
    until: date | None = None
    item: ClearanceItem | None = None
    course: Course | None = None
    held: WorkerCourse | None = None
    member: HouseholdMember | None = None
    legal_basis: str = ""

    @property
    def is_in_place(self) -> bool:
        """Whether this paper holds nobody back."""
        return self.state in _HOLDS

    @property
    def is_too_old(self) -> bool:
        """Whether it is a certificate that was too old when the contract was signed."""
        return self.state is PaperState.TOO_OLD

    @property
    def key(self) -> str:
        """Return what tells it from the engagement's other papers."""
        about = self.course or self.member
        return f"{self.kind}:{about.id}" if about else str(self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is read once to judge the papers of any number of engagements."""

    today: date
    requirements: Requirements = field(default_factory=Requirements)
    max_age_months: int = 3
    courses: Mapping[UUID, Sequence[WorkerCourse]] = field(default_factory=dict)  # by worker


def papers(
    engagement: Engagement,
    items: Iterable[ClearanceItem],
    members: Iterable[HouseholdMember],
    known: Known,
) -> tuple[Paper, ...]:
    """Return the papers of an engagement in the order they are asked for."""
    pile = _Pile(engagement, list(items), list(members), known)
    found = known.requirements.of(job_of(engagement), known.today)
    return tuple(paper for required in found for paper in pile.of(required))


def job_of(engagement: Engagement) -> Job:
    """Return what of an engagement decides which papers it takes."""
    is_contractor = engagement.terms == Terms.CONTRACTOR
    return Job(
        role=engagement.kind,
        bond=Bond.CONTRACTOR if is_contractor else Bond.EMPLOYEE,
        is_at_home=engagement.is_at_home,
        begins_on=engagement.valid_from,
    )


@dataclass(frozen=True, slots=True)
class _Pile:
    """An engagement's rows, looked through for one paper at a time."""

    engagement: Engagement
    items: list[ClearanceItem]
    members: list[HouseholdMember]
    known: Known

    def of(self, required: Required) -> Iterator[Paper]:
        if required.kind is ClearanceKind.HOUSEHOLD:
            yield from self._household(required)
        elif required.kind is ClearanceKind.COURSE:
            yield self._course(required)
        else:
            yield self._own(required)

    def _newest(self, kind: ClearanceKind, member_id: UUID | None = None) -> ClearanceItem | None:
        found = (it for it in self.items if it.kind == kind and it.member_id == member_id)
        living = [it for it in found if it.forgotten_at is None]
        return max(living, key=lambda it: (it.registered_at, it.id), default=None)

    def _own(self, required: Required) -> Paper:
        item = self._newest(required.kind)
        state = PaperState.MISSING
        if item is not None:
            state = self._state_of(required.kind, item)
        return Paper(kind=required.kind, state=state, source=required.source, item=item)

    def _state_of(self, kind: ClearanceKind, item: ClearanceItem) -> PaperState:
        if kind is ClearanceKind.POLITIATTEST and self._is_too_old(item):
            return PaperState.TOO_OLD
        if kind is ClearanceKind.TAUSHETSERKLAERING and item.text_version != STATEMENT_VERSION:
            return PaperState.TO_DO
        return PaperState.IN_PLACE

    def _is_too_old(self, item: ClearanceItem) -> bool:
        """Tell whether it was too old at the signing; who knows the child already is not asked.

        One that was issued after the signing is judged the day it was seen.
        """
        if item.carried_from_id or item.issued_on is None:
            return False
        contract = self._newest(ClearanceKind.CONTRACT)
        seen_on = item.seen_on or item.issued_on
        signed_on = contract.signed_on if contract and contract.signed_on else seen_on
        judged_on = signed_on if item.issued_on <= signed_on else seen_on
        return not certificate(item.issued_on, judged_on, self.known.max_age_months).valid

    def _course(self, required: Required) -> Paper:
        assert required.course is not None
        today, wanted = self.known.today, required.course
        will_do = self.known.requirements.satisfying(wanted.id)
        own = self.known.courses.get(self.engagement.worker_id, ())
        held = max((it for it in own if it.course_id in will_do), key=_lasts, default=None)
        until = held.expires_on if held else None
        is_held = held is not None and (until is None or until >= today)
        state = PaperState.IN_PLACE if is_held else PaperState.LAPSED
        if not is_held and required.needed_from > today:
            state, until = PaperState.TO_DO, required.needed_from - DAY
        elif held is None:
            state = PaperState.MISSING
        return Paper(
            kind=required.kind, state=state, source=required.source, until=until,
            course=wanted, held=held,
        )  # fmt: skip

    def _household(self, required: Required) -> Iterator[Paper]:
        """One certificate for each grown-up in the home, or one paper that asks who they are.

        Who grows up after everything was in place is a task, and stops nothing.
        """
        if not self.engagement.is_at_home:
            return
        lacking = PaperState.TO_DO if self.engagement.was_cleared else PaperState.MISSING
        plain = Paper(
            kind=required.kind, state=lacking, source=required.source,
            legal_basis=required.legal_basis,
        )  # fmt: skip
        if self.engagement.household_on is None:
            yield plain
        for member in self.members:
            if birthday(member.born_on, GROWN_UP) <= self.known.today:
                item = self._newest(ClearanceKind.HOUSEHOLD, member.id)
                state = PaperState.IN_PLACE if item else lacking
                yield replace(plain, state=state, item=item, member=member)


def _lasts(held: WorkerCourse) -> tuple[date, date]:
    return (held.expires_on or date.max, held.completed_on)


def stops(found: Iterable[Paper]) -> tuple[Paper, ...]:
    """Return exactly what holds somebody back; empty when nothing does."""
    return tuple(paper for paper in found if not paper.is_in_place)


def hold_until(found: Iterable[Paper], today: date) -> date | None:
    """Return the last day all of them hold: a past one when something is lacking."""
    days = [paper.until for paper in found if paper.until is not None]
    if any(paper.until is None for paper in stops(found)):
        days.append(today - DAY)
    return min(days, default=None)
