"""What a draft says, and what the checks ask about it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.agreements import queries
from portal.agreements.checks import Agreed, Job
from portal.agreements.models import Agreement
from portal.agreements.states import AgreementKind
from portal.engagements.models import Engagement
from portal.engagements.states import Kind, Terms
from portal.municipality import rates as municipality_rates
from portal.municipality.rates import NoRateError, Rates
from portal.municipality.states import RateCode

HOUR_RATE = {
    Kind.AVLASTER: RateCode.AVLASTER_HOUR,
    Kind.BPA_ASSISTANT: RateCode.ASSISTANT_HOUR,
    Kind.STOTTEKONTAKT: RateCode.STOTTEKONTAKT_HOUR,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the coordinator filled in."""

    terms: Terms
    starts_on: date
    ends_on: date | None
    details: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Frozen:
    """What an agreement says for ever: its words, the same as PDF, and the PDF's fingerprint."""

    content: dict[str, Any]
    document: bytes
    sha256: str


def kind_of(terms: Terms) -> AgreementKind:
    """Return what is agreed on these terms."""
    is_contractor = terms is Terms.CONTRACTOR
    return AgreementKind.OPPDRAGSAVTALE if is_contractor else AgreementKind.EMPLOYMENT


def agreed(agreement: Agreement, of: Engagement | None = None) -> Agreed:
    """Return what the checks ask about; ``of`` for one that is not made yet."""
    engagement = of or agreement.engagement
    rates = municipality_rates.of_municipality(agreement.municipality_id)
    return Agreed(
        kind=agreement.kind_code, terms=Terms(agreement.terms), role=engagement.kind,
        child_id=engagement.child_id, starts_on=agreement.starts_on,
        ends_on=agreement.ends_on, details=agreement.details,
        is_change=agreement.changes_id is not None,
        has_rate=_hour_rate(engagement, rates, agreement.starts_on) is not None,
        others=[
            Job(kind=it.kind, terms=it.terms, child_id=it.child_id, is_ours=it.supplier_id is None)
            for it in queries.others_of(engagement)
        ],
    )  # fmt: skip


def _hour_rate(engagement: Engagement, rates: Rates, on: date) -> int | None:
    return amount(rates, HOUR_RATE[Kind(engagement.kind)], on)


def amount(rates: Rates, code: RateCode, on: date) -> int | None:
    """Return what a rate is on a day; None when there is none."""
    try:
        return rates.on(code, on).amount
    except NoRateError:
        return None
