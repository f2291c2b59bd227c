"""People of a known size, the same at every scale: what the aims are about.

They have an office of their own in the demo's first municipality, so that its lists hold
what is written here and nothing else.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, select

from bench import pool
from portal.access.actor import Hat
from portal.accounts.models import User
from portal.core import clock, db, ids
from portal.demo import recruits
from portal.demo.places import Place
from portal.demo.town import Town
from portal.engagements.models import Engagement
from portal.families.states import Service
from portal.feeds.models import FeedLink
from portal.municipality.models import District, Municipality, Office
from portal.recruitment.way import Way
from portal.shifts import uids
from portal.shifts.models import Attendee, Entry, Shift
from portal.vedtak.states import Per

DOMAIN = "bench.example"
FEED_TOKEN = "bench-feed-of-five-hundred-shifts"  # noqa: S105 - of an invented person
APPLICANTS = 500
FEED_EVENTS = 500
TO_APPROVE = 100
TO_LOOK_AT = 50
TO_ATTEST = 50
FEW, MANY = 20, 2000
FIRST_NUMBER = 900_000  # of children, applications and employees: far from the demo's
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Work:
    """Lines to be written: how many a day back in time, and how far they have come."""

    engagement: Engagement
    count: int
    state: str
    first_days_ago: int = 3
    a_day: int = 1
    looked_at: bool = False  # not as planned: somebody must look


def gather() -> None:
    """Make the office and everybody in it. Call inside a transaction."""
    town = _town()
    coordinator = town.user("Mona Måler", f"koordinator@{DOMAIN}", may_sign_in=True)
    town.role(coordinator, Hat.COORDINATOR, office=town.place.offices[0])
    _queue(town)
    _family_that_waits(town)
    _person(town, "tjue", FEW)
    _person(town, "totusen", MANY)
    _calendar(town)
    _applicants(town, coordinator)
    pool.gather(town, _family(town, "trenger").ordning)


def _town() -> Town:
    session = db.session()
    municipality = session.scalars(select(Municipality).where(Municipality.slug == "nordvik")).one()
    office = db.add(
        Office(
            id=ids.new_id(), municipality_id=municipality.id, name="Målekontoret",
            phone="+4712345670", email=f"kontor@{DOMAIN}",
        )
    )  # fmt: skip
    session.flush()
    district = db.add(
        District(
            id=ids.new_id(), municipality_id=municipality.id, office_id=office.id, name="Målekroken"
        )
    )
    session.flush()
    place = Place(municipality, [office], [district], [])
    random = Random(20261122)  # noqa: S311 - the same people each time
    return Town(place, clock.today(), DOMAIN, random, first_number=FIRST_NUMBER)


def _family(town: Town, login: str = "") -> Engagement:
    """Make a family with a BPA ordning, somebody who leads it and somebody who works in it."""
    leader = town.user("Lise Leder", f"{login}-leder@{DOMAIN}", may_sign_in=True)
    town.role(leader, Hat.PARENT)
    child = town.child(town.place.offices[0], date(town.today.year - 9, 6, 1))
    town.guardian(child, leader)
    ordning = town.ordning(child, Service.BPA, leader)
    year = town.today.year
    town.vedtak(ordning, 35 * 60, Per.WEEK, date(year, 1, 1), date(year + 1, 12, 31))
    user = town.user("Arne Assistent", f"{login}@{DOMAIN}", may_sign_in=True)
    return town.engage(town.worker(town.place.offices[0], user), ordning)


def _queue(town: Town) -> None:
    engagement = _family(town, "ko")
    _write([
        Work(engagement, TO_APPROVE, "attested", a_day=4),
        Work(engagement, TO_LOOK_AT, "attested", first_days_ago=40, a_day=4, looked_at=True),
    ])  # fmt: skip


def _family_that_waits(town: Town) -> None:
    engagement = _family(town, "venter")
    half = TO_ATTEST // 2
    _write([
        Work(engagement, half, "submitted", a_day=4),
        Work(engagement, half, "submitted", first_days_ago=12, a_day=4, looked_at=True),
    ])  # fmt: skip


def _person(town: Town, login: str, lines: int) -> None:
    """Make somebody with so many lines in all, twenty of them in the last days."""
    engagement = _family(town, login)
    works = [Work(engagement, FEW, "attested", a_day=4)]
    if lines > FEW:
        works.append(Work(engagement, lines - FEW, "paid", first_days_ago=60, a_day=2))
    _write(works)


def _write(works: Sequence[Work]) -> None:
    """Insert shifts, what stands in the calendar, and lines, in bulk."""
    session = db.session()
    session.flush()
    shifts = [_shift(work, at) for work in works for at in _starts(work)]
    session.execute(insert(Shift), shifts)
    people = {work.engagement.id: work.engagement.user_id for work in works}
    session.execute(insert(Attendee), [_attendee(it, people) for it in shifts])
    by_work = iter(shifts)
    lines = [_entry(work, next(by_work)) for work in works for _at in _starts(work)]
    session.execute(insert(Entry), lines)


def _starts(work: Work) -> Iterator[datetime]:
    for number in range(work.count):
        day = clock.today() - timedelta(days=work.first_days_ago + number // work.a_day)
        hour = time(8 + number % work.a_day * 3)
        yield datetime.combine(day, hour, clock.OSLO).astimezone(UTC)


def _shift(work: Work, starts_at: datetime) -> dict[str, Any]:
    return {
        "id": ids.new_id(), "municipality_id": work.engagement.municipality_id,
        "ordning_id": work.engagement.ordning_id, "engagement_id": work.engagement.id,
        "starts_at": starts_at, "ends_at": starts_at + 2 * HOUR,
    }  # fmt: skip


def _attendee(shift: dict[str, Any], people: dict[Any, Any]) -> dict[str, Any]:
    user_id = people[shift["engagement_id"]]
    return {
        "id": ids.new_id(), "municipality_id": shift["municipality_id"], "shift_id": shift["id"],
        "user_id": user_id, "uid": uids.of(shift["id"], user_id), "status": "confirmed",
        "starts_at": shift["starts_at"], "ends_at": shift["ends_at"],
    }  # fmt: skip


def _entry(work: Work, shift: dict[str, Any]) -> dict[str, Any]:
    more = 30 if work.looked_at else 0
    minutes, sent_at = 120 + more, shift["ends_at"] + HOUR
    return {
        "id": ids.new_id(), "municipality_id": shift["municipality_id"],
        "ordning_id": shift["ordning_id"], "engagement_id": shift["engagement_id"],
        "shift_id": shift["id"], "code": "worked", "source": "as_planned", "state": work.state,
        "starts_at": shift["starts_at"], "ends_at": shift["ends_at"] + timedelta(minutes=more),
        "minutes": minutes, "vedtak_minutes": minutes, "pay_minutes": minutes,
        "planned_minutes": 120, "logged_by_id": work.engagement.user_id, "logged_at": sent_at,
        "submitted_at": sent_at, "needs_look": work.looked_at,
        "flags": [{"code": "differs", "minutes": more}] if more else [],
        "reason": "Bussen kom ikke." if more else "",
        "attested_at": None if work.state == "submitted" else sent_at + HOUR,
    }  # fmt: skip


def _calendar(town: Town) -> None:
    """Make somebody whose calendar shows 500 shifts, and its secret address."""
    engagement = _family(town, "kalender")
    session = db.session()
    session.flush()
    coming = Work(engagement, FEED_EVENTS, "planned", first_days_ago=-150, a_day=3)
    shifts = [_shift(coming, at) for at in _starts(coming)]
    people = {engagement.id: engagement.user_id}
    session.execute(insert(Shift), shifts)
    session.execute(insert(Attendee), [_attendee(it, people) for it in shifts])
    db.add(
        FeedLink(
            municipality_id=town.place.id, user_id=engagement.user_id, name="Telefonen",
            token_hash=ids.digest(FEED_TOKEN),
        )
    )  # fmt: skip


def _applicants(town: Town, coordinator: User) -> None:
    stages = Way().stages
    for number in range(APPLICANTS):
        stage = stages[number % len(stages)]
        user = town.user(f"Søker {number}")
        recruits.one(town, FIRST_NUMBER + number, stage, coordinator, user)
