"""Register papers as seen and signed. No file is ever taken; only that it was seen, by whom."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from portal.access.actor import Actor
from portal.accounts import queries as accounts
from portal.audit import service as audit
from portal.core import clock, db, ids
from portal.engagements import paper_queries
from portal.engagements.models import ClearanceItem, Engagement
from portal.engagements.papers import Paper, hold_until, stops
from portal.engagements.states import STATEMENT_VERSION, LegalBasis
from portal.messages import service as messages
from portal.requirements.states import ClearanceKind


def see_politiattest(
    actor: Actor, engagement: Engagement, issued_on: date, basis: LegalBasis
) -> None:
    """Note that the certificate was shown today (hol § 5-4): dates and law, no copy."""
    _register(
        actor,
        engagement,
        ClearanceKind.POLITIATTEST,
        issued_on=issued_on,
        seen_on=clock.today(),
        seen_by_id=actor.user_id,
        legal_basis=basis.value,
    )


def sign_contract(actor: Actor, engagement: Engagement, signed_on: date) -> None:
    """Note when both have signed the contract."""
    _register(actor, engagement, ClearanceKind.CONTRACT, signed_on=signed_on)


def sign_statement(actor: Actor, engagement: Engagement) -> None:
    """Sign the confidentiality statement: its text's version, and how surely we know who."""
    _register(
        actor,
        engagement,
        ClearanceKind.TAUSHETSERKLAERING,
        signed_at=clock.now(),
        text_version=STATEMENT_VERSION,
        assurance=int(actor.assurance),
    )


def _register(actor: Actor, engagement: Engagement, kind: ClearanceKind, **facts: Any) -> None:  # noqa: ANN401 - the columns of the kind
    _hold(engagement)
    item = ClearanceItem(
        id=ids.new_id(),
        municipality_id=engagement.municipality_id,
        engagement_id=engagement.id,
        kind=kind.value,
        registered_at=clock.now(),
        registered_by_id=actor.user_id,
        **facts,
    )
    engagement.clearance.append(item)
    db.session().flush()
    audit.record(actor, f"clearance:{kind}", "engagement", engagement.id)
    judge(actor, engagement, paper_queries.of(engagement))


def _hold(engagement: Engagement) -> None:
    """See every paper there is: of two who bring the last two, the second clears."""
    db.hold(Engagement, engagement.id)
    seen = ["version", "cleared_at", "papers_until", "clearance", "household"]
    db.session().refresh(engagement, seen)


def judge(actor: Actor, engagement: Engagement, found: Sequence[Paper]) -> None:
    """Clear an engagement when its last paper is in place; note until when the papers hold.

    What was cleared once stays cleared: hours that are worked are paid. A paper that lapses
    or is lacking later only stops new shifts, and its renewal lifts that.
    """
    was_held_back = not engagement.is_cleared
    if engagement.cleared_at is None and not stops(found):
        engagement.cleared_at = clock.now()
        audit.record_for(
            engagement.municipality_id, actor, "engagement:cleared", "engagement", engagement.id
        )
    if engagement.cleared_at is not None:
        until = hold_until(found, clock.today())
        if until != engagement.papers_until:
            engagement.papers_until = until
    if was_held_back and engagement.is_cleared:
        messages.enqueue(accounts.recipient(engagement.worker.user), "cleared")
