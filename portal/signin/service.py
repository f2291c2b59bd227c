"""Come in, give the second factor, go out."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from portal.access.actor import STAFF, Actor, Assurance
from portal.accounts import codes, credentials, links, lockout, passwords, queries, sessions
from portal.accounts.models import Role, User, UserSession
from portal.audit import service as audit
from portal.core import clock, db, ids
from portal.core.config import settings
from portal.core.errors import RefusedError
from portal.signin.identity import FIRST_HAT


@dataclass(frozen=True, slots=True)
class Caller:
    """Where a request comes from: the network address and the sort of browser."""

    address: str
    device: str


@dataclass(frozen=True, slots=True)
class Entered:
    """A session has begun. ``owes_code``: it opens nothing until the second factor is given."""

    token: str
    user: User
    owes_code: bool


def by_password(email: str, password: str, caller: Caller) -> Entered | None:
    """Let somebody in by e-mail address and password; None when they do not match.

    Raises LockedError before anything slow is done. The password is verified while no
    transaction is open, and as slowly when there is no such account.
    """
    tried = lockout.check(lockout.SIGN_IN, email, caller.address)
    user = queries.by_email(email)
    stored = user.password_hash if user and user.disabled_at is None else None
    db.pause()
    right = passwords.matches(stored, password)
    renewed = passwords.made(password) if right and _is_outdated(stored) else stored
    if user is None or not right:
        _refuse(email, caller, tried, user)
        return None
    user.password_hash = renewed
    assurance = Assurance.HIGH if settings().is_demo else Assurance.PASSWORD
    return enter(user, assurance, caller.device, owes_code=user.totp_secret is not None)


def _is_outdated(stored: str | None) -> bool:
    return stored is not None and passwords.is_outdated(stored)


def enter(user: User, assurance: Assurance, device: str, *, owes_code: bool = False) -> Entered:
    """Begin a session for somebody whose first factor is right (or a provider vouches for)."""
    token = ids.new_token()
    db.add(
        UserSession(
            municipality_id=user.municipality_id,
            user_id=user.id,
            token_hash=ids.digest(token),
            assurance=Assurance.NONE if owes_code else assurance,
            hat=_last_hat(user.id) or _first_hat(user.id),
            device=device,
        )
    )
    if not owes_code:
        _came_in(user, assurance)
    return Entered(token, user, owes_code)


def _last_hat(user_id: UUID) -> str | None:
    """Return the hat that was on last time."""
    query = (
        select(UserSession.hat)
        .where(UserSession.user_id == user_id, UserSession.hat.is_not(None))
        .order_by(UserSession.created_at.desc())
    )
    return db.session().scalars(query.limit(1)).first()


def _first_hat(user_id: UUID) -> str | None:
    """Return the hat that is put on first: a role given later takes nobody off their page."""
    query = select(Role.hat).where(Role.user_id == user_id, queries.role_is_in_force())
    owned = set(db.session().scalars(query))
    return next((hat for hat in FIRST_HAT if hat in owned), None)


def _came_in(user: User, assurance: Assurance) -> None:
    lockout.forget(user.email)
    person = credentials.of_person(user)
    audit.record(person, "sign_in:ok", "user", user.id, assurance=int(assurance))


def by_code(session: UserSession, user: User, code: str, caller: Caller) -> Entered | None:
    """Give the second factor of a session that owes it; None when the code is wrong.

    The token is changed, so one that was seen before this is worth nothing.
    """
    tried = lockout.check(lockout.SIGN_IN, user.email, caller.address)
    if not credentials.spend(user, code):
        _refuse(user.email, caller, tried, user)
        return None
    token = ids.new_token()
    assurance = _with_code()
    session.token_hash, session.assurance = ids.digest(token), assurance
    session.created_at = session.last_seen_at = clock.now()
    _came_in(user, assurance)
    return Entered(token, user, owes_code=False)


def _refuse(email: str, caller: Caller, tried: int, user: User | None) -> None:
    db.keep(lockout.attempt(lockout.SIGN_IN, email, caller.address))
    if user is not None:
        is_last = tried + 1 >= lockout.SIGN_IN.per_account
        act = "sign_in:locked" if is_last else "sign_in:refused"
        here = Actor(municipality_id=user.municipality_id)
        audit.record_aside(here, act, "user", user.id)


def set_up(actor: Actor, user: User, secret: str, code: str) -> list[str] | None:
    """Turn on a second factor with its first code; return the recovery codes, None if wrong.

    The same secret with the same code again (a double click) gives fresh recovery codes:
    those of the first answer may never have been seen.
    """
    last = user.totp_last_step if secret == credentials.secret_of(user) else None
    after = None if last is None else last - 1
    step = codes.step_of(secret, code, clock.now(), after=after)
    session = _own_session(actor)
    if step is None:
        return None
    session.assurance = max(session.assurance, _with_code())
    return credentials.turn_on(user, secret, step, by=actor)


def _with_code() -> Assurance:
    return Assurance.HIGH if settings().is_demo else Assurance.TWO_FACTORS


def _own_session(actor: Actor) -> UserSession:
    session = sessions.own(actor, actor.session_id) if actor.session_id else None
    assert session is not None
    return session


def turn_off(actor: Actor, user: User) -> None:
    """Turn off one's own second factor; who is staff must have one."""
    if STAFF & set(actor.hats):
        raise RefusedError("Ansatte må ha totrinn. Du kan bytte telefon, men ikke slå det av.")
    credentials.turn_off(user, by=actor)


def use_link(token: str, hashed: str) -> bool:
    """Choose a password by a one-time link; False when somebody used it a moment ago."""
    found = links.valid(token, lock=True)
    if found is None:
        return False
    _link, user = found
    credentials.set_password(user, hashed, by=credentials.of_person(user))
    return True


def leave(actor: Actor) -> None:
    """End the session this request came with, if any."""
    if actor.session_id is not None:
        sessions.end(_own_session(actor), by=actor)


def extend(actor: Actor) -> None:
    """Count the idle time of the session from now."""
    _own_session(actor).last_seen_at = clock.now()


def wear(actor: Actor, hat: str) -> None:
    """Put on another of the hats somebody owns; it decides menu, home page and role rights."""
    if hat not in actor.hats:
        raise RefusedError("Du har ikke den rollen.")
    _own_session(actor).hat = hat
    audit.record(actor, "hat:worn", "user", actor.user_id, to=hat)


def become(user: User, device: str) -> Entered:
    """Begin a session as one of the demo's people, without a password: only in the demo."""
    if not settings().is_demo:
        raise RefusedError
    return enter(user, Assurance.HIGH, device)
