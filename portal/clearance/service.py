"""Register papers as seen and signed. No file is ever taken; only that it was seen, by whom."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from portal.access.actor import Actor
from portal.accounts import queries as accounts
from portal.audit import service as audit
from portal.clearance import queries
from portal.core import clock, db, ids
from portal.core.errors import RefusedError
from portal.engagements import paper_queries
from portal.engagements.models import ClearanceItem, Engagement, HouseholdMember
from portal.engagements.papers import Paper, hold_until, stops
from portal.engagements.states import STATEMENT_VERSION, LegalBasis
from portal.messages import service as messages
from portal.requirements.states import ClearanceKind
from portal.rules.certificate import certificate

TOO_OLD = "Politiattesten er eldre enn tre måneder den dagen. Be om en ny før avtalen signeres."
SHOWN_BEFORE = "Denne attesten er levert før. Snakk med den som har ansvar for attester her."


def see_politiattest(
    actor: Actor, engagement: Engagement, issued_on: date, basis: LegalBasis
) -> None:
    """Note that the certificate was shown today (hol § 5-4): dates and law, no copy.

    Raises RefusedError for the one a named person has been shown already: a new one is another.
    """
    remark = queries.remark_of(engagement)
    if remark is not None and issued_on <= remark.issued_on:
        raise RefusedError(SHOWN_BEFORE)
    if remark is not None:
        db.session().delete(remark)
    accept_politiattest(actor, engagement, issued_on, basis.value)


def accept_politiattest(actor: Actor, engagement: Engagement, issued_on: date, basis: str) -> None:
    """Let a certificate count, whoever has judged it."""
    _register(
        actor,
        engagement,
        ClearanceKind.POLITIATTEST,
        issued_on=issued_on,
        seen_on=clock.today(),
        seen_by_id=actor.user_id,
        legal_basis=basis,
    )


def see_household(
    actor: Actor, engagement: Engagement, member: HouseholdMember, issued_on: date, basis: str
) -> None:
    """Note that a grown-up of the home has shown a certificate, on the municipality's basis."""
    _register(
        actor,
        engagement,
        ClearanceKind.HOUSEHOLD,
        member_id=member.id,
        issued_on=issued_on,
        seen_on=clock.today(),
        seen_by_id=actor.user_id,
        legal_basis=basis,
    )


def sign_contract(actor: Actor, engagement: Engagement, signed_on: date) -> None:
    """Note when both have signed the contract.

    Raises RefusedError when the certificate is too old that day; one that is not seen yet may
    come later, and nothing starts before it has.
    """
    if is_too_old(engagement, signed_on):
        raise RefusedError(TOO_OLD)
    _register(actor, engagement, ClearanceKind.CONTRACT, signed_on=signed_on)


def is_too_old(engagement: Engagement, signed_on: date) -> bool:
    """Tell whether the certificate that was seen is too old on the day of signing."""
    found = paper_queries.of(engagement)
    item = next((it.item for it in found if it.kind is ClearanceKind.POLITIATTEST), None)
    if item is None or item.issued_on is None or item.carried_from_id:
        return False
    months = paper_queries.max_age_months(engagement.municipality_id)
    return signed_on > certificate(item.issued_on, signed_on, months).last_valid_on


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


def waive_renewal(actor: Actor, item: ClearanceItem) -> None:
    """Note that no new certificate is wanted although the vedtak is new (same child)."""
    item.renewal_waived_on = clock.today()
    audit.record(actor, "clearance:renewal_waived", "engagement", item.engagement_id)


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
    lacking = stops(found)
    engagement.lacks_only_contract = {it.kind for it in lacking} == {ClearanceKind.CONTRACT}
    if engagement.cleared_at is None and not lacking:
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


def judge_all(actor: Actor, engagements: Sequence[Engagement]) -> None:
    """Judge engagements of one municipality, read with their papers."""
    papers = paper_queries.of_all(engagements)
    for engagement in engagements:
        judge(actor, engagement, papers[engagement.id])
