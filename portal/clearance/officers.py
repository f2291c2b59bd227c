"""Who is shown certificates with remarks in an office: named and ended by the administrator."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from portal.access.actor import Actor, Hat
from portal.accounts.models import Role, User
from portal.accounts.queries import role_is_in_force
from portal.audit import service as audit
from portal.clearance.models import ClearanceOfficer
from portal.clearance.queries import is_named
from portal.core import clock, db
from portal.core.errors import ConflictError
from portal.rules.periods import DAY

NAMED_ALREADY = "Personen er utpekt for kontoret alt."


def named(actor: Actor) -> Sequence[ClearanceOfficer]:
    """Return who is named today in the actor's municipality, by office and name."""
    query = (
        select(ClearanceOfficer)
        .join(User, ClearanceOfficer.user_id == User.id)
        .where(ClearanceOfficer.municipality_id == actor.municipality_id, is_named(clock.today()))
        .order_by(ClearanceOfficer.office_id, User.name)
    )
    return db.session().scalars(query).all()


def one(actor: Actor, officer_id: UUID) -> ClearanceOfficer | None:
    """Return somebody who is named in the actor's municipality."""
    return next((it for it in named(actor) if it.id == officer_id), None)


def candidates(actor: Actor) -> Sequence[User]:
    """Return the municipality's coordinators, by name."""
    query = (
        select(User)
        .join(Role, Role.user_id == User.id)
        .where(
            User.municipality_id == actor.municipality_id,
            User.disabled_at.is_(None),
            Role.hat == Hat.COORDINATOR,
            role_is_in_force(),
        )
        .order_by(User.name)
    )
    return db.session().scalars(query).unique().all()


def works_at(user_id: UUID, office_id: UUID) -> bool:
    """Tell whether somebody is a coordinator of the office today."""
    query = select(Role.id).where(
        Role.user_id == user_id, Role.office_id == office_id, Role.hat == Hat.COORDINATOR,
        role_is_in_force(),
    )  # fmt: skip
    return db.session().scalar(query) is not None


def name(actor: Actor, office_id: UUID, user_id: UUID) -> ClearanceOfficer:
    """Name somebody for an office from today; ConflictError when they are already."""
    assert actor.municipality_id is not None
    if any(it.office_id == office_id and it.user_id == user_id for it in named(actor)):
        raise ConflictError(NAMED_ALREADY)
    row = db.add(
        ClearanceOfficer(
            municipality_id=actor.municipality_id, office_id=office_id, user_id=user_id
        )
    )
    db.session().flush()
    audit.record(actor, "clearance_officer:named", "office", office_id, user=str(user_id))
    return row


def end(actor: Actor, row: ClearanceOfficer) -> None:
    """Take it back from this minute: days are whole, so what began today is taken away."""
    audit.record(actor, "clearance_officer:ended", "office", row.office_id, user=str(row.user_id))
    if row.valid_from >= clock.today():
        db.session().delete(row)
    else:
        row.valid_to = clock.today() - DAY
    db.session().flush()
