"""Two small municipalities whose people go after the same rows; each round gets rows of its own.

In the first everything is approved, taken, published and paid; in the second a pay period
is closed, which asks that nothing else in it waits. Invented people only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID, uuid4

from sqlalchemy import delete, update

from portal.access.actor import Hat
from portal.core import clock, db
from portal.demo import places, weeks
from portal.demo.places import Place
from portal.demo.town import Town
from portal.demo.weeks import Pattern
from portal.engagements.models import Engagement
from portal.families.states import Service
from portal.municipality.models import ClosedPeriod
from portal.payroll import periods
from portal.rota import publishing, queries
from portal.rules.periods import Days
from portal.shifts.models import Entry, Shift, ShiftDraft
from portal.shifts.states import EntryState
from portal.vedtak.states import Per

DOMAIN = "kapp.example"
COORDINATORS, PAIR = 8, 2
DRAFTS = 3
PAID_LINES = 5
AFTERNOON = Pattern(0, time(16), time(18))


def address(who: str, number: int = 0) -> str:
    """Return what somebody signs in with: the assistants are ``assistent0`` and so on."""
    return f"{who}{number}@{DOMAIN}"


@dataclass(frozen=True, slots=True)
class Arena:
    """What the scenarios need to know of the two municipalities."""

    busy: Place
    closing: Place
    team: Sequence[Engagement]  # two who work in one ordning
    alone: Engagement  # who works where the period is closed

    @property
    def ordning_id(self) -> UUID:
        """Return the ordning two parents lead and two assistants work in."""
        return self.team[0].ordning_id

    @property
    def period(self) -> Days:
        """Return the pay period that is over: what is paid, and what is closed."""
        with db.unit(write=False):
            return periods.to_pay(self.busy.id)

    def attested(self, number: int) -> Entry:
        """Make a line that waits for the office."""
        return self._line(clock.today() - timedelta(days=3 + number), EntryState.ATTESTED)

    def approved(self, number: int) -> list[UUID]:
        """Make lines that wait to be paid."""
        first = self.period.to_on - timedelta(days=number % 20)
        with db.transaction():
            return [
                self._worked(first, EntryState.APPROVED, 8 + hour).id for hour in range(PAID_LINES)
            ]

    def _line(self, day: date, state: EntryState) -> Entry:
        with db.transaction():
            return self._worked(day, state, 8)

    def _worked(self, day: date, state: EntryState, hour: int) -> Entry:
        engagement = self.team[0]
        starts_at = weeks.instant(day, time(hour))
        return db.add(
            Entry(
                id=uuid4(), municipality_id=engagement.municipality_id, code="extra",
                engagement_id=engagement.id, ordning_id=engagement.ordning_id, state=state,
                starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), minutes=60,
                vedtak_minutes=60, pay_minutes=60, logged_by_id=engagement.user_id,
            )
        )  # fmt: skip

    def open_shift(self, number: int) -> Shift:
        """Make a shift both assistants can take."""
        with db.transaction() as session:
            engagement = session.merge(self.team[0], load=False)
            return weeks.open_shift(engagement, self._ahead(number), AFTERNOON)

    def drafts(self, number: int) -> str:
        """Draft the shifts of a day, and return what tells whether they are still those."""
        day, engagement = self._ahead(number) + timedelta(days=2), self.team[number % PAIR]
        with db.transaction() as session:
            for hour in range(DRAFTS):
                session.add(
                    ShiftDraft(
                        municipality_id=engagement.municipality_id, ordning_id=self.ordning_id,
                        act="new", engagement_id=engagement.id, created_by_id=engagement.user_id,
                        starts_at=weeks.instant(day, time(16 + hour)),
                        ends_at=weeks.instant(day, time(16 + hour, 45)),
                    )
                )  # fmt: skip
            session.flush()
            return publishing.fingerprint(queries.drafts(self.ordning_id))

    def _ahead(self, number: int) -> date:
        """Return the Monday of a week nobody has planned."""
        monday = clock.today() - timedelta(days=clock.today().weekday())
        return monday + timedelta(weeks=4 + number)

    def day_of(self, number: int) -> datetime:
        """Return the day of a round in its week ahead, where its drafts lie."""
        return weeks.instant(self._ahead(number) + timedelta(days=2), time(0))

    def open_period(self) -> None:
        """Let the period be closed once more: nothing in it waits."""
        here = self.closing.id
        with db.transaction() as session:
            session.execute(delete(ClosedPeriod).where(ClosedPeriod.municipality_id == here))
            decided = update(Entry).where(Entry.municipality_id == here)
            session.execute(decided.values(state=EntryState.APPROVED))


def build() -> Arena:
    """Fill an empty database. Call outside a transaction."""
    with db.transaction():
        busy, closing = places.nordvik(), places.sorvik()
        first, second = (
            Town(place, clock.today(), DOMAIN, Random(20261122))  # noqa: S311 - the same people
            for place in (busy, closing)
        )
        for number in range(COORDINATORS):
            _staff(first, "koordinator", number, Hat.COORDINATOR)
        for number in range(PAIR):
            _staff(second, "admin", number, Hat.ADMIN)
        team, (alone,) = _family(first, "", PAIR), _family(second, "alene", 1)
        return Arena(busy, closing, team, alone)


def _staff(town: Town, who: str, number: int, hat: Hat) -> None:
    office = town.place.offices[0]
    user = town.user("", address(who, number), may_sign_in=True)
    town.role(user, hat, office=office if hat is Hat.COORDINATOR else None)


def _family(town: Town, login: str, size: int) -> list[Engagement]:
    """Make an ordning with as many leaders as assistants."""
    leaders = [
        town.user("", address(f"{login}forelder", number), may_sign_in=True)
        for number in range(size)
    ]
    child = town.child(town.place.offices[0], date(town.today.year - 9, 6, 1))
    ordning = town.ordning(child, Service.BPA, leaders[0])
    for leader in leaders:
        town.role(leader, Hat.PARENT)
        if leader is not leaders[0]:
            town.lead(ordning, leader)
    year = town.today.year
    town.vedtak(ordning, 35 * 60, Per.WEEK, date(year - 1, 1, 1), date(year + 1, 12, 31))
    return [_assistant(town, ordning, f"{login}assistent", number) for number in range(size)]


def _assistant(town: Town, ordning: object, who: str, number: int) -> Engagement:
    user = town.user("", address(who, number), may_sign_in=True)
    return town.engage(town.worker(town.place.offices[0], user), ordning)  # type: ignore[arg-type]
