"""See an applicant's certificate, let it follow onto an engagement, and forget it.

What has remarks is one named person's, as for who is engaged: ``note`` and ``decide`` leave
the same line in the log as every certificate, and no page but that person's tells of it.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import delete

from portal.access.actor import Actor
from portal.audit import service as audit
from portal.certificates import queries
from portal.certificates.models import (
    ApplicationCertificate,
    ApplicationPurposeLetter,
    ApplicationRemark,
)
from portal.clearance import queries as clearance
from portal.clearance.models import CertificateRemark
from portal.clearance.service import SHOWN_BEFORE
from portal.clearance.states import Verdict
from portal.core import clock, db
from portal.core.errors import ConflictError, RefusedError
from portal.engagements.models import ClearanceItem, Engagement
from portal.engagements.states import LegalBasis
from portal.recruitment import queries as recruitment
from portal.recruitment.models import Application
from portal.recruitment.service import take
from portal.recruitment.states import RUNNING
from portal.requirements.states import ClearanceKind

OVER = "Søknaden er avgjort. Attesten registreres på oppdraget når det er laget."
JUDGED = "Attesten er vurdert alt."
_ACT = f"clearance:{ClearanceKind.POLITIATTEST}"


def see(actor: Actor, seen: Application, issued_on: date, basis: LegalBasis) -> None:
    """Note that the certificate was shown today: dates and law, no copy.

    Raises RefusedError for the one a named person has been shown already: a new one is another.
    """
    application = _held(seen)
    remark = queries.remark_of(application.id)
    if remark is not None and issued_on <= remark.issued_on:
        raise RefusedError(SHOWN_BEFORE)
    if remark is not None:
        db.session().delete(remark)
    take(actor, application)
    _accept(actor, application, issued_on, basis.value)


def note(actor: Actor, seen: Application, issued_on: date, basis: LegalBasis) -> None:
    """Note that the certificate has remarks: whatever was seen before counts no more."""
    application = _held(seen)
    for known in (queries.remark_of(application.id), queries.seen_of(application.id)):
        if known is not None:
            db.session().delete(known)
    db.session().flush()
    db.add(
        ApplicationRemark(
            municipality_id=application.municipality_id, application_id=application.id,
            issued_on=issued_on, legal_basis=basis.value, noted_by_id=actor.user_id,
        )
    )  # fmt: skip
    db.session().flush()
    audit.record(actor, _ACT, "application", application.id)


def decide(actor: Actor, seen: Application, verdict: Verdict, reason: str) -> None:
    """Let the certificate count in spite of its remarks, or not."""
    application = recruitment.locked(seen.id)
    remark = queries.remark_of(application.id)
    if remark is None or remark.verdict_code is not Verdict.OPEN:
        raise ConflictError(JUDGED)
    remark.verdict, remark.reason = verdict.value, reason
    remark.judged_at, remark.judged_by_id = clock.now(), actor.user_id
    if verdict is Verdict.ACCEPTED:
        _accept(actor, application, remark.issued_on, remark.legal_basis)


def _accept(actor: Actor, application: Application, issued_on: date, basis: str) -> None:
    """Let a certificate count, whoever has judged it; a newer one is written over the older."""
    row = queries.seen_of(application.id)
    if row is None:
        row = db.add(
            ApplicationCertificate(
                municipality_id=application.municipality_id, application_id=application.id
            )
        )
    row.issued_on, row.legal_basis = issued_on, basis
    row.seen_on, row.seen_by_id = clock.today(), actor.user_id
    row.registered_at = clock.now()
    db.session().flush()
    audit.record(actor, _ACT, "application", application.id)


def _held(seen: Application) -> Application:
    application = recruitment.locked(seen.id)
    if application.stage not in RUNNING:
        raise ConflictError(OVER)
    return application


# Onto the engagement, and away ------------------------------------------------------------


def follow(actor: Actor, engagement: Engagement) -> None:
    """Move what was seen, or noted, of the applicant onto the first engagement of that kind.

    The dates are kept, so the age is judged at the signing as if it had been seen there. Later
    engagements take it from this one, or ask anew, as the municipality has decided.
    """
    whose = (engagement.worker.user_id, engagement.municipality_id, engagement.kind)
    row, remark = queries.to_follow(*whose), queries.remark_to_follow(*whose)
    if row is not None:
        db.add(_item(row, engagement))
        row.issued_on = row.seen_on = row.seen_by_id = row.legal_basis = None
        row.followed_at = clock.now()
    if remark is not None and clearance.remark_of(engagement) is None:
        db.add(_remark(remark, engagement))
        db.session().delete(remark)
    if row is not None or remark is not None:
        db.session().flush()
        audit.record(actor, _ACT, "engagement", engagement.id)


def _item(row: ApplicationCertificate, engagement: Engagement) -> ClearanceItem:
    return ClearanceItem(
        municipality_id=engagement.municipality_id, engagement_id=engagement.id,
        kind=ClearanceKind.POLITIATTEST.value, issued_on=row.issued_on, seen_on=row.seen_on,
        seen_by_id=row.seen_by_id, legal_basis=row.legal_basis, registered_at=row.registered_at,
        registered_by_id=row.seen_by_id,
    )  # fmt: skip


def _remark(remark: ApplicationRemark, engagement: Engagement) -> CertificateRemark:
    return CertificateRemark(
        municipality_id=engagement.municipality_id, engagement_id=engagement.id,
        issued_on=remark.issued_on, legal_basis=remark.legal_basis, verdict=remark.verdict,
        reason=remark.reason, noted_at=remark.noted_at, noted_by_id=remark.noted_by_id,
        judged_at=remark.judged_at, judged_by_id=remark.judged_by_id,
    )  # fmt: skip


def forget_all(application_id: UUID) -> None:
    """Delete everything about an applicant's certificate."""
    for table in (ApplicationCertificate, ApplicationRemark, ApplicationPurposeLetter):
        db.session().execute(delete(table).where(table.application_id == application_id))
