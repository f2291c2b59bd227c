"""An account goes when there is nothing more it is for."""

from uuid import UUID

from sqlalchemy import delete, select

from portal.access.actor import NOBODY, Hat
from portal.accounts import links, sessions
from portal.accounts.models import RecoveryCode, Role, User
from portal.audit.service import record_for
from portal.core import clock, db

# An address nobody can have (RFC 2606); the column is unique and never empty.
_NOWHERE = "@slettet.invalid"


def forget_applicant(user_id: UUID) -> None:
    """Empty the account of somebody who was only ever an applicant; others are left alone."""
    hats = set(db.session().scalars(select(Role.hat).where(Role.user_id == user_id)))
    if hats - {Hat.APPLICANT.value}:
        return
    user = db.session().get_one(User, user_id)
    user.name, user.phone, user.email = "", "", f"{user.id}{_NOWHERE}"
    user.password_hash = user.totp_secret = None
    user.disabled_at = user.disabled_at or clock.now()
    sessions.end_all(user.id)
    links.end_all(user)
    db.session().execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    record_for(user.municipality_id, NOBODY, "user:forgotten", "user", user.id)
