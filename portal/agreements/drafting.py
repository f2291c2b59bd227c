"""Make, change and discard drafts: first ones, new editions, renewals."""

from datetime import timedelta

from portal.access.actor import Actor
from portal.agreements import drafts, queries
from portal.agreements.drafts import Given
from portal.agreements.models import Agreement
from portal.agreements.states import OPEN, AgreementState
from portal.audit import service as audit
from portal.core import clock, db
from portal.core.errors import ConflictError
from portal.engagements.models import Engagement
from portal.engagements.states import Terms
from portal.rules.employment import renewed_by

MOVED = "Avtalen er endret siden du leste den. Les den på nytt."
OPEN_ALREADY = "Det er en avtale på vei for dette oppdraget allerede. Se på den først."
SUPPLIER = "Leverandøren er arbeidsgiver her, og lager avtalen selv."
OVER = "Oppdraget er avsluttet. Det lages ingen ny avtale."


def start(actor: Actor, engagement: Engagement, given: Given) -> Agreement:
    """Make the draft of an engagement's next edition.

    Raises ConflictError when another is on its way, the engagement is over, or a supplier's.
    """
    db.hold(Engagement, engagement.id)
    if engagement.supplier_id is not None:
        raise ConflictError(SUPPLIER)
    if engagement.is_over:
        raise ConflictError(OVER)
    earlier = queries.editions(engagement.id)
    if any(it.state in OPEN for it in earlier):
        raise ConflictError(OPEN_ALREADY)
    signed = next((it for it in earlier if it.state == AgreementState.SIGNED), None)
    agreement = db.add(
        Agreement(
            municipality_id=engagement.municipality_id, engagement_id=engagement.id,
            engagement=engagement, number=queries.next_number(engagement.municipality_id),
            edition=earlier[0].edition + 1 if earlier else 1,
            changes_id=signed.id if signed else None, made_by_id=actor.user_id,
        )
    )  # fmt: skip
    _fill(agreement, given)
    db.session().flush()
    audit.record(actor, "agreement:made", "agreement", agreement.id, edition=agreement.edition)
    return agreement


def change(actor: Actor, seen: Agreement, version: int, given: Given) -> Agreement:
    """Write a draft anew; ConflictError when it is sent, or written by somebody else meanwhile."""
    agreement = held(seen, AgreementState.DRAFT)
    if agreement.version != version:
        raise ConflictError(MOVED)
    _fill(agreement, given)
    db.touch(agreement)
    audit.record(actor, "agreement:changed", "agreement", agreement.id)
    return agreement


def discard(actor: Actor, seen: Agreement, version: int) -> None:
    """Delete a draft nobody but the office has read."""
    agreement = held(seen, AgreementState.DRAFT)
    if agreement.version != version:
        raise ConflictError(MOVED)
    audit.record(actor, "agreement:discarded", "engagement", agreement.engagement_id)
    db.session().delete(agreement)


def _fill(agreement: Agreement, given: Given) -> None:
    agreement.terms, agreement.kind = given.terms, drafts.kind_of(given.terms)
    agreement.starts_on, agreement.ends_on = given.starts_on, given.ends_on
    agreement.details = given.details
    agreement.renewed_by_on = renewed_by(
        given.starts_on, given.ends_on, yearly=bool(given.details.get("renews_yearly"))
    )


def anew(actor: Actor, seen: Agreement) -> Agreement:
    """Make the draft of a new edition that says the same: to be changed, or sent again.

    A change of what is signed holds from today: it must be in writing that day (aml § 14-8).
    """
    is_change = seen.state == AgreementState.SIGNED
    starts_on = max(seen.starts_on, clock.today()) if is_change else seen.starts_on
    ends_on = None if seen.ends_on and seen.ends_on < starts_on else seen.ends_on
    given = Given(
        terms=Terms(seen.terms), starts_on=starts_on, ends_on=ends_on,
        details=dict(seen.details),
    )  # fmt: skip
    return start(actor, seen.engagement, given)


def renew(actor: Actor, seen: Agreement) -> Agreement:
    """Make the draft that goes on where a signed one has to be renewed, for as long again."""
    if seen.renewed_by_on is None or seen.state != AgreementState.SIGNED:
        raise ConflictError(MOVED)
    first = seen.renewed_by_on + timedelta(days=1)
    lasts = seen.ends_on - seen.starts_on if seen.ends_on else None
    goes_on = seen.ends_on is not None and seen.ends_on > seen.renewed_by_on
    ends_on = seen.ends_on if goes_on else (first + lasts if lasts else None)
    given = Given(
        terms=Terms(seen.terms), starts_on=first, ends_on=ends_on, details=dict(seen.details)
    )
    return start(actor, seen.engagement, given)


def held(seen: Agreement, state: AgreementState) -> Agreement:
    """Return an agreement held; ConflictError when it is in another state by now."""
    agreement = queries.locked(seen.id)
    if agreement.state != state:
        raise ConflictError(MOVED)
    return agreement
