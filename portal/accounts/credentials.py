"""What somebody signs in with: password, second factor, recovery codes.

Passwords come in as hashes: making one is slow, and belongs outside the transaction.
"""

from sqlalchemy import delete, select, update

from portal.access.actor import Actor
from portal.accounts import codes, links, lockout, passwords, queries, sessions
from portal.accounts.models import RecoveryCode, User
from portal.accounts.states import LinkPurpose
from portal.audit import service as audit
from portal.core import clock, db, sealing
from portal.messages import service as messages


def of_person(user: User) -> Actor:
    """Return the person as an actor without a hat, for the log of what happens at the door."""
    return Actor(user_id=user.id, municipality_id=user.municipality_id)


def set_password(user: User, hashed: str, *, by: Actor) -> None:
    """Give somebody a password: other sessions and old links end, and a mail says so."""
    is_first = user.password_hash is None
    user.password_hash = hashed
    links.end_all(user)
    lockout.forget(user.email)
    sessions.end_all(user.id, but=by.session_id)
    audit.record_for(user.municipality_id, by, "password:set", "user", user.id)
    if not is_first:
        messages.enqueue(queries.recipient(user), "password_changed")


def is_password(user: User, password: str, address: str) -> bool:
    """Tell whether it is the person's password, before something that matters is changed.

    Counts what is wrong as a failed sign-in; raises LockedError. Call it first: it hashes.
    """
    email, stored = user.email, user.password_hash
    lockout.check(lockout.SIGN_IN, email, address)
    db.pause()
    if passwords.matches(stored, password):
        return True
    db.keep(lockout.attempt(lockout.SIGN_IN, email, address))
    return False


def ask_reset(email: str, address: str) -> None:
    """Send a link to choose a new password, if there is somebody to send it to.

    Raises LockedError when it was asked for too often, with an account or without.
    """
    lockout.check(lockout.RESET, email, address)
    db.add(lockout.attempt(lockout.RESET, email, address))
    user = queries.by_email(email)
    if user is None or user.disabled_at is not None:
        return
    token = links.renew(user, LinkPurpose.RESET)
    messages.enqueue(queries.recipient(user), "password_reset", link=links.sealed(token))
    audit.record_for(
        user.municipality_id, Actor(municipality_id=user.municipality_id),
        "password:reset_asked", "user", user.id,
    )  # fmt: skip


# The second factor ---------------------------------------------------------------------


def secret_of(user: User) -> str | None:
    """Return the shared secret of somebody's second factor."""
    return sealing.unseal("second factor", user.totp_secret) if user.totp_secret else None


def turn_on(user: User, secret: str, step: int, *, by: Actor) -> list[str]:
    """Turn the second factor on (or move it to another telephone); return the recovery codes.

    Sessions that gave only a password end: from now on it is not enough.
    """
    user.totp_secret = sealing.seal("second factor", secret)
    user.totp_last_step = step
    sessions.end_all(user.id, but=by.session_id)
    audit.record_for(user.municipality_id, by, "second_factor:on", "user", user.id)
    return renew_recovery_codes(user)


def turn_off(user: User, *, by: Actor) -> None:
    """Turn the second factor off, by the person or by an administrator."""
    user.totp_secret, user.totp_last_step = None, None
    db.session().execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    sessions.end_all(user.id, but=by.session_id)
    audit.record_for(user.municipality_id, by, "second_factor:off", "user", user.id)
    messages.enqueue(queries.recipient(user), "second_factor_off")


def renew_recovery_codes(user: User) -> list[str]:
    """Return ten new recovery codes; the old ones stop working."""
    db.session().execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    fresh = codes.new_recovery_codes()
    db.session().add_all(
        RecoveryCode(
            municipality_id=user.municipality_id, user_id=user.id, code_hash=_hash_of(user, code)
        )
        for code in fresh
    )
    return fresh


def recovery_codes_left(user: User) -> int:
    """Return how many recovery codes are not used."""
    query = select(RecoveryCode.id).where(
        RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None)
    )
    return len(db.session().scalars(query).all())


def spend(user: User, code: str) -> bool:
    """Use up a code from the telephone or a recovery code; False when it is neither."""
    secret = secret_of(user)
    if secret is None:
        return False
    step = codes.step_of(secret, code, clock.now(), after=user.totp_last_step)
    if step is not None:
        return _spend_step(user, step)
    return _spend_recovery_code(user, code)


def _spend_step(user: User, step: int) -> bool:
    """Remember the step, unless another request was first with the same code."""
    spent = db.session().execute(
        update(User)
        .where(User.id == user.id, (User.totp_last_step.is_(None)) | (User.totp_last_step < step))
        .values(totp_last_step=step)
        .returning(User.id)
    )
    return spent.first() is not None


def _spend_recovery_code(user: User, code: str) -> bool:
    spent = db.session().execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.user_id == user.id,
            RecoveryCode.code_hash == _hash_of(user, code),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=clock.now())
        .returning(RecoveryCode.id)
    )
    return spent.first() is not None


def _hash_of(user: User, code: str) -> str:
    return sealing.digest("recovery code", f"{user.id} {codes.plain_recovery_code(code)}")
