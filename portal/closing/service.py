"""Close a pay period, and open the last one again. What is closed is only corrected."""

from datetime import date

from portal.access.actor import Actor
from portal.audit.service import record
from portal.closing import queries
from portal.core import db
from portal.core.errors import ConflictError
from portal.municipality.models import ClosedPeriod, Municipality

NOT_NOW = "Perioden kan ikke lukkes nå. Noe er endret siden du leste siden."
NOT_LAST = "Perioden kan ikke åpnes igjen nå. Noe er endret siden du leste siden."


def close(actor: Actor, to_on: date) -> ClosedPeriod:
    """Close the period that comes next, if it is the one that ends on that day.

    Raises:
        ConflictError: it is another, it is not over, or lines in it still wait for somebody.
    """
    assert actor.municipality_id is not None
    assert actor.user_id is not None
    db.hold(Municipality, actor.municipality_id)
    following = queries.next_period(actor)
    if following.period.to_on != to_on or not following.may_close:
        raise ConflictError(NOT_NOW)
    row = db.add(
        ClosedPeriod(
            municipality_id=actor.municipality_id, first_on=following.period.from_on,
            last_on=following.period.to_on, closed_by_id=actor.user_id,
        )
    )  # fmt: skip
    db.session().flush()
    record(actor, "closed_period:closed", "closed_period", row.id, **_days(row))
    return row


def reopen(actor: Actor, row: ClosedPeriod, reason: str) -> None:
    """Open the last closed period again; the reason is kept in the log.

    Raises:
        ConflictError: it is no longer closed, or no longer the last.
    """
    db.hold(Municipality, row.municipality_id)
    if queries.newest(actor, row.id) is None:
        raise ConflictError(NOT_LAST)
    record(actor, "closed_period:reopened", "closed_period", row.id, reason=reason, **_days(row))
    db.session().delete(row)
    db.session().flush()


def _days(row: ClosedPeriod) -> dict[str, str]:
    return {"first_on": row.first_on.isoformat(), "last_on": row.last_on.isoformat()}
