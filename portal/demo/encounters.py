"""Interviews, references and home visits of the demo, in every state they can be in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from portal.access.actor import NOBODY, Actor, Hat
from portal.accounts.models import User
from portal.bookings import service as bookings
from portal.bookings.models import Booking, BookingHost
from portal.bookings.service import Plan
from portal.bookings.states import BookingState, Mode, Purpose
from portal.core import clock, db, ids
from portal.demo import recruits, weeks
from portal.demo.town import Town
from portal.interviews import guides
from portal.interviews import queries as interviews
from portal.interviews import service as assessing
from portal.interviews.service import Written
from portal.needs.states import RoleKind
from portal.recruitment.models import Application, ApplicationRole
from portal.recruitment.states import Stage
from portal.references import queries as referees
from portal.references import service as references
from portal.references.models import ReferenceRequest
from portal.references.service import Answer
from portal.references.states import Trust
from portal.visits import checklists
from portal.visits import queries as visits
from portal.visits import service as visiting
from portal.visits.states import Conclusion, Found

PLACE = "Rådhuset, møterom 2"


@dataclass(frozen=True)
class Office:
    """Two coordinators of one office, and the town they are in."""

    town: Town
    kari: User
    per: User

    @property
    def hosts(self) -> list[User]:
        """Return who meets the applicants."""
        return [self.kari, self.per]

    def actor(self, user: User) -> Actor:
        """Return somebody as they act here."""
        return self.town.actor(user, Hat.COORDINATOR, self.town.place.offices[0])

    def of_stage(self, stage: Stage) -> Sequence[Application]:
        """Return the office's applications of a stage."""
        query = select(Application).where(
            Application.office_id == self.town.place.offices[0].id, Application.stage == stage
        )
        return db.session().scalars(query.order_by(Application.number)).all()

    def some(self, stage: Stage, count: int, first_number: int) -> list[Application]:
        """Return so many applications of a stage; those there are too few of are made."""
        found = list(self.of_stage(stage))[:count]
        places = len(self.town.place.districts)  # every so many is of the first district
        for extra in range(count - len(found)):
            number = (first_number + extra) * places
            found.append(recruits.one(self.town, number, stage, self.kari, self.town.user()))
        db.session().flush()
        return found

    def weekday(self, after: int) -> date:
        """Return a working day so many days ahead, or the Monday after."""
        day = self.town.today + timedelta(days=after)
        return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)

    def spans(self, *days: int, hour: int = 10) -> list[tuple[datetime, datetime]]:
        """Return an hour on each of these days ahead."""
        return [
            (weeks.instant(day, time(hour)), weeks.instant(day, time(hour + 1)))
            for day in dict.fromkeys(self.weekday(after) for after in days)
        ]


def everything(town: Town, kari: User, per: User, nora: Application) -> None:
    """Let the first office meet its applicants; Nora is to choose when they may come."""
    office = Office(town, kari, per)
    town.role(per, Hat.COORDINATOR, office=town.place.offices[0])
    db.session().flush()
    acts: tuple[Callable[[Office, Application, int], None], ...] = (
        _offered, _chosen, _moved, _assessed_by_both, _refused, _assessed_by_one,
    )  # fmt: skip
    talks = office.some(Stage.INTERVIEW, len(acts), 40)
    for hour, (act, it) in enumerate(zip(acts, talks, strict=True), start=8):
        act(office, it, hour)
    for ask, it in zip((_waits, _too_late), office.some(Stage.REFERENCES, 2, 50), strict=True):
        ask(office, it)
    _at_home(nora)
    _offer(office, nora, Purpose.HOME_VISIT, hour=17)
    homes = [it for it in office.some(Stage.HOME_VISIT, 2, 60) if it.id != nora.id]
    _at_home(homes[0])
    _half_signed(office, homes[0])
    db.session().flush()


# Interviews ---------------------------------------------------------------------------------


def _plan(office: Office, spans: Sequence[tuple[datetime, datetime]], version: int = 0) -> Plan:
    return Plan(version=version, spans=spans, hosts=office.hosts, mode=Mode.PLACE, place=PLACE)


def _offer(office: Office, it: Application, purpose: Purpose, hour: int) -> Booking:
    spans = office.spans(3, 4, 8, hour=hour)
    booking = bookings.offer(office.actor(office.kari), it, purpose, _plan(office, spans))
    db.session().flush()
    return booking


def _offered(office: Office, it: Application, hour: int) -> None:
    _offer(office, it, Purpose.INTERVIEW, hour)


def _chosen(office: Office, it: Application, hour: int) -> None:
    booking = _offer(office, it, Purpose.INTERVIEW, hour)
    bookings.choose(NOBODY, it, booking, booking.slots[0].id, booking.version)


def _moved(office: Office, it: Application, hour: int) -> None:
    actor = office.actor(office.kari)
    first = bookings.settle(actor, it, Purpose.INTERVIEW, _plan(office, office.spans(4, hour=hour)))
    db.session().flush()
    later = _plan(office, office.spans(9, hour=hour), first.version)
    bookings.settle(actor, it, Purpose.INTERVIEW, later)


def _refused(office: Office, it: Application, hour: int) -> None:
    booking = _offer(office, it, Purpose.INTERVIEW, hour)
    bookings.refuse(NOBODY, it, booking, booking.version, "Jeg jobber dag. Etter kl. 16 er fint.")


def _been(office: Office, it: Application, purpose: Purpose, days: int) -> Booking:
    """Write down a meeting that was so many days ago."""
    day = office.town.today - timedelta(days=days)
    booking = db.add(
        Booking(
            id=ids.new_id(), municipality_id=it.municipality_id, application_id=it.id,
            purpose=purpose, state=BookingState.BOOKED, mode=Mode.PLACE, place=PLACE,
            starts_at=weeks.instant(day, time(10)), ends_at=weeks.instant(day, time(11)),
            uid=str(ids.new_id()), offered_by_id=office.kari.id, chosen_at=clock.now(),
            reminded_at=clock.now(), invited_at=clock.now(),
            hosts=[
                BookingHost(
                    municipality_id=it.municipality_id, user_id=user.id, user=user,
                    uid=str(ids.new_id()),
                )
                for user in office.hosts
            ],
        )
    )  # fmt: skip
    db.session().flush()
    return booking


def _assess(office: Office, it: Application, user: User, scores: Sequence[int], said: str) -> None:
    newest = guides.current(it.municipality_id)
    chosen = [newest[part] for part in guides.parts_of(it)]
    count = sum(len(guide.questions) for guide in chosen)
    given = [scores[place % len(scores)] for place in range(count)]
    written = Written(
        version=0, guides=chosen, scores=given, notes=["" for _ in given], summary=said
    )
    seen = interviews.of_application(it)
    assessing.save(office.actor(user), seen, written, delivers=True)
    db.session().flush()


def _assessed_by_both(office: Office, it: Application, _hour: int) -> None:
    _been(office, it, Purpose.INTERVIEW, 3)
    _assess(office, it, office.kari, (4, 5, 3), "Varm og tydelig. Har tenkt gjennom det.")
    _assess(office, it, office.per, (4, 3, 3), "Trygg. Litt uklar på hvor mye tid hun har.")


def _assessed_by_one(office: Office, it: Application, _hour: int) -> None:
    _been(office, it, Purpose.INTERVIEW, 1)
    _assess(office, it, office.kari, (3, 4), "Fin samtale. Bør møte familien før vi bestemmer.")


# References ---------------------------------------------------------------------------------


def _ask(office: Office, it: Application, place: int) -> ReferenceRequest:
    referee = it.referees[place]
    referee.spoken_on = referee.spoken_by_id = None
    referee.email = referee.email or f"referanse{it.number}.{place}@{office.town.domain}"
    asked = referees.Asked(it, referee, None)
    return references.ask(office.actor(office.kari), asked, "")


def _waits(office: Office, it: Application) -> None:
    """Let one referee have answered, and the other not yet."""
    _ask(office, it, 0)
    request = _ask(office, it, 1)
    given = Answer(
        knows_how="Jeg trente laget hun spilte på, og hun var hjelpetrener et år.",
        known_since="2018", trust=Trust.YES, trust_why="Barna gikk til henne når noe var galt.",
        strengths="Tålmodig, møter opp, og ler lett.", other="",
    )  # fmt: skip
    references.answer(referees.Asked(it, it.referees[1], request), given)


def _too_late(office: Office, it: Application) -> None:
    """Let one link have run out with half an answer, and nobody have asked the other."""
    request = _ask(office, it, 0)
    request.sent_at, request.expires_at = (
        clock.now() - timedelta(days=days) for days in (16, 2)
    )  # fmt: skip
    request.reminded_at = clock.now() - timedelta(days=11)
    request.draft = {"knows_how": "Vi jobbet sammen på"}
    it.referees[1].spoken_on = it.referees[1].spoken_by_id = None


# Home visits --------------------------------------------------------------------------------


def _at_home(it: Application) -> None:
    """Let an applicant want a child at home."""
    it.is_at_home = True
    it.home = {"household": "Jeg og samboeren min.", "spare_bed": True, "about": "Hage og katt."}
    if all(role.kind != RoleKind.AVLASTER for role in it.roles):
        it.roles.append(ApplicationRole(municipality_id=it.municipality_id, kind=RoleKind.AVLASTER))
    db.session().flush()


def _half_signed(office: Office, it: Application) -> None:
    """Let Kari have written and signed the report; Per has not signed."""
    _been(office, it, Purpose.HOME_VISIT, 2)
    actor = office.actor(office.kari)
    checklist = checklists.current(it.municipality_id)
    found = [Found.OK for _ in checklist.lines]
    notes = ["" for _ in checklist.lines]
    found[3], notes[3] = Found.REMARK, "Grind i trappa må opp før barnet kommer."
    written = visiting.Written(
        version=0, checklist=checklist, found=found, notes=notes,
        summary="Et rolig hjem med god plass. Eget rom til barnet, og hage uten vei.",
        conclusion=Conclusion.SUITABLE_IF,
    )  # fmt: skip
    visiting.write(actor, visits.of_application(it), written)
    db.session().flush()
    seen = visits.of_application(it)
    assert seen.report is not None
    visiting.sign(actor, seen, seen.report.version)
