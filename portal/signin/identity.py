"""From the cookie's token to the Actor, in two statements; and when a session is over."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, select, update

from portal.access import relations
from portal.access.actor import STAFF, Actor, Assurance, Hat, Relation
from portal.accounts.models import Role, User, UserSession
from portal.accounts.queries import role_is_in_force
from portal.core import clock, db
from portal.core.config import settings
from portal.core.ids import digest
from portal.municipality.models import Municipality

SEEN_EVERY = timedelta(minutes=1)
OWES_AT_MOST = timedelta(minutes=10)  # between the password and the second factor
# Which hat is put on first when somebody owns several.
FIRST_HAT = (Hat.COORDINATOR, Hat.PARENT, Hat.WORKER, Hat.SUPPLIER, Hat.ADMIN, Hat.APPLICANT)


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role the user has today, and where."""

    hat: Hat
    office_id: UUID | None
    supplier_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A session that is still valid, whose it is, and the roles they have today."""

    session_id: UUID
    began_at: datetime
    seen_at: datetime
    hat: str | None
    assurance: Assurance
    user_id: UUID
    name: str
    municipality: Municipality
    roles: Sequence[HeldRole]


def of_token(token: str) -> Identity | None:
    """Return who the token of a session belongs to; None when the session is over."""
    rows = db.session().execute(_signed_in(), {"token_hash": digest(token)}).all()
    if not rows:
        return None
    one = rows[0]
    identity = Identity(
        session_id=one.session_id, began_at=one.created_at, seen_at=one.last_seen_at,
        hat=one.worn, assurance=Assurance(one.assurance), user_id=one.user_id, name=one.name,
        municipality=one.Municipality,
        roles=[HeldRole(Hat(it.hat), it.office_id, it.supplier_id) for it in rows if it.hat],
    )  # fmt: skip
    return None if clock.now() >= ends_at(identity) else identity


@cache
def _signed_in() -> Select[*tuple[Any, ...]]:
    """Select who a session belongs to, a row for each role.

    Every request asks, so it is put together once and asks for no more than is needed.
    """
    return (
        select(
            UserSession.id.label("session_id"), UserSession.created_at, UserSession.last_seen_at,
            UserSession.hat.label("worn"), UserSession.assurance, UserSession.user_id, User.name,
            Municipality, Role.hat, Role.office_id, Role.supplier_id,
        )
        .join(User, User.id == UserSession.user_id)
        .join(Municipality, Municipality.id == User.municipality_id)
        .outerjoin(Role, and_(Role.user_id == User.id, role_is_in_force()))
        .where(
            UserSession.token_hash == bindparam("token_hash"),
            UserSession.ended_at.is_(None),
            UserSession.assurance > Assurance.NONE,  # the second factor is not owed
            User.disabled_at.is_(None),
        )
    )  # fmt: skip


def ends_at(identity: Identity) -> datetime:
    """Return when the session ends if nothing more is done: idle or absolute, the first."""
    chosen = settings()
    staff = any(role.hat in STAFF for role in identity.roles)
    idle = chosen.idle_minutes_staff if staff else chosen.idle_minutes
    return min(
        identity.seen_at + timedelta(minutes=idle),
        identity.began_at + timedelta(minutes=chosen.absolute_minutes),
    )


def actor_of(identity: Identity) -> Actor:
    """Make the Actor: the hat that is on decides the office and supplier rights."""
    owned = {role.hat for role in identity.roles}
    hats = tuple(hat for hat in FIRST_HAT if hat in owned)
    worn = Hat(identity.hat) if identity.hat in owned else None
    hat = worn or (hats[0] if hats else None)
    of_hat = [role for role in identity.roles if role.hat == hat]
    return Actor(
        user_id=identity.user_id,
        session_id=identity.session_id,
        municipality_id=identity.municipality.id,
        name=identity.name,
        hat=hat,
        hats=hats,
        office_ids=frozenset(role.office_id for role in of_hat if role.office_id),
        supplier_ids=frozenset(role.supplier_id for role in of_hat if role.supplier_id),
        assurance=identity.assurance,
        relations=_relations(identity.user_id, clock.today()),
    )


def _relations(user_id: UUID, today: date) -> frozenset[tuple[Relation, UUID]]:
    return relations.of_user(db.session(), user_id, today)


def present(token: str | None) -> Identity | None:
    """Return who a token belongs to, and note that the session is in use."""
    identity = of_token(token) if token else None
    now = clock.now()
    if identity is None or now - identity.seen_at < SEEN_EVERY:
        return identity
    _note_seen(identity.session_id)
    return replace(identity, seen_at=now)


def owner(token: str | None) -> UUID | None:
    """Return whose session it is or was: a session that has ended still has an owner."""
    if not token:
        return None
    query = select(UserSession.user_id).where(UserSession.token_hash == digest(token))
    return db.session().scalar(query)


def owing(token: str | None) -> tuple[UserSession, User] | None:
    """Return the session that still owes the second factor, and whose it is."""
    query = (
        select(UserSession, User)
        .join(User, User.id == UserSession.user_id)
        .where(
            UserSession.token_hash == digest(token or ""),
            UserSession.ended_at.is_(None),
            UserSession.assurance < Assurance.TWO_FACTORS,
            UserSession.created_at > clock.now() - OWES_AT_MOST,
            User.disabled_at.is_(None),
            User.totp_secret.is_not(None),
        )
    )
    return next(((session, user) for session, user in db.session().execute(query)), None)


def _note_seen(session_id: UUID) -> None:
    """Write when a session was last used, once the request is over: a GET may do this."""
    seen = update(UserSession).where(UserSession.id == session_id).values(last_seen_at=clock.now())
    db.afterwards(lambda own: own.execute(seen))
