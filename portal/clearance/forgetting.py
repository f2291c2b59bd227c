"""Certificates are forgotten the night after an engagement ends (politiregisterforskriften § 37-2).

Dates, who saw it, remarks, letters and the household go at once. That a certificate was seen
stays as long as the municipality's setting says, as proof that the check was made.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, delete, or_, select

from portal.access.actor import NOBODY
from portal.audit.service import record_for
from portal.clearance.models import CertificateRemark, PurposeLetter
from portal.core import clock, db
from portal.engagements.models import ClearanceItem, Engagement, HouseholdMember
from portal.municipality import settings
from portal.municipality.models import Municipality
from portal.municipality.states import SettingKey
from portal.requirements.states import ClearanceKind
from portal.rules.deadlines import add_months

_CERTIFICATES = (ClearanceKind.POLITIATTEST, ClearanceKind.HOUSEHOLD)


def forget(now: datetime) -> int:
    """Delete what an ended engagement's certificates held; return how many engagements."""
    today = clock.local(now).date()
    over = db.session().scalars(_over(now)).all()
    for engagement in over:
        _forget(engagement, now)
    facts = 0
    for home_id in db.session().scalars(select(Municipality.id)).all():
        key = SettingKey.CERTIFICATE_FACT_MONTHS
        months = settings.number(home_id, key, today)
        facts += _drop_facts(
            home_id, now - timedelta(days=(today - add_months(today, -months)).days)
        )
    return len(over) + facts


def _over(now: datetime) -> Select[Engagement]:
    """Select the engagements that are over and still hold something about a certificate."""
    today = clock.local(now).date()
    living = select(ClearanceItem.engagement_id).where(
        ClearanceItem.kind.in_(_CERTIFICATES), ClearanceItem.forgotten_at.is_(None)
    )
    held = (
        living,
        select(CertificateRemark.engagement_id),
        select(HouseholdMember.engagement_id),
        select(PurposeLetter.engagement_id),
    )
    return select(Engagement).where(
        or_(Engagement.valid_to < today, Engagement.ended_at <= now),
        or_(*(Engagement.id.in_(ids) for ids in held), Engagement.household_told != ""),
    )


def _forget(engagement: Engagement, now: datetime) -> None:
    for item in _living(engagement.id):
        item.issued_on = item.seen_on = item.seen_by_id = item.legal_basis = item.member_id = None
        item.carried_from_id = item.renewal_waived_on = None
        item.forgotten_at = now
    db.session().flush()
    for table in (CertificateRemark, PurposeLetter, HouseholdMember):
        db.session().execute(delete(table).where(table.engagement_id == engagement.id))
    engagement.household_told, engagement.household_on = "", None
    record_for(
        engagement.municipality_id, NOBODY, "certificate:forgotten", "engagement", engagement.id
    )


def _living(engagement_id: UUID) -> Sequence[ClearanceItem]:
    query = select(ClearanceItem).where(
        ClearanceItem.engagement_id == engagement_id,
        ClearanceItem.kind.in_(_CERTIFICATES),
        ClearanceItem.forgotten_at.is_(None),
    )
    return db.session().scalars(query).all()


def _drop_facts(municipality_id: UUID, before: datetime) -> int:
    """Delete that there was a certificate, and say so in the log."""
    query = select(ClearanceItem).where(
        ClearanceItem.municipality_id == municipality_id, ClearanceItem.forgotten_at <= before
    )
    old = db.session().scalars(query).all()
    for item in old:
        record_for(municipality_id, NOBODY, "certificate:dropped", "engagement", item.engagement_id)
        db.session().delete(item)
    db.session().flush()
    return len(old)
