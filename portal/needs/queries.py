"""Who is waited for: what everybody may read, and what an office's coordinators may."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import contains_eager, lazyload

from portal.access.actor import Actor, Relation
from portal.accounts.models import User
from portal.core import clock, db
from portal.families.models import Child, Guardian, Leader, Ordning
from portal.families.states import Gradering, Service
from portal.municipality.models import District, Municipality, Office
from portal.municipality.queries import by_slug
from portal.needs import facts
from portal.needs.anonymity import Secret
from portal.needs.models import ROLE_OF, Need
from portal.needs.states import NeedState, RoleKind
from portal.needs.wish import BOUNDS, Wish

_SERVICE_OF = {role: service for service, role in ROLE_OF.items()}


@dataclass(frozen=True, slots=True)
class PublicNeed:
    """One published need with what stands around it."""

    need: Need
    municipality: Municipality
    office: Office


def districts(municipality_id: UUID) -> Sequence[District]:
    """Return the municipality's districts by name."""
    query = select(District).where(District.municipality_id == municipality_id)
    return db.session().scalars(query.order_by(District.name)).all()


def _published(municipality_id: UUID) -> Select[Need]:
    """Select what everybody may read. A child graded since is left out at once."""
    return (
        select(Need)
        .join(Ordning, Need.ordning_id == Ordning.id)
        .join(Child, Ordning.child_id == Child.id)
        .where(
            Need.municipality_id == municipality_id,
            Need.state == NeedState.PUBLISHED,
            Child.gradering == Gradering.UGRADERT,
        )
    )


def published(municipality_id: UUID) -> Sequence[Need]:
    """Return what everybody may read, those who have waited longest first."""
    query = _published(municipality_id).order_by(Need.waiting_since_on, Need.id)
    return db.session().scalars(query).all()


def open_to_all(municipality_id: UUID, wish: Wish) -> Select[Need]:
    """Select the published needs a visitor looks for, the longest waiting first."""
    query = _published(municipality_id).order_by(Need.waiting_since_on, Need.id)
    if wish.role:
        query = query.where(Ordning.service == _SERVICE_OF[wish.role])
    if wish.district_id:
        query = query.where(Need.district_id == wish.district_id)
    if wish.days:  # a need without days of its own can be on any
        query = query.where(or_(Need.weekdays == 0, Need.weekdays.bitwise_and(wish.day_bits) != 0))
    if wish.has_nights:
        query = query.where(Need.has_nights)
    if wish.has_no_car:
        query = query.where(~Need.needs_car)
    if wish.hours in BOUNDS:
        more_than, at_most = BOUNDS[wish.hours]
        query = query.where(
            Need.hours_per_week_minutes > more_than, Need.hours_per_week_minutes <= at_most
        )
    for word in wish.words:
        columns = (Need.interests, Need.text, Need.title)
        query = query.where(or_(*(it.icontains(word, autoescape=True) for it in columns)))
    return query


def children_in(query: Select[Need]) -> int:
    """Count the children behind a selection of needs: one may have several adverts."""
    found = query.order_by(None).with_only_columns(Ordning.child_id).distinct().subquery()
    return db.session().scalar(select(func.count()).select_from(found)) or 0


def one_open(actor: Actor, kommune: str, slug: str) -> PublicNeed | None:
    """Return one published need of a municipality."""
    place = by_slug(actor, kommune)
    need = place and db.session().scalar(_published(place.id).where(Need.slug == slug))
    if not place or not need:
        return None
    return PublicNeed(need, place, office_of(need))


def published_by_slug(municipality_id: UUID, slug: str) -> Need | None:
    """Return the published need an application answers."""
    return db.session().scalar(_published(municipality_id).where(Need.slug == slug))


def municipality_of(municipality_id: UUID) -> Municipality:
    """Return a municipality by its id."""
    return db.session().get_one(Municipality, municipality_id)


def office_of(need: Need) -> Office:
    """Return the office that answers questions about a need."""
    return db.session().get_one(Office, need.office_id)


def _own(actor: Actor) -> list[ColumnElement[bool]]:
    named = actor.of(Relation.NAMED_FOR)
    return [
        Child.municipality_id == actor.municipality_id,
        Child.office_id.in_(actor.office_ids),
        or_(Child.gradering == Gradering.UGRADERT, Child.id.in_(named)),
    ]


def of_offices(actor: Actor) -> Sequence[Need]:
    """Return the needs of the actor's offices, the longest waiting first."""
    query = (
        select(Need)
        .join(Ordning, Need.ordning_id == Ordning.id)
        .join(Child, Ordning.child_id == Child.id)
        .where(*_own(actor))
        .order_by(Need.waiting_since_on, Need.id)
    )
    return db.session().scalars(query).all()


def one(actor: Actor, need_id: UUID) -> Need | None:
    """Return a need the actor may know of."""
    query = (
        select(Need)
        .join(Ordning, Need.ordning_id == Ordning.id)
        .join(Child, Ordning.child_id == Child.id)
        .where(Need.id == need_id, *_own(actor))
        .options(contains_eager(Need.ordning).contains_eager(Ordning.child))
    )
    return db.session().scalar(query)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a need of an ungraded child is: as much of it as the door asks."""

    id: UUID
    municipality_id: UUID
    office_id: UUID
    graded_ids: frozenset[UUID] = frozenset()


def place(actor: Actor, need_id: UUID) -> Place | None:
    """Return where a need of the actor's offices is; None when the child is protected."""
    row = db.session().execute(_place(), {"need_id": need_id}).first()
    if row is None or row.office_id not in actor.office_ids:
        return None
    return Place(need_id, row.municipality_id, row.office_id)


@cache
def _place() -> Select[UUID, UUID]:
    """Select the place; put together once, since the page of proposals is read so often."""
    return (
        select(Child.municipality_id, Child.office_id)
        .join(Ordning, Ordning.child_id == Child.id)
        .join(Need, Need.ordning_id == Ordning.id)
        .where(Need.id == bindparam("need_id"), Child.gradering == Gradering.UGRADERT)
    )


def last_of(ordning: Ordning) -> Need | None:
    """Return the newest need of the same child, of the same service before any other."""
    query = (
        select(Need)
        .join(Ordning, Need.ordning_id == Ordning.id)
        .where(Ordning.child_id == ordning.child_id)
        .order_by(
            (Ordning.service == ordning.service).desc(), Need.created_at.desc(), Need.id.desc()
        )
        .limit(1)
        .options(lazyload(Need.ordning))
    )
    return db.session().scalar(query)


def ordning(actor: Actor, ordning_id: UUID) -> Ordning | None:
    """Return an ordning of the actor's offices."""
    query = select(Ordning).join(Child, Ordning.child_id == Child.id).where(
        Ordning.id == ordning_id, *_own(actor)
    )  # fmt: skip
    return db.session().scalar(query)


@dataclass(frozen=True, slots=True)
class Unserved:
    """An ordning that has nobody and no advert, and for how many days."""

    ordning: Ordning
    days: int

    @property
    def role(self) -> RoleKind:
        """Return what somebody is needed as."""
        return ROLE_OF[Service(self.ordning.service)]


def unserved(actor: Actor, on: date) -> list[Unserved]:
    """Return the ordninger of the actor's offices with nobody, the longest waiting first.

    Graded children are left out: an advert is never made for them.
    """
    has_need = exists().where(
        Need.ordning_id == Ordning.id,
        Need.state.in_([NeedState.DRAFT, NeedState.PUBLISHED]),
    )
    query = (
        select(Ordning)
        .join(Child, Ordning.child_id == Child.id)
        .where(
            *_own(actor),
            Child.gradering == Gradering.UGRADERT,
            Ordning.valid_from <= on,
            or_(Ordning.valid_to.is_(None), Ordning.valid_to >= on),
            ~has_need,
        )
    )
    found = db.session().scalars(query).all()
    known = facts.of([it.id for it in found], on)
    waiting = [
        Unserved(it, (on - since).days)
        for it in found
        if it.id in known and (since := known[it.id].waiting_since_on) is not None
    ]
    return sorted(waiting, key=lambda it: (-it.days, it.ordning.child.number))


def secret_of(ordning: Ordning) -> Secret:
    """Return what an advert for the ordning must not tell: also the names of the family."""
    child = ordning.child
    guardians = select(Guardian.user_id).where(Guardian.child_id == child.id)
    leaders = select(Leader.user_id).where(Leader.ordning_id == ordning.id)
    names = db.session().scalars(
        select(User.name).where(or_(User.id.in_(guardians), User.id.in_(leaders)))
    )
    return Secret(frozenset({child.name, *names}), child.initials, child.born_on, clock.today())
