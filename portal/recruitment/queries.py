"""Applications: one's own, the draft of a link, and how long things usually take."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, or_, select

from portal.access.actor import Actor, Relation
from portal.accounts.models import User
from portal.core import db, ids
from portal.engagements.models import Worker
from portal.families.states import Gradering
from portal.municipality.models import District, Municipality, Office
from portal.needs.models import Need
from portal.recruitment import way
from portal.recruitment.models import Application, ApplicationEvent
from portal.recruitment.states import RUNNING, Happening, Stage
from portal.recruitment.way import Way

ENOUGH = 5  # until a municipality has moved this many, what it says of the stage is told


def of_token(token: str) -> Application | None:
    """Return the application whose draft the token opens, whatever has become of it."""
    query = select(Application).where(Application.draft_token_hash == ids.digest(token))
    return db.session().scalar(query)


def locked(application_id: UUID) -> Application:
    """Return an application as it is now, held until the unit is done."""
    query = select(Application).where(Application.id == application_id)
    held = query.with_for_update(of=Application).execution_options(populate_existing=True)
    return db.session().execute(held).scalar_one()


def next_number(municipality_id: UUID) -> int:
    """Return the next application number; the municipality is held, so two never meet."""
    db.hold(Municipality, municipality_id)
    last = select(func.max(Application.number)).where(
        Application.municipality_id == municipality_id
    )
    return (db.session().scalar(last) or 0) + 1


def office_for(application: Application) -> Office | None:
    """Return the office that treats an application.

    The one whose family the need it answers is of; else the district's; else the
    municipality's first, so that no application is without somebody to read it.
    """
    need = application.need_id and db.session().get(Need, application.need_id)
    if need:
        return db.session().get(Office, need.office_id)
    if application.district_id:
        district = db.session().get_one(District, application.district_id)
        return db.session().get(Office, district.office_id)
    first = select(Office).where(Office.municipality_id == application.municipality_id)
    return db.session().scalars(first.order_by(Office.id).limit(1)).first()


# One's own -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OwnApplication:
    """An application as its applicant sees it, with who follows it up."""

    application: Application
    office: Office | None
    responsible: User | None

    @property
    def user_id(self) -> UUID | None:
        """Return whose it is."""
        return self.application.user_id


def of_user(actor: Actor) -> Sequence[Application]:
    """Return what the actor has sent, newest first."""
    query = (
        select(Application)
        .where(
            Application.user_id == actor.user_id,
            Application.submitted_at.is_not(None),
            Application.merged_into_id.is_(None),
        )
        .order_by(Application.submitted_at.desc(), Application.id.desc())
    )
    return db.session().scalars(query).all()


def own(actor: Actor, application_id: UUID) -> OwnApplication | None:
    """Return one of the actor's own applications."""
    query = select(Application).where(
        Application.id == application_id,
        Application.user_id == actor.user_id,
        Application.submitted_at.is_not(None),
    )
    found = db.session().scalar(query)
    return with_contact(found) if found and actor.user_id else None


def with_contact(application: Application) -> OwnApplication:
    """Return an application with the office and the person who follow it up."""
    return OwnApplication(
        application,
        db.session().get(Office, application.office_id) if application.office_id else None,
        db.session().get(User, application.responsible_id) if application.responsible_id else None,
    )


# The office's --------------------------------------------------------------------------


def known_to(actor: Actor) -> list[ColumnElement[bool]]:
    """Return the conditions of the applications a coordinator may know of.

    An applicant who works here under protection is seen only by those named for them.
    """
    hidden = exists().where(
        Worker.user_id == Application.user_id,
        Worker.gradering != Gradering.UGRADERT,
        Worker.id.not_in(actor.of(Relation.NAMED_FOR)),
    )
    return [
        Application.municipality_id == actor.municipality_id,
        Application.office_id.in_(actor.office_ids),
        Application.submitted_at.is_not(None),
        Application.forgotten_at.is_(None),
        Application.merged_into_id.is_(None),
        ~hidden,
    ]


def known(actor: Actor, application_id: UUID) -> Application | None:
    """Return one of the applications of the actor's offices."""
    query = select(Application).where(Application.id == application_id, *known_to(actor))
    return db.session().scalar(query)


def known_or_kept(actor: Actor, application_id: UUID) -> Application | None:
    """Return one of them, or the one that it was merged into."""
    found = known(actor, application_id)
    if found is not None:
        return found
    query = select(Application.merged_into_id).where(
        Application.id == application_id, Application.municipality_id == actor.municipality_id
    )
    kept_id = db.session().scalar(query)
    return known_or_kept(actor, kept_id) if kept_id else None


# What has happened, and how long it takes ------------------------------------------------


def events(application_id: UUID) -> Sequence[tuple[ApplicationEvent, str | None]]:
    """Return (event, name of who did it), newest first. The caller has checked the access.

    What was merged into an application happened to it too.
    """
    merged = select(Application.id).where(Application.merged_into_id == application_id)
    query = (
        select(ApplicationEvent, User.name)
        .outerjoin(User, User.id == ApplicationEvent.by_id)
        .where(
            or_(
                ApplicationEvent.application_id == application_id,
                ApplicationEvent.application_id.in_(merged),
            )
        )
        .order_by(ApplicationEvent.at.desc(), ApplicationEvent.id.desc())
    )
    return [(event, name) for event, name in db.session().execute(query)]


def usual_days(municipality_id: UUID, here: Way | None = None) -> dict[Stage, int]:
    """Return the median of days in each stage in use here; what is said of it when few moved."""
    here = here or way.of(municipality_id)
    query = (
        select(ApplicationEvent.from_stage, ApplicationEvent.stayed_days, func.count())
        .where(
            ApplicationEvent.municipality_id == municipality_id,
            ApplicationEvent.event.in_([Happening.MOVED, Happening.HIRED]),
            ApplicationEvent.from_stage.in_(RUNNING),
            ApplicationEvent.stayed_days.is_not(None),
        )
        .group_by(ApplicationEvent.from_stage, ApplicationEvent.stayed_days)
        .order_by(ApplicationEvent.stayed_days)
    )
    counts: dict[Stage, list[tuple[int, int]]] = {}
    for stage, days, times in db.session().execute(query):
        counts.setdefault(Stage(str(stage)), []).append((days or 0, times))
    return {it.stage: _median(counts.get(it.stage, [])) or it.usual_days for it in here.used}


def _median(counts: list[tuple[int, int]]) -> int | None:
    """Return the lower median of (value, times), sorted; at least 1; None when too few."""
    total = sum(times for _days, times in counts)
    if total < ENOUGH:
        return None
    seen = 0
    for days, times in counts:
        seen += times
        if seen * 2 >= total:
            return max(1, days)
    return None
