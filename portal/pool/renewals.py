"""The question about another period, a month before the end; and the end, on the day.

Run every night (``flask remind``): each is asked once a period, and whoever does not answer
is out on the day the consent ends (domain/recruitment.md § 8, example 53).
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select

from portal.access.actor import NOBODY
from portal.accounts import links
from portal.accounts import queries as accounts
from portal.core import clock, db, ids
from portal.messages.service import enqueue
from portal.pool import service
from portal.pool.models import PoolConsent
from portal.pool.states import ASKED_MONTHS_BEFORE, EndReason
from portal.rules.deadlines import add_months


@dataclass(frozen=True, slots=True)
class Renewed:
    """What a run did."""

    asked: int
    ended: int


def look_after(now: datetime) -> Renewed:
    """End what has run out, and ask those who have a month left."""
    today = clock.local(now).date()
    ended = [_end(it) for it in _living_until(today)]
    soon = _living_until(add_months(today, ASKED_MONTHS_BEFORE))
    asked = [_ask(it, now) for it in soon if it.ended_at is None and it.reminded_at is None]
    return Renewed(len(asked), len(ended))


def _living_until(last: date) -> list[PoolConsent]:
    query = (
        select(PoolConsent)
        .where(PoolConsent.ended_at.is_(None), PoolConsent.ends_on <= last)
        .order_by(PoolConsent.id)
        .with_for_update(of=PoolConsent)
    )
    return list(db.session().scalars(query).unique())


def _ask(consent: PoolConsent, now: datetime) -> PoolConsent:
    token = ids.new_token()
    consent.token_hash, consent.reminded_at = ids.digest(token), now
    enqueue(
        accounts.recipient(consent.user), "pool_renewal", link=links.sealed(token),
        ends_at=datetime.combine(consent.ends_on, time(), clock.OSLO).isoformat(),
    )  # fmt: skip
    return consent


def _end(consent: PoolConsent) -> PoolConsent:
    service.end(NOBODY, consent, EndReason.EXPIRED)
    enqueue(accounts.recipient(consent.user), "pool_ended")
    return consent
