"""What a family is shown of somebody who is proposed, before they have met and after."""

from datetime import date

from portal.core import clock
from portal.matching.models import Proposal
from portal.pool import queries as pool
from portal.pool import shown
from portal.pool.models import PoolConsent
from portal.pool.shown import BeforeMatch, Matched


def before_match(proposal: Proposal, on: date | None = None) -> BeforeMatch:
    """Return the first name and what the person told; only the name once they have left."""
    consent = pool.own(proposal.user_id)
    if consent is None:
        return BeforeMatch(first_name=proposal.first_name)
    return of_consent(consent, on or clock.today())


def matched(proposal: Proposal) -> Matched:
    """Return the name and how to reach the person too. For who has said yes, and got a yes."""
    return shown.matched(proposal.user, before_match(proposal))


def of_consent(consent: PoolConsent, on: date) -> BeforeMatch:
    """Return what a family is shown of somebody in the pool."""
    free = pool.free_times([consent]).get(consent.user_id, [])
    return shown.before_match(consent, free, on)
