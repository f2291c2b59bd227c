"""From the cookie's token to the Actor, in two statements; and when a session is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, or_, select, update

from portal.access import relations
from portal.access.actor import NOBODY, STAFF, Actor, Assurance, Hat, Relation
from portal.accounts.models import Role, User, UserSession
from portal.core import clock, db
from portal.core.config import settings
from portal.core.ids import digest

SEEN_EVERY = timedelta(minutes=1)
# Which hat is put on first when somebody owns several.
FIRST_HAT = (Hat.COORDINATOR, Hat.PARENT, Hat.WORKER, Hat.SUPPLIER, Hat.ADMIN, Hat.APPLICANT)


@dataclass(frozen=True, slots=True)
class Identity:
    """A session that is still valid, its user and the roles the user has today."""

    session: UserSession
    user: User
    roles: Sequence[Role]


def of_token(token: str) -> Identity | None:
    """Return who the token of a session belongs to; None when the session is over."""
    today = clock.today()
    in_force = and_(
        Role.user_id == User.id,
        Role.valid_from <= today,
        or_(Role.valid_to.is_(None), Role.valid_to >= today),
    )
    rows = db.session().execute(
        select(UserSession, User, Role)
        .join(User, User.id == UserSession.user_id)
        .outerjoin(Role, in_force)
        .where(
            UserSession.token_hash == digest(token),
            UserSession.ended_at.is_(None),
            User.disabled_at.is_(None),
        )
    )
    found = [(session, user, role) for session, user, role in rows]
    if not found:
        return None
    session, user, _role = found[0]
    roles = [role for _session, _user, role in found if role is not None]  # type: ignore[redundant-expr]  # an outer join
    identity = Identity(session, user, roles)
    return None if clock.now() >= ends_at(identity) else identity


def ends_at(identity: Identity) -> datetime:
    """Return when the session ends if nothing more is done: idle or absolute, the first."""
    chosen = settings()
    staff = any(Hat(role.hat) in STAFF for role in identity.roles)
    idle = chosen.idle_minutes_staff if staff else chosen.idle_minutes
    return min(
        identity.session.last_seen_at + timedelta(minutes=idle),
        identity.session.created_at + timedelta(minutes=chosen.absolute_minutes),
    )


def actor_of(identity: Identity) -> Actor:
    """Make the Actor: the hat that is on decides the office and supplier rights."""
    owned = {Hat(role.hat) for role in identity.roles}
    hats = tuple(hat for hat in FIRST_HAT if hat in owned)
    worn = Hat(identity.session.hat) if identity.session.hat in owned else None
    hat = worn or (hats[0] if hats else None)
    of_hat = [role for role in identity.roles if role.hat == hat]
    return Actor(
        user_id=identity.user.id,
        session_id=identity.session.id,
        municipality_id=identity.user.municipality_id,
        name=identity.user.name,
        hat=hat,
        hats=hats,
        office_ids=frozenset(role.office_id for role in of_hat if role.office_id),
        supplier_ids=frozenset(role.supplier_id for role in of_hat if role.supplier_id),
        assurance=Assurance(identity.session.assurance),
        relations=_relations(identity.user.id, clock.today()),
    )


def _relations(user_id: UUID, today: date) -> frozenset[tuple[Relation, UUID]]:
    return relations.of_user(db.session(), user_id, today)


def actor_of_token(token: str | None) -> Actor:
    """Return the Actor of a token, NOBODY when there is none; note when it was seen."""
    identity = of_token(token) if token else None
    if identity is None:
        return NOBODY
    if clock.now() - identity.session.last_seen_at >= SEEN_EVERY:
        _note_seen(identity.session.id)
    return actor_of(identity)


def _note_seen(session_id: UUID) -> None:
    """Write when a session was last used, on a connection of its own: a GET may do this."""
    with db.aside() as own:
        own.execute(
            update(UserSession).where(UserSession.id == session_id).values(last_seen_at=clock.now())
        )
