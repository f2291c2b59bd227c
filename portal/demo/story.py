"""The families of the demo's own accounts: what one sees when one signs in."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import select

from portal.access.actor import Hat
from portal.accounts.models import User
from portal.core import db
from portal.demo import weeks
from portal.demo.town import Town
from portal.demo.weeks import Pattern, Week
from portal.engagements.models import Engagement
from portal.families.models import Child, Ordning
from portal.families.states import Service
from portal.shifts.models import Absence, Entry, Shift, ShiftDraft
from portal.shifts.states import AbsenceKind, EntryCode, EntryState
from portal.vedtak.states import Per

HOUR = 60
# Ingrid's team: who works when. Tor's Wednesday is made longer in a draft.
TEAM = {
    "Maja Lund": (Pattern(1, time(15), time(18, 30)), Pattern(4, time(15), time(18))),
    "Tor Nygård": (Pattern(2, time(17), time(20)),),
    "Samira Haddad": (Pattern(5, time(11), time(15)),),
    "Jonas Eide": (Pattern(0, time(15), time(19)),),
    "Elin Vik": (Pattern(3, time(15), time(18)),),
}
LOGIN = {"Maja Lund": "assistent", "Tor Nygård": "assistent2"}


@dataclass(frozen=True, slots=True)
class Team:
    """An ordning of the story, and who works in it."""

    ordning: Ordning
    leader: User
    members: dict[str, Engagement]


def bpa_family(town: Town) -> Team:
    """Make Ingrid's family: a BPA ordning that is about to lose hours."""
    office = town.place.offices[0]
    leader = town.user("Ingrid Bakken", f"forelder@{town.domain}", may_sign_in=True)
    town.role(leader, Hat.PARENT)
    child = town.child(office, date(town.today.year - 11, 3, 14), "A.B.")
    town.guardian(child, leader)
    ordning = town.ordning(child, Service.BPA, leader)
    year = town.today.year
    town.vedtak(ordning, 21 * HOUR, Per.WEEK, date(year, 1, 1), date(year + 1, 6, 30))
    team = Team(ordning, leader, _members(town, ordning))
    monday = town.today - timedelta(days=town.today.weekday())
    if town.today.weekday() == 6:
        monday += timedelta(days=7)  # on a Sunday the coming week is the one one looks at
    _weeks(town, team, monday)
    _unpublished(team, monday)
    return team


def _members(town: Town, ordning: Ordning) -> dict[str, Engagement]:
    members = {}
    for name in TEAM:
        login = LOGIN.get(name)
        email = f"{login}@{town.domain}" if login else ""
        user = town.user(name, email, may_sign_in=login is not None)
        members[name] = town.engage(town.worker(town.place.offices[0], user), ordning)
    return members


def _weeks(town: Town, team: Team, monday: date) -> None:
    first = -(monday - date(monday.year, 1, 5)).days // 7
    for name, patterns in TEAM.items():
        last = -1 if name == "Jonas Eide" else 3
        weeks_ = Week(monday, first, last)
        weeks.fill(town, team.members[name], patterns, weeks_)
    # The coming Monday is free because Jonas is ill, the Thursday because nobody has it yet.
    jonas, elin = team.members["Jonas Eide"], team.members["Elin Vik"]
    weeks.open_shift(jonas, monday, TEAM["Jonas Eide"][0], reason="sick")
    weeks.open_shift(elin, monday + timedelta(days=10), TEAM["Elin Vik"][0])
    _away(jonas, AbsenceKind.SICK, town.today, monday + timedelta(days=2))
    samira = team.members["Samira Haddad"]
    _away(samira, AbsenceKind.HOLIDAY, monday, monday + timedelta(days=3))
    tor = team.members["Tor Nygård"]  # is asked whether the times hold, and has shifts while away
    tor.worker.availability_confirmed_on = town.today - timedelta(days=200)
    _away(tor, AbsenceKind.HOLIDAY, monday + timedelta(days=18), monday + timedelta(days=24))
    _exceptions(town, team, monday)


def _away(engagement: Engagement, kind: AbsenceKind, first: date, last: date) -> None:
    db.add(
        Absence(
            municipality_id=engagement.municipality_id, worker_id=engagement.worker_id, kind=kind,
            first_on=first, last_on=max(first, last), reported_by_id=engagement.user_id,
        )
    )  # fmt: skip


def _exceptions(town: Town, team: Team, monday: date) -> None:
    """Let two of the newest lines be ones a parent must look at, and one be returned."""
    db.session().flush()
    maja, tor = team.members["Maja Lund"], team.members["Tor Nygård"]
    longer = Pattern(6, time(10), time(13))
    extra = weeks.shift(town, maja, monday - timedelta(days=8), longer)
    db.session().flush()
    for entry in _lines_of(extra):
        entry.ends_at += timedelta(minutes=90)
        entry.minutes = entry.pay_minutes = entry.vedtak_minutes = entry.minutes + 90
        entry.reason = "Bussen hjem fra svømming gikk ikke, så vi ventet på neste."
    gone = weeks.shift(town, tor, monday - timedelta(days=9), Pattern(5, time(17), time(20)))
    db.session().flush()
    for entry in _lines_of(gone):
        entry.code, entry.vedtak_minutes = EntryCode.SICK, 0
        entry.reason = "Syk, sa fra om morgenen."
    early = Pattern(5, time(7), time(10, 30))  # half an hour into what she did for the others
    back = weeks.shift(town, maja, monday - timedelta(days=16), early)
    db.session().flush()
    for entry in _lines_of(back):
        entry.state = EntryState.RETURNED
        entry.returned_reason = "Vi avtalte til kl. 10 denne dagen. Kan du se på den?"


def _lines_of(shift: Shift) -> list[Entry]:
    query = select(Entry).where(Entry.shift_id == shift.id)
    return list(db.session().scalars(query))


def _unpublished(team: Team, monday: date) -> None:
    """Leave three changes that are not published, one of them with too little rest."""
    tor, samira = team.members["Tor Nygård"], team.members["Samira Haddad"]
    wednesday = monday + timedelta(days=2)
    starts_at = weeks.instant(wednesday, time(17))
    query = select(Shift).where(Shift.engagement_id == tor.id, Shift.starts_at == starts_at)
    longer = db.session().scalars(query).first()
    _draft(team, tor, wednesday, time(17), time(22), longer)
    _draft(team, tor, wednesday + timedelta(days=1), time(7), time(8, 30))
    _draft(team, samira, monday + timedelta(days=6), time(11), time(15))


def _draft(
    team: Team,
    engagement: Engagement,
    day: date,
    first: time,
    last: time,
    shift: Shift | None = None,
) -> None:
    db.add(
        ShiftDraft(
            municipality_id=engagement.municipality_id, ordning_id=team.ordning.id,
            shift_id=shift.id if shift else None, base_version=shift.version if shift else None,
            act="change" if shift else "new", engagement_id=engagement.id,
            starts_at=weeks.instant(day, first), ends_at=weeks.instant(day, last),
            created_by_id=team.leader.id,
        )
    )  # fmt: skip


def respite_family(town: Town) -> Child:
    """Make the second parent's family: avlastning and støttekontakt side by side."""
    office = town.place.offices[0]
    leader = town.user("Morten Sandmo", f"forelder2@{town.domain}", may_sign_in=True)
    town.role(leader, Hat.PARENT)
    child = town.child(office, date(town.today.year - 8, 9, 2), "K.L.")
    town.guardian(child, leader)
    year = town.today.year
    respite = town.ordning(child, Service.AVLASTNING, leader)
    town.vedtak(
        respite, 48 * HOUR, Per.MONTH, date(year, 1, 1), date(year, 12, 31), allows_night=True
    )
    contact = town.ordning(child, Service.STOTTEKONTAKT, leader)
    town.vedtak(
        contact, 16 * HOUR, Per.MONTH, date(year, 1, 1), date(year + 1, 6, 30), most_a_day=6 * HOUR
    )
    henrik = town.user("Henrik Dahl", f"avlaster@{town.domain}", may_sign_in=True)
    sofie = town.user("Sofie Berg", f"stottekontakt@{town.domain}", may_sign_in=True)
    monday = town.today - timedelta(days=town.today.weekday())
    weekend = Pattern(4, time(16), time(16), nights=2, every=4)
    avlaster = town.engage(town.worker(office, henrik), respite)
    weeks.fill(town, avlaster, [weekend], Week(monday, -12, 8))
    evenings = [Pattern(1, time(17), time(20)), Pattern(3, time(17), time(20), every=2)]
    weeks.fill(
        town, town.engage(town.worker(office, sofie), contact), evenings, Week(monday, -10, 4)
    )
    return child
