"""The applications of an office: the board, the list, one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    and_,
    case,
    exists,
    false,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased, lazyload

from portal.access.actor import Actor, Hat
from portal.accounts.models import Role, User
from portal.bookings.models import Booking
from portal.bookings.states import BookingState
from portal.core import clock, db
from portal.engagements.models import Engagement, Worker
from portal.municipality.models import District, Office
from portal.needs.states import RoleKind
from portal.recruitment import demands, way
from portal.recruitment import queries as recruitment
from portal.recruitment.demands import GROWN_UP, Concern
from portal.recruitment.models import Application, ApplicationEvent, ApplicationRole
from portal.recruitment.states import RUNNING, NorwegianLevel, Stage
from portal.rules.deadlines import add_months

CARDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a coordinator has chosen to see; nothing chosen is everything."""

    role: RoleKind | None = None
    district_id: UUID | None = None
    responsible_id: UUID | None = None
    stage: Stage | None = None
    concern: Concern | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One stage of the board: the oldest first, eight at most."""

    stage: Stage
    name: str
    count: int
    usual_days: int | None
    cards: Sequence[Application]


@dataclass(frozen=True, slots=True)
class Booked:
    """How the newest time of an applicant's stage stands."""

    state: str
    starts_at: datetime | None


@dataclass(frozen=True, slots=True)
class OnCard:
    """An applicant on a card: how many are in the stage, how many of them late, what is booked."""

    card: Application
    total: int
    late: int
    state: str | None
    starts_at: datetime | None


@dataclass(frozen=True, slots=True)
class Board:
    """The lanes, how many there are in all and how many have waited longer than usual."""

    lanes: Sequence[Lane]
    late: int
    booked: Mapping[UUID, Booked]

    @property
    def running(self) -> int:
        """Return how many are waiting for something of ours."""
        return sum(lane.count for lane in self.lanes if lane.stage is not Stage.APPROVED)

    @property
    def answer_days(self) -> int:
        """Return how long it usually takes from application to answer."""
        return sum(lane.usual_days or 0 for lane in self.lanes)


def _chosen(filters: Filters, home_id: UUID) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.role:
        applied = exists().where(
            ApplicationRole.application_id == Application.id, ApplicationRole.kind == filters.role
        )
        found.append(applied)
    if filters.district_id:
        found.append(Application.district_id == filters.district_id)
    if filters.responsible_id:
        found.append(Application.responsible_id == filters.responsible_id)
    if filters.stage:
        found.append(Application.stage == filters.stage)
    if filters.concern:
        found.append(_concerns(filters.concern, home_id))
    return found


def _concerns(concern: Concern, home_id: UUID) -> ColumnElement[bool]:
    """Make the condition that says the same as ``demands.concerns``."""
    today = clock.today()
    if concern is Concern.MINOR:
        return Application.born_on > add_months(today, -12 * GROWN_UP)
    if concern is Concern.NEAR_RELATION:
        return Application.relation != ""
    asked = demands.of(home_id, today)
    if concern is Concern.NO_COMMITMENT:
        return ~Application.commits if asked.commitment_months else false()
    enough = [level for level in NorwegianLevel if demands.reaches(level, asked.norwegian)]
    return Application.norwegian_level.not_in(enough) if asked.norwegian else false()


def _on_board() -> ColumnElement[bool]:
    matched = (
        exists()
        .where(Engagement.worker_id == Worker.id, Worker.user_id == Application.user_id)
        .correlate(Application)
    )
    return or_(Application.stage.in_(RUNNING), and_(Application.stage == Stage.APPROVED, ~matched))


def board(actor: Actor, filters: Filters, on: date) -> Board:
    """Return the board in five statements, however many applicants there are."""
    assert actor.municipality_id is not None
    here = way.of(actor.municipality_id)
    usual = recruitment.usual_days(actor.municipality_id, here)
    where = [*recruitment.known_to(actor), *_chosen(filters, actor.municipality_id), _on_board()]
    cards = _oldest(where, _is_late(usual, on))
    counts = {Stage(it.card.stage): (it.total, it.late) for it in cards}
    booked = {it.card.id: Booked(it.state, it.starts_at) for it in cards if it.state}
    lanes = [
        Lane(
            stage=stage,
            name=here.word(stage),
            count=counts.get(stage, (0, 0))[0],
            usual_days=usual.get(stage),
            cards=[it.card for it in cards if it.card.stage == stage],
        )
        for stage in [*(it.stage for it in here.steps), Stage.APPROVED]
        if stage in counts or stage in here.stages or stage is Stage.APPROVED
    ]
    return Board(lanes, sum(late for _total, late in counts.values()), booked)


def _oldest(where: list[ColumnElement[bool]], is_late: ColumnElement[bool]) -> Sequence[OnCard]:
    """Return those on cards."""
    oldest = [Application.stage_since_at, Application.id]
    stage, late = Application.stage, func.sum(case((is_late, 1), else_=0))
    ranked = (
        select(
            Application.id,
            func.row_number().over(partition_by=stage, order_by=oldest).label("place"),
            func.count().over(partition_by=stage).label("total"),
            late.over(partition_by=stage).label("late"),
        )
        .where(*where)
        .subquery()
    )
    query = (
        select(Application, ranked.c.total, ranked.c.late, Booking.state, Booking.starts_at)
        .join(ranked, ranked.c.id == Application.id)
        .outerjoin(Booking, Booking.id == _newest_of_stage())
        .where(ranked.c.place <= CARDS)
        .order_by(*oldest)
    )
    return [OnCard(*row) for row in db.session().execute(query)]


def _newest_of_stage() -> ScalarSelect[UUID]:
    """Select the newest booking for what an application's stage is about."""
    its = aliased(Booking)
    return (
        select(its.id)
        .where(
            its.application_id == Application.id, its.purpose == Application.stage,
            its.state != BookingState.CANCELLED,
        )
        .order_by(its.id.desc())
        .limit(1)
        .correlate(Application)
        .scalar_subquery()
    )  # fmt: skip


def _is_late(usual: Mapping[Stage, int], on: date) -> ColumnElement[bool]:
    waited = [
        and_(Application.stage == stage, Application.stage_since_at < _start_of(on, days))
        for stage, days in usual.items()
    ]
    return or_(False, *waited)  # noqa: FBT003 - SQLAlchemy's way of beginning an OR


def _start_of(on: date, days: int) -> datetime:
    """Return the instant before which something has been waiting more than so many days."""
    return datetime.combine(on - timedelta(days=days), time(), clock.OSLO)


def listing(actor: Actor, filters: Filters) -> Select[Application]:
    """Select the office's applications: those who have waited longest first."""
    assert actor.municipality_id is not None
    chosen = _chosen(filters, actor.municipality_id)
    query = _lines().where(*recruitment.known_to(actor), *chosen)
    is_over = Application.stage.not_in(RUNNING)
    return query.order_by(is_over, Application.stage_since_at, Application.id)


def _lines() -> Select[Application]:
    """Select applications for a list, which tells nothing of their referees."""
    return select(Application).options(lazyload(Application.referees))


def like(actor: Actor, text: str) -> Sequence[Application]:
    """Return applications by name, address or telephone, at most fifty."""
    plain = text.replace("%", "").replace("_", "").strip()
    if not plain:
        return []
    part = f"%{plain}%"
    digits = "".join(letter for letter in text if letter.isdigit())
    query = _lines().where(
        *recruitment.known_to(actor),
        or_(
            Application.name.ilike(part),
            Application.email.ilike(part),
            Application.phone.endswith(digits) if len(digits) == 8 else false(),
        ),
    )
    return db.session().scalars(query.order_by(Application.name, Application.id).limit(50)).all()


def one(actor: Actor, application_id: UUID) -> Application | None:
    """Return one of the office's applications."""
    return recruitment.known(actor, application_id)


def districts(actor: Actor) -> Sequence[District]:
    """Return the districts of the actor's offices."""
    query = select(District).where(District.office_id.in_(actor.office_ids))
    return db.session().scalars(query.order_by(District.name)).all()


def all_districts(actor: Actor) -> Sequence[District]:
    """Return every district of the municipality."""
    query = select(District).where(District.municipality_id == actor.municipality_id)
    return db.session().scalars(query.order_by(District.name)).all()


def coordinators(actor: Actor) -> Sequence[User]:
    """Return those who may be responsible for an application in the actor's offices."""
    theirs = select(Role.user_id).where(
        Role.hat == Hat.COORDINATOR, Role.office_id.in_(actor.office_ids)
    )
    return db.session().scalars(select(User).where(User.id.in_(theirs)).order_by(User.name)).all()


def own_office(actor: Actor) -> Office | None:
    """Return the first of the actor's offices."""
    query = select(Office).where(Office.id.in_(actor.office_ids)).order_by(Office.id).limit(1)
    return db.session().scalars(query).first()


def left(application_id: UUID) -> set[Stage]:
    """Return the stages an application has been through."""
    query = select(ApplicationEvent.from_stage).where(
        ApplicationEvent.application_id == application_id,
        ApplicationEvent.from_stage.is_not(None),
    )
    return {Stage(str(stage)) for stage in db.session().scalars(query)}


def is_number_taken(municipality_id: UUID, number: str) -> bool:
    """Tell whether somebody has this employee number."""
    query = select(Worker.id).where(
        Worker.municipality_id == municipality_id, Worker.employee_number == number
    )
    return db.session().scalar(query) is not None
