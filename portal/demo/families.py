"""The other families: all three services, and the awkward states one meets in real life."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from uuid import UUID

from sqlalchemy import select

from portal.access.actor import Hat
from portal.accounts.models import User
from portal.core import clock, db
from portal.demo import weeks
from portal.demo.town import Town
from portal.demo.weeks import Pattern, Week
from portal.engagements.models import Engagement
from portal.families.models import Child, NamedAccess, Ordning
from portal.families.states import Gradering, Service
from portal.municipality.models import Office
from portal.requirements.states import ClearanceKind
from portal.shifts.models import Entry, Shift
from portal.shifts.states import EntryState, ShiftKind
from portal.vedtak.states import Per, Unit

HOUR = 60
FORGOTTEN = range(17, 26)  # days ago
SERVICES = (Service.STOTTEKONTAKT, Service.AVLASTNING, Service.BPA, Service.STOTTEKONTAKT)
AFTERNOON = Pattern(0, time(15), time(18))
# Somebody sleeps there every other Saturday.
NIGHTS = (Pattern(5, time(22), time(7), nights=1, every=2, kind=ShiftKind.RESTING_NIGHT),)
GRANTED = {
    Service.BPA: (20 * HOUR, Per.WEEK),
    Service.AVLASTNING: (48 * HOUR, Per.MONTH),
    Service.STOTTEKONTAKT: (4 * HOUR, Per.WEEK),
}
PATTERNS: dict[Service, tuple[Sequence[Pattern], ...]] = {
    Service.BPA: (
        (Pattern(0, time(15), time(20)), Pattern(2, time(15), time(20))),
        (Pattern(1, time(15), time(20)), Pattern(3, time(15), time(20))),
    ),
    Service.AVLASTNING: ((Pattern(4, time(16), time(16), nights=2, every=4),),),
    Service.STOTTEKONTAKT: ((Pattern(2, time(17), time(20)),),),
}


def many(town: Town, families: int, office_of: Sequence[Office]) -> None:
    """Make so many families with workers, shifts and hours."""
    monday = town.today - timedelta(days=town.today.weekday())
    for number in range(families):
        office = office_of[number % len(office_of)]
        family(town, office, SERVICES[number % len(SERVICES)], number, monday)


def family(town: Town, office: Office, service: Service, number: int, monday: date) -> Child:
    """Make one family. Every few has something that is not as it should be."""
    leader = town.user()
    town.role(leader, Hat.PARENT)
    child = town.child(
        office, date(town.today.year - town.random.randint(3, 17), 6, 1 + number % 28)
    )
    town.guardian(child, leader)
    suppliers = town.place.suppliers
    by_supplier = service is Service.BPA and number % 3 == 2
    ordning = town.ordning(child, service, leader, suppliers[0].id if by_supplier else None)
    _others(town, child, ordning, number)
    minutes, per = GRANTED[service]
    unit = Unit.DOGN if service is Service.AVLASTNING and number % 8 == 1 else Unit.HOURS
    has_night = service is Service.BPA and number % 8 == 2
    has_run_out, ends_soon, is_small = number % 11 == 5, number % 11 == 7, number % 13 == 4
    year = town.today.year
    waits = number % 7 == 6  # nobody works here yet
    first = town.today - timedelta(days=12 + number * 13 % 140) if waits else date(year, 1, 1)
    last = date(year + 1, 6, 30) if number % 6 else date(year, 12, 31)
    last = town.today - timedelta(days=9) if has_run_out else last
    last = town.today + timedelta(days=25) if ends_soon else last
    town.vedtak(
        ordning, minutes // 3 if is_small else minutes, per, first, max(first, last),
        unit=unit, allows_night=has_night or service is Service.AVLASTNING,
    )  # fmt: skip
    if waits:
        return child
    for patterns in (*PATTERNS[service], *((NIGHTS,) if has_night else ())):
        lacks = (ClearanceKind.POLITIATTEST,) if number % 9 == 8 else ()
        engagement = town.engage(town.worker(office), ordning, lacks=lacks)
        if not lacks:
            _work(town, engagement, patterns, monday, number)
    if number % 5 == 0:
        weeks.open_shift(engagement, monday + timedelta(days=8 + number % 4), AFTERNOON)
    return child


def _others(town: Town, child: Child, ordning: Ordning, number: int) -> None:
    """Let some children have two parents, who may both lead, and some leaders be away."""
    if number % 3:
        other = town.user()
        town.role(other, Hat.PARENT)
        town.guardian(child, other)
        if number % 4 == 1:
            town.lead(ordning, other)
    if number % 10 == 3:
        stand_in = town.user()
        town.role(stand_in, Hat.PARENT)
        town.lead(ordning, stand_in, until=town.today + timedelta(days=12))


def _work(
    town: Town, engagement: Engagement, patterns: Sequence[Pattern], monday: date, number: int
) -> None:
    made = weeks.fill(town, engagement, patterns, Week(monday, -8, 4))
    db.session().flush()
    if number % 6 == 1:
        _stretch(made[len(made) // 2].id)
    if number % 8 == 3:
        _forget(made)


def _stretch(shift_id: UUID) -> None:
    """Let a shift have been longer than planned."""
    for entry in db.session().scalars(select(Entry).where(Entry.shift_id == shift_id)):
        entry.ends_at += timedelta(minutes=45)
        entry.minutes = entry.pay_minutes = entry.vedtak_minutes = entry.minutes + 45
        entry.reason = "Vi kom sent hjem fra kino."


def _forget(made: Sequence[Shift]) -> None:
    """Let the family have forgotten to attest one line for three weeks."""
    old = [one for one in made if (clock.now() - one.ends_at).days in FORGOTTEN]
    ids = [one.id for one in old[:1]]
    for entry in db.session().scalars(select(Entry).where(Entry.shift_id.in_(ids))):
        entry.state = EntryState.SUBMITTED
        entry.attested_at = entry.attested_by_id = entry.approved_at = entry.approved_by_id = None


def protected(town: Town, named: User) -> None:
    """Make a protected child and a protected worker that one coordinator is named for."""
    office = town.place.offices[0]
    leader = town.user()
    town.role(leader, Hat.PARENT)
    child = town.child(
        office, date(town.today.year - 9, 2, 2), "S.S.", gradering=Gradering.STRENGT_FORTROLIG
    )
    ordning = town.ordning(child, Service.STOTTEKONTAKT, leader)
    year = town.today.year
    town.vedtak(ordning, 4 * HOUR, Per.WEEK, date(year, 1, 1), date(year, 12, 31))
    worker = town.worker(office, gradering=Gradering.FORTROLIG)
    engagement = town.engage(worker, ordning)
    monday = town.today - timedelta(days=town.today.weekday())
    weeks.fill(town, engagement, PATTERNS[Service.STOTTEKONTAKT][0], Week(monday, -4, 2))
    for graded_id in (child.id, worker.id):
        db.add(
            NamedAccess(
                municipality_id=town.place.id, graded_id=graded_id, user_id=named.id,
                reason="Fast koordinator for saken", valid_from=date(2024, 8, 1),
                named_by_id=named.id,
            )
        )  # fmt: skip
