"""Make accounts, give and take roles, invite, disable."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, update

from portal.access.actor import NOBODY, Actor, Hat
from portal.accounts import links, queries, sessions
from portal.accounts.models import Role, User
from portal.accounts.states import LinkPurpose
from portal.audit import service as audit
from portal.core import clock, db
from portal.core.errors import RefusedError
from portal.messages import service as messages


def create_user(
    municipality_id: UUID,
    email: str,
    name: str,
    *,
    phone: str = "",
    language: str = "nb",
    by: Actor = NOBODY,
) -> User:
    """Make an account, or return the one that has this e-mail address already.

    An existing account of another municipality is not ours to give away: the unique
    constraint ``uq_user_account_email`` refuses it.
    """
    existing = queries.by_email(email)
    if existing is not None and existing.municipality_id == municipality_id:
        return existing
    user = User(
        municipality_id=municipality_id, email=queries.plain_email(email), name=name.strip(),
        phone=phone, language=language,
    )  # fmt: skip
    db.add(user)
    db.session().flush()
    audit.record_for(municipality_id, by, "user:created", "user", user.id)
    return user


def give_role(  # noqa: PLR0913 - what a role is
    user: User,
    hat: Hat,
    *,
    office_id: UUID | None = None,
    supplier_id: UUID | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    by: Actor = NOBODY,
) -> Role:
    """Give somebody a hat; the same hat for the same place is given once, whoever gives it."""
    since = valid_from or clock.today()
    db.hold(User, user.id)
    existing = queries.lasting_role(user.id, hat, office_id, supplier_id)
    if existing is not None:
        return existing
    role = Role(
        municipality_id=user.municipality_id, user_id=user.id, hat=hat, office_id=office_id,
        supplier_id=supplier_id, valid_from=since, valid_to=valid_to,
    )  # fmt: skip
    db.add(role)
    db.session().flush()
    audit.record_for(
        user.municipality_id, by, "role:given", "user", user.id, hat=hat,
        valid_from=since.isoformat(), valid_to=valid_to.isoformat() if valid_to else None,
    )  # fmt: skip
    return role


def end_role(role: Role, on: date | None = None, *, by: Actor = NOBODY) -> None:
    """End a role after a day, or this minute."""
    if on is None:
        role.ended_at = clock.now()
    else:
        role.valid_to = on
    audit.record_for(
        role.municipality_id, by, "role:ended", "user", role.user_id, hat=role.hat,
        on=on.isoformat() if on else None,
    )  # fmt: skip


def invite(user: User, *, by: Actor = NOBODY) -> None:
    """Send a link by which somebody chooses a first password; earlier links stop working.

    Somebody who has a password already needs none, and gets none.
    """
    if user.password_hash is not None:
        return
    audit.record_for(user.municipality_id, by, "user:invited", "user", user.id)
    token = links.renew(user, LinkPurpose.INVITATION)
    messages.enqueue(
        queries.recipient(user), "invitation", link=links.sealed(token), email=user.email
    )


def sign_out_everywhere(actor: Actor, user: User) -> None:
    """End every session, this one too, and every link in the mail box."""
    sessions.end_all(user.id)
    links.end_all(user)
    audit.record(actor, "sign_out:everywhere", "user", user.id)


# What an administrator does --------------------------------------------------------------


def take_role(actor: Actor, role: Role, on: date | None = None) -> None:
    """End somebody's role; nobody takes their own last way in as administrator."""
    is_own_admin = role.user_id == actor.user_id and role.hat == Hat.ADMIN
    db.hold(User, role.user_id)
    if is_own_admin and not queries.other_admin_roles(role):
        raise RefusedError("Du kan ikke ta fra deg selv den siste administratorrollen.")
    end_role(role, on, by=actor)


def change(
    actor: Actor, user: User, *, name: str, email: str | None = None, phone: str = ""
) -> None:
    """Change what somebody is called and where they are reached; a new address is told the old."""
    fresh = queries.plain_email(email) if email else user.email
    changed = [
        field
        for field, old, new in (
            ("name", user.name, name), ("phone", user.phone, phone), ("email", user.email, fresh),
        )
        if old != new
    ]  # fmt: skip
    if "email" in changed:
        messages.enqueue(queries.recipient(user), "email_changed")
        links.end_all(user)
    user.name, user.phone, user.email = name.strip(), phone, fresh
    if changed:
        audit.record(actor, "user:changed", "user", user.id, fields=changed)


def disable(actor: Actor, user: User) -> None:
    """Close an account: sessions and links end this minute."""
    if user.id == actor.user_id:
        raise RefusedError("Du kan ikke stenge din egen konto.")
    user.disabled_at = clock.now()
    sessions.end_all(user.id)
    links.end_all(user)
    audit.record(actor, "user:disabled", "user", user.id)


def enable(actor: Actor, user: User) -> None:
    """Open an account that was closed."""
    user.disabled_at = None
    audit.record(actor, "user:enabled", "user", user.id)


def renew_calendars(whose: ColumnElement[bool]) -> None:
    """Have the kept calendar bodies of these people made anew at the next poll."""
    db.session().execute(
        update(User).where(whose).values(calendar_version=User.calendar_version + 1)
    )
