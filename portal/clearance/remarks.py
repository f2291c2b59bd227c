"""A certificate with remarks: a named person notes it and decides. Nobody else learns of it.

What the remarks say is never written down. The log says what it says of every certificate.
"""

from datetime import date

from portal.access.actor import Actor
from portal.audit import service as audit
from portal.clearance import queries, service
from portal.clearance.models import CertificateRemark
from portal.clearance.states import Verdict
from portal.core import clock, db
from portal.engagements import paper_queries
from portal.engagements.models import Engagement
from portal.engagements.states import LegalBasis
from portal.requirements.states import ClearanceKind


def note(actor: Actor, engagement: Engagement, issued_on: date, basis: LegalBasis) -> None:
    """Note that the certificate has remarks: whatever was seen before counts no more."""
    known = queries.remark_of(engagement)
    if known is not None:
        db.session().delete(known)
        db.session().flush()
    db.add(
        CertificateRemark(
            municipality_id=engagement.municipality_id, engagement_id=engagement.id,
            issued_on=issued_on, legal_basis=basis.value, noted_by_id=actor.user_id,
        )
    )  # fmt: skip
    for item in [it for it in engagement.clearance if it.kind == ClearanceKind.POLITIATTEST]:
        engagement.clearance.remove(item)
    db.session().flush()
    audit.record(actor, f"clearance:{ClearanceKind.POLITIATTEST}", "engagement", engagement.id)
    service.judge(actor, engagement, paper_queries.of(engagement))


def decide(actor: Actor, engagement: Engagement, verdict: Verdict, reason: str) -> None:
    """Let the certificate count in spite of its remarks, or not."""
    remark = queries.remark_of(engagement)
    assert remark is not None
    remark.verdict, remark.reason = verdict.value, reason
    remark.judged_at, remark.judged_by_id = clock.now(), actor.user_id
    if verdict is Verdict.ACCEPTED:
        service.accept_politiattest(actor, engagement, remark.issued_on, remark.legal_basis)
