"""Papers in every state: courses and what they give, homes, letters, what lapses and waits."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import cycle

from sqlalchemy import select, update

from portal.access.actor import NOBODY
from portal.accounts.models import User
from portal.clearance import queries, service
from portal.clearance.letters import POLICE, TASKS
from portal.clearance.models import CertificateRemark, ClearanceOfficer, PurposeLetter
from portal.core import db, ids
from portal.demo.town import LONG_AGO, Town
from portal.engagements.models import ClearanceItem, Engagement, HouseholdMember, WorkerCourse
from portal.engagements.states import Kind
from portal.requirements.models import Course, CourseGives, Requirement
from portal.requirements.states import ClearanceKind

HOME_BASIS = "Retningslinjer for besøkshjem, kommunestyret sak 14/24"
HOUR = 60
# Name, minutes, months it lasts, and which of those before it gives.
COURSES = (
    ("Førstehjelp", 4 * HOUR, 24, ()),
    ("Medisinkurs A", 6 * HOUR, 36, ()),
    ("Medisinkurs B", 12 * HOUR, 36, ("Medisinkurs A",)),
    ("Forflytning", 3 * HOUR, None, ()),
)
# When the first aid runs out, counted from today: the fourth's has.
DAYS_LEFT = (400, 210, 45, -3, 550, 320, 20, *(700, 610, 480, 390, 260) * 2)


def papers(town: Town, coordinator: User) -> None:
    """Give the municipality courses and requirements, and its people every state of papers."""
    db.session().flush()
    first_aid = _courses(town)
    _requirements(town, first_aid)
    officer(town, coordinator)
    office_id = town.place.offices[0].id  # what one sees when one tries the demo comes first
    here_first = sorted(town.engagements, key=lambda one: one.office_id != office_id)
    by_kind = {
        kind: [one for one in here_first if one.kind == kind and one.cleared_at] for kind in Kind
    }
    for kind in (Kind.AVLASTER, Kind.STOTTEKONTAKT):
        _first_aid(town, first_aid["Førstehjelp"], by_kind[kind], coordinator)
    _more_courses(town, first_aid, by_kind[Kind.BPA_ASSISTANT], coordinator)
    _homes(town, by_kind[Kind.AVLASTER], coordinator)
    _waiting(town, [one for one in town.engagements if one.cleared_at is None], coordinator)
    _renewals(town, by_kind[Kind.STOTTEKONTAKT])
    db.session().flush()
    service.judge_all(NOBODY, queries.running(town.place.id))


def _courses(town: Town) -> dict[str, Course]:
    made: dict[str, Course] = {}
    for name, minutes, months, gives in COURSES:
        made[name] = db.add(
            Course(
                id=ids.new_id(), municipality_id=town.place.id, name=name,
                duration_minutes=minutes, refresh_months=months,
            )
        )  # fmt: skip
        db.session().flush()
        for other in gives:
            db.add(
                CourseGives(
                    municipality_id=town.place.id, course_id=made[name].id,
                    gives_id=made[other].id,
                )
            )  # fmt: skip
    return made


def _requirements(town: Town, courses: dict[str, Course]) -> None:
    shared = {"municipality_id": town.place.id, "set_by_id": None}
    soon = town.today + timedelta(days=40)
    rows = (
        Requirement(
            **shared, role=Kind.AVLASTER, paper=ClearanceKind.COURSE, valid_from=LONG_AGO,
            course_id=courses["Førstehjelp"].id, source="Kommunestyret, sak 14/24",
        ),
        Requirement(
            **shared, role=Kind.STOTTEKONTAKT, paper=ClearanceKind.COURSE, valid_from=LONG_AGO,
            course_id=courses["Førstehjelp"].id, source="Kommunestyret, sak 14/24",
        ),
        Requirement(
            **shared, role=Kind.AVLASTER, paper=ClearanceKind.HOUSEHOLD, is_at_home=True,
            valid_from=LONG_AGO, legal_basis=HOME_BASIS, source="Kommunestyret, sak 14/24",
        ),
        Requirement(
            **shared, role=Kind.BPA_ASSISTANT, paper=ClearanceKind.COURSE, valid_from=soon,
            course_id=courses["Medisinkurs A"].id, source="Formannskapet, sak 41/26",
        ),
    )  # fmt: skip
    db.session().add_all(rows)


def officer(town: Town, coordinator: User) -> None:
    """Name who judges certificates with remarks in the first office; a second is told to."""
    db.add(
        ClearanceOfficer(
            municipality_id=town.place.id, office_id=town.place.offices[0].id,
            user_id=coordinator.id, valid_from=LONG_AGO,
        )
    )  # fmt: skip


def _taken(town: Town, one: Engagement, course: Course, until: date | None, by: User) -> None:
    db.add(
        WorkerCourse(
            municipality_id=town.place.id, worker_id=one.worker_id, course_id=course.id,
            course=course, completed_on=LONG_AGO, expires_on=until,
            duration_minutes=course.duration_minutes, registered_by_id=by.id,
        )
    )  # fmt: skip


def _first_aid(town: Town, course: Course, who: Sequence[Engagement], by: User) -> None:
    workers = {one.worker_id: one for one in who}.values()
    for one, days in zip(workers, cycle(DAYS_LEFT), strict=False):
        _taken(town, one, course, town.today + timedelta(days=days), by)


def _more_courses(
    town: Town, courses: dict[str, Course], who: Sequence[Engagement], by: User
) -> None:
    for one in who[:2]:
        _taken(town, one, courses["Medisinkurs B"], town.today + timedelta(days=300), by)
        _taken(town, one, courses["Forflytning"], None, by)


def _homes(town: Town, who: Sequence[Engagement], by: User) -> None:
    """Two homes: one where a child has just grown up, and one where all is in place."""
    grown_up = date(town.today.year - 18, town.today.month, 1)
    child = date(town.today.year - 12, 6, 1)
    homes = (
        (("Ragnhild Lie", date(1979, 5, 2)), ("Sander Lie", grown_up), ("Ida Lie", child)),
        (("Odd Sletta", date(1975, 10, 9)), ("Mari Sletta", child)),
    )
    for one, people in zip(who[:2], homes, strict=False):
        one.is_at_home, one.household_on = True, LONG_AGO
        for name, born_on in people:
            member = db.add(
                HouseholdMember(
                    id=ids.new_id(), municipality_id=town.place.id, engagement_id=one.id,
                    name=name, born_on=born_on,
                )
            )  # fmt: skip
            db.session().flush()
            if born_on < grown_up:
                db.add(_seen(town, one, member, by))


def _seen(town: Town, one: Engagement, member: HouseholdMember, by: User) -> ClearanceItem:
    return ClearanceItem(
        municipality_id=town.place.id, engagement_id=one.id, member_id=member.id,
        kind=ClearanceKind.HOUSEHOLD, issued_on=LONG_AGO - timedelta(days=14), seen_on=LONG_AGO,
        seen_by_id=by.id, legal_basis=HOME_BASIS, registered_by_id=by.id,
    )  # fmt: skip


def _waiting(town: Town, who: Sequence[Engagement], by: User) -> None:
    """The first who wait have a letter to the police; one has a certificate with remarks."""
    here = [one for one in who if one.office_id == town.place.offices[0].id]
    for one in here[:2]:
        db.add(
            PurposeLetter(
                municipality_id=town.place.id, engagement_id=one.id, recipient=POLICE,
                legal_basis="hol § 5-4", tasks=TASKS[Kind(one.kind)],
                place=f"Nordvik kommune, {town.place.offices[0].name}", written_by_id=by.id,
                written_on=town.today - timedelta(days=4),
            )
        )  # fmt: skip
    for one in here[1:2]:
        db.add(
            CertificateRemark(
                municipality_id=town.place.id, engagement_id=one.id, noted_by_id=by.id,
                issued_on=town.today - timedelta(days=6), legal_basis="hol § 5-4",
            )
        )  # fmt: skip


def _renewals(town: Town, who: Sequence[Engagement]) -> None:
    """The year's new vedtak have been looked at, but for two."""
    open_ = [one.id for one in who[:2]]
    items = select(ClearanceItem.id).where(
        ClearanceItem.municipality_id == town.place.id, ClearanceItem.engagement_id.not_in(open_)
    )
    db.session().execute(
        update(ClearanceItem)
        .where(ClearanceItem.id.in_(items), ClearanceItem.kind == ClearanceKind.POLITIATTEST)
        .values(renewal_waived_on=town.today)
    )
