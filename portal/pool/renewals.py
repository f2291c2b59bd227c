"""The question about another period, a month before the end; and the end, on the day.

Run every night (``flask forget``): each is asked once a period, and whoever does not answer
is out on the day the consent ends (domain/recruitment.md § 8, example 53).
"""

from collections.abc import Sequence
from datetime import datetime, time
from functools import partial
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import lazyload

from portal.access.actor import NOBODY
from portal.accounts import links
from portal.accounts import queries as accounts
from portal.core import clock, db, ids, runs
from portal.core.runs import Tally
from portal.messages.service import enqueue
from portal.municipality.keeping import Kept, Look
from portal.pool import queries, service
from portal.pool.models import PoolConsent
from portal.pool.states import ASKED_MONTHS_BEFORE, EndReason
from portal.recruitment.models import Application
from portal.rules.deadlines import add_months
from portal.rules.periods import midnight


def ask(now: datetime) -> Tally:
    """Ask those who have a month left; return how many."""
    today = clock.local(now).date()
    query = select(PoolConsent.id).where(
        PoolConsent.ended_at.is_(None),
        PoolConsent.reminded_at.is_(None),
        PoolConsent.ends_on > today,
        PoolConsent.ends_on <= add_months(today, ASKED_MONTHS_BEFORE),
    )
    with db.unit(write=False) as session:
        found = session.scalars(query.order_by(PoolConsent.id)).all()
    return sum((runs.alone(f"consent {it}", partial(_ask, it, now)) for it in found), Tally())


def _ask(consent_id: UUID, now: datetime) -> int:
    consent = queries.locked(consent_id)
    if consent.ended_at or consent.reminded_at:  # meanwhile they left, or another run was here
        return 0
    token = ids.new_token()
    consent.token_hash, consent.reminded_at = ids.digest(token), now
    enqueue(
        accounts.recipient(consent.user), "pool_renewal", link=links.sealed(token),
        ends_at=datetime.combine(consent.ends_on, time(), clock.OSLO).isoformat(),
    )  # fmt: skip
    return 1


def ending(look: Look) -> Sequence[Kept]:
    """Return the consents that run out, and when."""
    query = select(PoolConsent).where(
        PoolConsent.municipality_id == look.municipality_id,
        PoolConsent.ended_at.is_(None),
        PoolConsent.ends_on <= clock.local(look.until).date(),
    )
    if look.only is not None:
        query = query.where(PoolConsent.id == look.only).with_for_update(of=PoolConsent)
    found = db.session().scalars(query.options(lazyload("*"))).all()
    return [Kept(it.id, midnight(it.ends_on)) for it in found]


def end(consent_id: UUID) -> None:
    """End a consent nobody renewed, delete what lay in it, and say so."""
    consent = queries.locked(consent_id)
    service.end(NOBODY, consent, EndReason.EXPIRED)
    enqueue(accounts.recipient(consent.user), "pool_ended")


def is_asked() -> ColumnElement[bool]:
    """Make the condition that an applicant stands in the pool."""
    return exists().where(
        PoolConsent.user_id == Application.user_id, PoolConsent.ended_at.is_(None)
    )
