"""Adverts and applications in every stage."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from portal.access.actor import Hat
from portal.accounts.models import User
from portal.core import clock, db, ids
from portal.demo.names import INTERESTS
from portal.demo.town import Town
from portal.families.models import Ordning
from portal.families.states import Gradering, Service
from portal.needs.models import ROLE_OF, Need
from portal.needs.states import AGE_BANDS, NeedState, RoleKind
from portal.recruitment.models import Application, ApplicationEvent, ApplicationRole, Referee
from portal.recruitment.states import Happening, Outcome, Stage
from portal.recruitment.way import Way

# How long ago an application came, by where it is now.
DAYS_AGO = {
    Stage.ACKNOWLEDGED: 2, Stage.SCREENING: 6, Stage.REFERENCES: 12, Stage.INTERVIEW: 20,
    Stage.HOME_VISIT: 30, Stage.APPROVED: 45, Stage.NOT_APPROVED: 40, Stage.WITHDRAWN: 15,
}  # fmt: skip
RUNNING = Way().stages  # those in use until a municipality says otherwise
TITLES = {
    RoleKind.STOTTEKONTAKT: ("Bli med på svømming", "En å gå tur med", "Kino og prat"),
    RoleKind.AVLASTER: ("En helg i måneden hjemme hos deg", "Lørdager på gården"),
    RoleKind.BPA_ASSISTANT: ("Ettermiddager etter skolen", "En trygg voksen i helgene"),
}
TEXTS = {
    RoleKind.STOTTEKONTAKT: (
        "Dere finner på noe sammen en ettermiddag i uka. Familien sier fra om hva som er lurt."
    ),
    RoleKind.AVLASTER: (
        "Barnet er hos deg fra fredag til søndag. Dere blir kjent litt etter litt først."
    ),
    RoleKind.BPA_ASSISTANT: (
        "Du henter på skolen, hjelper til med mat og lekser, og blir med på det som skjer."
    ),
}
# How much and when, in words; the days as bits, 1 is Monday; minutes in a week.
PLANS = {
    RoleKind.STOTTEKONTAKT: (
        ("3 timer i uka, helst onsdag", 0b0000100, 180),
        ("2 timer i uka, tirsdag eller torsdag", 0b0001010, 120),
        ("4 timer i uka, lørdag eller søndag", 0b1100000, 240),
    ),
    RoleKind.AVLASTER: (
        ("Fredag til søndag, hver fjerde uke", 0b1110000, 780),
        ("En lørdag annenhver uke, fra kl. 10 til 18", 0b0100000, 240),
    ),
    RoleKind.BPA_ASSISTANT: (
        ("8 timer i uka, mandag og torsdag", 0b0001001, 480),
        ("12 timer i uka, hverdager etter skolen", 0b0011111, 720),
    ),
}


def adverts(town: Town, ordninger: Sequence[Ordning]) -> list[Need]:
    """Publish a need for each of these ordninger, and leave the last as a draft."""
    made = []
    for number, ordning in enumerate(ordninger):
        if ordning.child.gradering != Gradering.UGRADERT:
            continue
        role = ROLE_OF[Service(ordning.service)]
        age = town.today.year - ordning.child.born_on.year
        first, last = next(band for band in AGE_BANDS if band[0] <= age <= band[1])
        is_draft = number == len(ordninger) - 1
        plan, days, minutes = PLANS[role][number % len(PLANS[role])]
        since = town.today - timedelta(days=7 * (number % 14) + 5)
        made.append(db.add(
            Need(
                id=ids.new_id(), municipality_id=town.place.id, ordning_id=ordning.id,
                ordning=ordning, district_id=ordning.child.district_id, slug=ids.new_id().hex[-8:],
                state=NeedState.DRAFT if is_draft else NeedState.PUBLISHED,
                title=TITLES[role][number % len(TITLES[role])], text=TEXTS[role],
                age_from=first, age_to=last,
                interests=" og ".join(town.random.sample(INTERESTS, 2)), hours_text=plan,
                weekdays=days, hours_per_week_minutes=minutes,
                has_nights=role is RoleKind.AVLASTER and number % 2 == 0, needs_car=number % 4 == 0,
                waiting_since_on=since, published_at=None if is_draft else clock.now(),
            )
        ))  # fmt: skip
    db.session().flush()
    return made


def applications(town: Town, count: int, by: User) -> None:
    """Make applications in every stage, spread over the offices."""
    stages = [*RUNNING, Stage.ACKNOWLEDGED, Stage.SCREENING, Stage.INTERVIEW, *DAYS_AGO]
    for number in range(count):
        stage = stages[number % len(stages)]
        one(town, number + 1, stage, by, town.user())


def one(town: Town, number: int, stage: Stage, by: User, user: User) -> Application:
    """Make one application that has come as far as its stage."""
    random = town.random
    town.role(user, Hat.APPLICANT)
    sent_at = clock.now() - timedelta(days=DAYS_AGO[stage] + number % 5, hours=number % 9)
    district = town.place.districts[number % len(town.place.districts)]
    application = db.add(
        Application(
            id=ids.new_id(), municipality_id=town.place.id, office_id=district.office_id,
            district_id=district.id, user_id=user.id, responsible_id=by.id, number=number,
            stage=stage, stage_since_at=_since(sent_at, stage), last_step=6,
            draft_token_hash=ids.digest(ids.new_token()), draft_expires_at=sent_at,
            name=user.name, email=user.email, phone=user.phone,
            born_on=date(random.randint(1965, 2006), random.randint(1, 12), 15),
            education="Fagbrev", experience="Har passet barn i nabolaget i flere år.",
            interests=", ".join(random.sample(INTERESTS, 3)),
            motivation="Jeg har tid og lyst til å bety noe for noen.",
            norwegian_level="native" if number % 4 else "b2", languages="norsk, engelsk",
            has_licence=True, has_car=number % 3 != 0, age_groups=["7-12"], hours_per_week=4,
            max_km=15, availability=["2-evening", "5-day", "6-day"], commits=True,
            keeps_in_pool=number % 2 == 0, created_at=sent_at, submitted_at=sent_at,
        )
    )  # fmt: skip
    db.session().flush()
    _papers(town, application, number, stage)
    _history(application, stage, by, sent_at)
    return application


def _since(sent_at: datetime, stage: Stage) -> datetime:
    return sent_at if stage is Stage.ACKNOWLEDGED else sent_at + (clock.now() - sent_at) / 2


def _papers(town: Town, application: Application, number: int, stage: Stage) -> None:
    kinds = list(RoleKind)
    outcome = {Stage.APPROVED: Outcome.APPROVED, Stage.NOT_APPROVED: Outcome.NOT_APPROVED}
    for kind in {kinds[number % 3], kinds[(number // 2) % 3]}:
        db.add(
            ApplicationRole(
                municipality_id=town.place.id, application_id=application.id, kind=kind,
                outcome=outcome.get(stage, Outcome.OPEN),
            )
        )  # fmt: skip
    spoken = stage not in {Stage.ACKNOWLEDGED, Stage.SCREENING}
    for position, knows_from in enumerate(("Tidligere arbeidsgiver", "Trener i idrettslaget"), 1):
        db.add(
            Referee(
                municipality_id=town.place.id, application_id=application.id, position=position,
                name=town.user().name, knows_from=knows_from, phone="+4798765432",
                email=f"referanse{position}.{number}@{town.domain}",
                spoken_on=town.today - timedelta(days=3) if spoken else None,
                spoken_by_id=application.responsible_id if spoken else None,
            )
        )  # fmt: skip


def _history(application: Application, stage: Stage, by: User, sent_at: datetime) -> None:
    _event(application, Happening.SUBMITTED, None, Stage.ACKNOWLEDGED, None, sent_at)
    if stage is Stage.WITHDRAWN:
        _event(
            application,
            Happening.WITHDRAWN,
            Stage.ACKNOWLEDGED,
            stage,
            None,
            application.stage_since_at,
        )
        return
    way = [*RUNNING, stage] if stage not in RUNNING else list(RUNNING[: RUNNING.index(stage) + 1])
    step = (application.stage_since_at - sent_at) / max(1, len(way) - 1)
    for number, (before, after) in enumerate(pairwise(way), start=1):
        _event(application, Happening.MOVED, before, after, by, sent_at + step * number)


def _event(
    application: Application, what: Happening, before: Stage | None, after: Stage | None,
    by: User | None, at: datetime,
) -> None:  # fmt: skip
    db.add(
        ApplicationEvent(
            municipality_id=application.municipality_id, application_id=application.id,
            event=what, from_stage=before, to_stage=after, by_id=by.id if by else None, at=at,
            stayed_days=4 if before else None,
        )
    )  # fmt: skip
