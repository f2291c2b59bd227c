"""Which papers an engagement has, and which it lacks. Pure: rows in, codes out.

Nothing may be planned or paid before the certificate is seen, the confidentiality
statement signed and the contract agreed (domain: hol § 5-4, § 12-1).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.engagements.models import ClearanceItem, Engagement
from portal.engagements.states import REQUIRED, ClearanceKind, Kind
from portal.rules.certificate import certificate


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper an engagement takes: the row that counts, or None when it is missing."""

    kind: ClearanceKind
    item: ClearanceItem | None
    is_too_old: bool = False

    @property
    def is_in_place(self) -> bool:
        """Whether this paper holds nobody back."""
        return self.item is not None and not self.is_too_old


def papers(
    engagement: Engagement, items: Iterable[ClearanceItem], max_age_months: int
) -> tuple[Paper, ...]:
    """Return the papers of an engagement in the order they are asked for."""
    newest: dict[str, ClearanceItem] = {}
    for item in sorted(items, key=lambda item: (item.registered_at, item.id)):
        newest[item.kind] = item
    signed_on = _signed_on(newest.get(ClearanceKind.CONTRACT))
    return tuple(
        Paper(kind, newest.get(kind), _is_too_old(newest.get(kind), signed_on, max_age_months))
        for kind in REQUIRED[Kind(engagement.kind)]
    )


def missing(
    engagement: Engagement, items: Iterable[ClearanceItem], max_age_months: int
) -> tuple[ClearanceKind, ...]:
    """Return exactly what is missing; empty when the engagement is cleared."""
    found = papers(engagement, items, max_age_months)
    return tuple(paper.kind for paper in found if not paper.is_in_place)


def _signed_on(contract: ClearanceItem | None) -> date | None:
    return contract.signed_on if contract else None


def _is_too_old(item: ClearanceItem | None, signed_on: date | None, max_age_months: int) -> bool:
    """A certificate counts at the signing: three months old at most, or as the setting says."""
    if item is None or item.kind != ClearanceKind.POLITIATTEST or item.issued_on is None:
        return False
    judged_on = signed_on or item.seen_on or item.issued_on
    return not certificate(item.issued_on, judged_on, max_age_months).valid
