"""Protected address (gradering): set, lifted, and who is named. It holds from this minute."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from portal.access.actor import Actor
from portal.accounts import service as accounts
from portal.accounts.models import User
from portal.audit import service as audit
from portal.core import clock, db
from portal.core.errors import RefusedError
from portal.families import queries
from portal.families.models import Child, NamedAccess
from portal.families.states import Gradering
from portal.rules.periods import DAY

NAMED_ALREADY = "Personen har tilgang allerede."
NOT_SELF = "Du kan ikke ta bort din egen tilgang. Be en annen som er navngitt, gjøre det."
NOT_PROTECTED = "Barnet har ikke beskyttet adresse."


def protect(
    actor: Actor, child: Child, level: Gradering, reason: str, user_ids: Collection[UUID]
) -> None:
    """Protect a child's address. Who sets it and who is chosen are named; all others lose it."""
    before, child.gradering = child.gradering, level
    db.session().flush()
    audit.record(
        actor, "gradering:set", "child", child.id, before=before, after=level, reason=reason
    )
    named = {held.user.id for held in queries.named(child.id) if not held.is_over}
    assert actor.user_id is not None
    for user_id in {*user_ids, actor.user_id} - named:
        _name(actor, child, user_id, reason, None)
    _renew_calendars(child)


def lift(actor: Actor, child: Child, reason: str) -> None:
    """Lift the protection; nobody needs to be named any more."""
    before, child.gradering = child.gradering, Gradering.UGRADERT
    db.session().flush()
    for held in queries.named(child.id):
        if not held.is_over:
            _end(held.row)
    audit.record(
        actor, "gradering:lifted", "child", child.id, before=before, reason=reason,
        after=Gradering.UGRADERT,
    )  # fmt: skip
    _renew_calendars(child)


def name(actor: Actor, child: Child, user: User, reason: str, valid_to: date | None) -> None:
    """Let somebody see a protected child, with the reason that is logged at every reading.

    Raises:
        RefusedError: the child is not protected, or the person is named already.
    """
    db.hold(Child, child.id)
    db.session().refresh(child)
    if not child.is_graded:
        raise RefusedError(NOT_PROTECTED)
    if any(held.user.id == user.id and not held.is_over for held in queries.named(child.id)):
        raise RefusedError(NAMED_ALREADY)
    _name(actor, child, user.id, reason, valid_to)
    _renew_calendars(child)


def end_named(actor: Actor, child: Child, row: NamedAccess) -> None:
    """Take somebody's access away, from this minute."""
    if row.user_id == actor.user_id:
        raise RefusedError(NOT_SELF)
    _end(row)
    audit.record(actor, "named:ended", "child", child.id, user=str(row.user_id))
    _renew_calendars(child)


def _name(actor: Actor, child: Child, user_id: UUID, reason: str, valid_to: date | None) -> None:
    assert actor.user_id is not None
    db.add(
        NamedAccess(
            municipality_id=child.municipality_id, graded_id=child.id, user_id=user_id,
            reason=reason, valid_to=valid_to, named_by_id=actor.user_id,
        )
    )  # fmt: skip
    db.session().flush()
    audit.record(
        actor, "named:given", "child", child.id, user=str(user_id), reason=reason,
        valid_to=valid_to.isoformat() if valid_to else None,
    )  # fmt: skip


def _end(row: NamedAccess) -> None:
    """Days are whole: what began today is taken away, the log says that it was."""
    if row.valid_from >= clock.today():
        db.session().delete(row)
        db.session().flush()
    else:
        row.valid_to = clock.today() - DAY


def _renew_calendars(child: Child) -> None:
    """Have every kept calendar body of the municipality made anew.

    All of them, not only those of the child's helpers: whose calendar changed would tell
    whose address was hidden, and it is rare.
    """
    accounts.renew_calendars(User.municipality_id == child.municipality_id)
