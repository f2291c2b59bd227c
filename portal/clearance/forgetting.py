"""Certificates are forgotten the night after an engagement ends (politiregisterforskriften § 37-2).

Dates, who saw it, remarks, letters and the household go at once. That a certificate was seen
stays as long as the municipality's setting says, as proof that the check was made.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, or_, select

from portal.access.actor import NOBODY
from portal.audit.service import record_for
from portal.clearance.models import CertificateRemark, PurposeLetter
from portal.core import clock, db
from portal.engagements.models import ClearanceItem, Engagement, HouseholdMember
from portal.municipality.keeping import Kept, Look, after
from portal.requirements.states import ClearanceKind
from portal.rules.deadlines import add_months

_CERTIFICATES = (ClearanceKind.POLITIATTEST, ClearanceKind.HOUSEHOLD)


def held(look: Look) -> Sequence[Kept]:
    """Return the engagements that end, and still hold something about a certificate."""
    living = select(ClearanceItem.engagement_id).where(
        ClearanceItem.kind.in_(_CERTIFICATES), ClearanceItem.forgotten_at.is_(None)
    )
    holders = (
        living,
        select(CertificateRemark.engagement_id),
        select(HouseholdMember.engagement_id),
        select(PurposeLetter.engagement_id),
    )
    query = select(Engagement).where(
        Engagement.municipality_id == look.municipality_id,
        or_(
            Engagement.valid_to < clock.local(look.until).date(), Engagement.ended_at <= look.until
        ),
        or_(*(Engagement.id.in_(ids) for ids in holders), Engagement.household_told != ""),
    )
    if look.only is not None:
        query = query.where(Engagement.id == look.only).with_for_update(of=Engagement)
    found = db.session().scalars(query.order_by(Engagement.id)).all()
    return [Kept(it.id, _over_at(it)) for it in found]


def _over_at(engagement: Engagement) -> datetime:
    last = after(engagement.valid_to) if engagement.valid_to else None
    return min(at for at in (last, engagement.ended_at) if at)


def forget(engagement_id: UUID) -> None:
    """Delete what an ended engagement's certificates held."""
    _forget(db.session().get_one(Engagement, engagement_id), clock.now())


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


def facts(look: Look) -> Sequence[Kept]:
    """Return the facts that there was a certificate, and when each goes."""
    query = select(ClearanceItem).where(
        ClearanceItem.municipality_id == look.municipality_id,
        ClearanceItem.forgotten_at <= look.until,
    )
    if look.only is not None:
        query = query.where(ClearanceItem.id == look.only).with_for_update(of=ClearanceItem)
    kept = [
        Kept(it.id, _months_after(it.forgotten_at, look.figure))
        for it in db.session().scalars(query.order_by(ClearanceItem.id))
        if it.forgotten_at
    ]
    return [it for it in kept if it.goes_at <= look.until]


def _months_after(at: datetime, months: int) -> datetime:
    day = clock.local(at).date()
    return at + (add_months(day, months) - day)


def drop(item_id: UUID) -> None:
    """Delete that there was a certificate, and say so in the log."""
    item = db.session().get_one(ClearanceItem, item_id)
    record_for(
        item.municipality_id, NOBODY, "certificate:dropped", "engagement", item.engagement_id
    )
    db.session().delete(item)
    db.session().flush()
