"""Where somebody is signed in, and ending it."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, update

from portal.access.actor import Actor, Assurance
from portal.accounts.models import UserSession
from portal.audit import service as audit
from portal.core import clock, db
from portal.core.config import settings


def of_user(user_id: UUID) -> Sequence[UserSession]:
    """Return the sessions that may still be open, last used first."""
    now, chosen = clock.now(), settings()
    query = (
        select(UserSession)
        .where(
            UserSession.user_id == user_id,
            UserSession.ended_at.is_(None),
            UserSession.assurance > Assurance.NONE,
            UserSession.created_at > now - timedelta(minutes=chosen.absolute_minutes),
            UserSession.last_seen_at > now - timedelta(minutes=chosen.idle_minutes),
        )
        .order_by(UserSession.last_seen_at.desc())
    )
    return db.session().scalars(query).all()


def own(actor: Actor, session_id: UUID) -> UserSession | None:
    """Return one of the actor's own sessions."""
    query = select(UserSession).where(
        UserSession.id == session_id, UserSession.user_id == actor.user_id
    )
    return db.session().scalar(query)


def end(session: UserSession, *, by: Actor) -> None:
    """Sign a browser out."""
    session.ended_at = session.ended_at or clock.now()
    audit.record(by, "sign_out", "session", session.id)


def end_all(user_id: UUID, *, but: UUID | None = None) -> None:
    """Sign somebody out everywhere, at most but for one browser."""
    db.session().execute(
        update(UserSession)
        .where(
            UserSession.user_id == user_id,
            UserSession.ended_at.is_(None),
            UserSession.id != (but or UUID(int=0)),
        )
        .values(ended_at=clock.now())
    )
