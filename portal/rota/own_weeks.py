"""A worker's own rota: the shifts of some weeks in every family, and who to call about one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import or_, select

from portal.access.actor import Actor, Relation
from portal.accounts.models import User
from portal.core import clock, db
from portal.families.models import Leader
from portal.rota.queries import week_name
from portal.rules.periods import DAY, Days, local_day, named_week, week_of
from portal.shifts import queries as shift_queries
from portal.shifts.models import Shift

WEEKS = 4  # on a page
FURTHEST = timedelta(days=3653)  # what is further away is no page


@dataclass(frozen=True, slots=True)
class Week:
    """A week of one's own."""

    days: Days
    shifts: Sequence[Shift]

    @property
    def minutes(self) -> int:
        """Return the sum of the week."""
        return sum(shift.minutes for shift in self.shifts)


@dataclass(frozen=True, slots=True)
class OwnRota:
    """Some weeks of one's own, and the names of those before and after."""

    weeks: Sequence[Week]
    named: frozenset[UUID]
    today: date

    @property
    def days(self) -> Days:
        """Return the days of the page."""
        return Days(self.weeks[0].days.from_on, self.weeks[-1].days.to_on)

    @property
    def is_now(self) -> bool:
        """Whether it begins with this week."""
        return self.days.from_on == week_of(self.today).from_on

    @property
    def count(self) -> int:
        """Return how many shifts stand on the page."""
        return sum(len(week.shifts) for week in self.weeks)

    @property
    def next(self) -> Shift | None:
        """Return the first shift of the page that is not over."""
        now = clock.now()
        return next((it for week in self.weeks for it in week.shifts if it.ends_at > now), None)

    @property
    def before(self) -> str:
        """Return the name of the first week of the page before."""
        return week_name(self.days.from_on - WEEKS * 7 * DAY)

    @property
    def after(self) -> str:
        """Return the name of the first week of the next page."""
        return week_name(self.days.to_on + DAY)

    def place(self, shift: Shift) -> str:
        """Return what the page calls the child: initials, unless it is protected."""
        child = shift.ordning.child
        return child.initials if child.graded_ids <= self.named else ""


def of(actor: Actor, name: str) -> OwnRota:
    """Return four weeks from the one that is named, or from this one; one statement."""
    assert actor.user_id is not None
    today = clock.today()
    first = named_week(name)
    if first is None or abs(first.from_on - today) > FURTHEST:
        first = week_of(today)
    all_days = Days(first.from_on, first.from_on + (WEEKS * 7 - 1) * DAY)
    shifts = [
        shift
        for shift in shift_queries.of_user(actor.user_id, all_days.span)
        if local_day(shift.starts_at) >= first.from_on
    ]
    mondays = [first.from_on + number * 7 * DAY for number in range(WEEKS)]
    weeks = [Week(week_of(monday), _in(week_of(monday), shifts)) for monday in mondays]
    return OwnRota(weeks, actor.of(Relation.NAMED_FOR), today)


def _in(days: Days, shifts: Sequence[Shift]) -> list[Shift]:
    return [it for it in shifts if days.from_on <= local_day(it.starts_at) <= days.to_on]


def who_to_call(shift: Shift) -> Sequence[User]:
    """Return those who lead the ordning today and have a telephone."""
    today = clock.today()
    query = (
        select(User)
        .join(Leader, Leader.user_id == User.id)
        .where(
            Leader.ordning_id == shift.ordning_id,
            Leader.valid_from <= today,
            or_(Leader.valid_to.is_(None), Leader.valid_to >= today),
            User.disabled_at.is_(None),
            User.phone != "",
        )
        .order_by(Leader.valid_from, User.id)
    )
    return db.session().scalars(query).all()
