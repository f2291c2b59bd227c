"""What an engagement takes from its agreement, and when: from the day it holds, not is signed."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import aliased

from portal.agreements.models import Agreement
from portal.agreements.states import AgreementKind, AgreementState
from portal.core import clock, db
from portal.rules.periods import local_day

_ACCEPTED = (AgreementState.SIGNED, AgreementState.REPLACED)
_LOOKS_BACK = timedelta(days=30)  # however long the timer has stood still


def sign(agreement: Agreement) -> None:
    """Let the engagement follow what both have accepted: at once, or the day a change begins.

    Until then what is logged is still checked against what holds. A first agreement takes the
    place of nothing.
    """
    _go_on(agreement)
    if agreement.changes_id is None or agreement.starts_on <= clock.today():
        _follow(agreement)


def begin(now: datetime) -> int:
    """Let engagements follow the changes that have begun; return how many. Run often."""
    begun = db.session().scalars(_begun(local_day(now))).all()
    for agreement in begun:
        _follow(agreement)
    return len(begun)


def _begun(today: date) -> Select[Agreement]:
    """Select the changes that began of late, but for those that a newer one came after."""
    newer = aliased(Agreement)
    has_newer = exists().where(
        newer.engagement_id == Agreement.engagement_id, newer.edition > Agreement.edition,
        newer.state.in_(_ACCEPTED), newer.starts_on <= today,
    )  # fmt: skip
    query = select(Agreement).where(
        Agreement.state.in_(_ACCEPTED),
        Agreement.changes_id.is_not(None),
        Agreement.starts_on.between(today - _LOOKS_BACK, today),
        ~has_newer,
    )
    return query.order_by(Agreement.id).with_for_update(of=Agreement, skip_locked=True)


def _go_on(agreement: Agreement) -> None:
    """Let the engagement last as long as what renews it, so that the work can be planned."""
    engagement, last = agreement.engagement, agreement.engagement.valid_to
    if last is None or engagement.ended_at is not None or agreement.changes_id is None:
        return
    if agreement.starts_on > last or (agreement.ends_on is not None and agreement.ends_on > last):
        engagement.valid_to = agreement.ends_on


def _follow(agreement: Agreement) -> None:
    """Let the engagement say what was agreed.

    What is logged is checked against its hours (by the week or by the month) and kilometres;
    more is flagged for the coordinator and never refused. Times of day, workplace and tasks
    are words between the two, which nothing checks.
    """
    engagement = agreement.engagement
    details: dict[str, Any] = agreement.details
    engagement.terms = agreement.terms
    if agreement.kind == AgreementKind.EMPLOYMENT:
        engagement.hours_per_week_minutes = details.get("week_minutes")
        engagement.agreed_month_minutes = None
    else:
        engagement.agreed_month_minutes = details.get("month_minutes")
        engagement.km_cap_month = details.get("km_cap")
