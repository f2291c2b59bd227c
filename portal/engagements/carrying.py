"""What somebody has in place already, and is not asked for again in a new engagement.

The confidentiality statement is the person's, and so is who lives at home. A certificate is
about an offer: it comes along for the same child, and for another only where the
municipality says so (domain/recruitment.md § 0.3, examples 11 and 12).
"""

from collections.abc import Sequence

from sqlalchemy import select

from portal.core import clock, db
from portal.engagements.models import ClearanceItem, Engagement, HouseholdMember
from portal.families.models import Ordning
from portal.municipality import settings
from portal.municipality.states import SettingKey
from portal.requirements.states import ClearanceKind


def carry(engagement: Engagement) -> None:
    """Copy to a new engagement what the person's other ones have."""
    for kind in (ClearanceKind.TAUSHETSERKLAERING, ClearanceKind.POLITIATTEST):
        found = _newest(engagement, kind)
        if found is not None:
            db.add(_copy(found, engagement))
    if engagement.is_at_home:
        _carry_household(engagement)


def _newest(engagement: Engagement, kind: ClearanceKind) -> ClearanceItem | None:
    query = (
        select(ClearanceItem)
        .join(Engagement, ClearanceItem.engagement_id == Engagement.id)
        .where(
            Engagement.worker_id == engagement.worker_id,
            Engagement.id != engagement.id,
            Engagement.ended_at.is_(None),
            ClearanceItem.kind == kind,
            ClearanceItem.forgotten_at.is_(None),
        )
        .order_by(ClearanceItem.registered_at.desc(), ClearanceItem.id.desc())
        .limit(1)
    )
    if kind is ClearanceKind.POLITIATTEST and _asks_again(engagement):
        same_child = Ordning.child_id == engagement.ordning.child_id
        query = query.join(Ordning, Engagement.ordning_id == Ordning.id).where(same_child)
    return db.session().scalar(query)


def _asks_again(engagement: Engagement) -> bool:
    key = SettingKey.CERTIFICATE_NEW_CHILD
    return settings.flag(engagement.municipality_id, key, clock.today())


def _copy(item: ClearanceItem, engagement: Engagement) -> ClearanceItem:
    """Keep the dates and who saw it; the row says where it came from."""
    return ClearanceItem(
        municipality_id=engagement.municipality_id, engagement_id=engagement.id, kind=item.kind,
        carried_from_id=item.carried_from_id or item.id, issued_on=item.issued_on,
        seen_on=item.seen_on, seen_by_id=item.seen_by_id, legal_basis=item.legal_basis,
        text_version=item.text_version, assurance=item.assurance, signed_at=item.signed_at,
        registered_at=item.registered_at, registered_by_id=item.registered_by_id,
    )  # fmt: skip


def _carry_household(engagement: Engagement) -> None:
    members = _household(engagement)
    for member in members:
        db.add(
            HouseholdMember(
                municipality_id=engagement.municipality_id, engagement_id=engagement.id,
                name=member.name, born_on=member.born_on,
            )
        )  # fmt: skip
    if members:
        engagement.household_on = clock.today()


def _household(engagement: Engagement) -> Sequence[HouseholdMember]:
    latest = (
        select(Engagement.id)
        .where(
            Engagement.worker_id == engagement.worker_id,
            Engagement.id != engagement.id,
            Engagement.household_on.is_not(None),
        )
        .order_by(Engagement.household_on.desc(), Engagement.id.desc())
        .limit(1)
    )
    query = select(HouseholdMember).where(
        HouseholdMember.engagement_id.in_(latest.scalar_subquery())
    )
    return db.session().scalars(query.order_by(HouseholdMember.born_on)).all()
