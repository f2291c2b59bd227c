"""What there is little of in real life, so that every page of the demo has something to show."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import time, timedelta

from sqlalchemy import select

from portal.access.actor import Hat
from portal.accounts.models import User
from portal.approval import disputes
from portal.core import db
from portal.demo import weeks
from portal.demo.story import Team
from portal.demo.town import Town
from portal.demo.weeks import Pattern, Week
from portal.families.models import Ordning
from portal.families.states import Gradering, Service
from portal.municipality import settings
from portal.municipality.models import ClosedPeriod
from portal.municipality.states import SettingKey
from portal.rules.pay_period import pay_period
from portal.shifts.models import Entry
from portal.shifts.states import EntryState
from portal.timesheets import facts, judging, queries
from portal.timesheets.lines import Line

JUDGED = (EntryState.SUBMITTED, EntryState.ATTESTED)
CLOSED_DAYS = 100  # ago


def second_family(town: Town, team: Team) -> None:
    """Let Maja work for another family too: what one of them plans, counts for the other."""
    maja = team.members["Maja Lund"].worker
    monday = town.today - timedelta(days=town.today.weekday())
    engagement = town.engage(maja, _another_bpa(town, team.ordning))
    saturdays = Pattern(5, time(10), time(14), every=2)
    weeks.fill(town, engagement, [saturdays], Week(monday, -6, 4))


def _another_bpa(town: Town, ordning: Ordning) -> Ordning:
    return next(
        one.ordning
        for one in town.engagements
        if one.ordning.service == Service.BPA
        and one.ordning_id != ordning.id
        and one.supplier_id is None
        and one.ordning.child.gradering == Gradering.UGRADERT
        and one.is_cleared
    )


def disputed(town: Town, team: Team) -> None:
    """Let Maja say that an approved line is wrong, so that somebody must answer."""
    maja = team.members["Maja Lund"]
    query = (
        select(Entry)
        .where(Entry.engagement_id == maja.id, Entry.state == EntryState.APPROVED)
        .order_by(Entry.starts_at.desc())
    )
    entry = db.session().scalars(query).first()
    assert entry is not None
    actor = town.actor(maja.worker.user, Hat.WORKER)
    disputes.raise_(actor, entry, entry.version, "Vi var ikke hjemme før kvart på sju.")


def judge(town: Town) -> None:
    """Find what there is to look at in the lines that wait, as when they are logged."""
    by_worker = defaultdict(list)
    waiting = select(Entry).where(Entry.municipality_id == town.place.id, Entry.state.in_(JUDGED))
    for entry in db.session().scalars(waiting.order_by(Entry.starts_at)):
        by_worker[entry.engagement.worker_id].append(entry)
    for entries in by_worker.values():
        _judge_one(town, entries)


def _judge_one(town: Town, entries: Sequence[Entry]) -> None:
    lines = [Line.of_entry(entry, queries.planned_of(entry)) for entry in entries]
    known = facts.read(lines, town.today)
    for entry, found in zip(entries, judging.flags(lines, known, town.today), strict=True):
        entry.flags, entry.needs_look = found, judging.needs_look(found)


def close_the_old(town: Town, admin: User) -> None:
    """Close a pay period that was over long ago: what is in it is only corrected."""
    start_day = settings.number(town.place.id, SettingKey.PAY_PERIOD_START_DAY, town.today)
    period = pay_period(town.today - timedelta(days=CLOSED_DAYS), start_day)
    db.add(
        ClosedPeriod(
            municipality_id=town.place.id, first_on=period.from_on, last_on=period.to_on,
            closed_by_id=admin.id,
        )
    )  # fmt: skip
