"""Agreements, as the office sends them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from hashlib import sha256

import factory

from portal.agreements import documents
from portal.agreements.models import Acceptance, Agreement
from tests.factories.base import Factory
from tests.factories.engagements import EngagementFactory

EMPLOYMENT = {
    "duties": "Være sammen med barnet og gi foreldrene fri.",
    "workplace": "Hjemme hos familien.",
    "week_minutes": 450,
    "times": "Følger vaktplanen.",
    "training": "Innføring før første vakt.",
    "pension": "KLP",
    "tariff": "Hovedtariffavtalen",
    "notice_months": 1,
}
OPPDRAG = {
    "aim": "En venn å gå på kino med.",
    "month_minutes": 960,
    "contact": "Kari Koordinator",
    "notice_months": 1,
}


def _content(agreement: Agreement) -> None:
    """Freeze it as sending does, with words in place of the document."""
    if agreement.state != "draft" and agreement.content is None:
        said = documents.content(agreement)
        agreement.content, agreement.text_version = said, said["version"]
        agreement.document = f"%PDF {agreement.number}".encode()
        agreement.sha256 = sha256(agreement.document).hexdigest()


class AgreementFactory(Factory):
    """A draft; ``sent=True``, ``signed=True``, ``state="refused"``. Contractor if it is so."""

    class Meta:
        model = Agreement

    class Params:
        sent = factory.Trait(state="sent")
        signed = factory.Trait(state="signed", signed_at=datetime(2026, 11, 20, 12, tzinfo=UTC))

    engagement = factory.SubFactory(EngagementFactory)
    municipality_id = factory.SelfAttribute("engagement.municipality_id")
    engagement_id = factory.SelfAttribute("engagement.id")
    number = factory.Sequence(lambda n: 100 + n)
    edition = 1
    terms = factory.SelfAttribute("engagement.terms")
    kind = factory.LazyAttribute(
        lambda it: "oppdragsavtale" if it.terms == "contractor" else "employment"
    )
    state = "draft"
    starts_on = date(2026, 11, 20)
    ends_on = None
    details = factory.LazyAttribute(
        lambda it: dict(OPPDRAG if it.terms == "contractor" else EMPLOYMENT)
    )
    made_by_id = factory.SelfAttribute("engagement.worker.user_id")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        made = model_class(*args, **kwargs)
        if made.state != "draft":
            made.sent_at = made.sent_at or datetime(2026, 11, 20, 9, tzinfo=UTC)
            made.sign_by_on = made.sign_by_on or date(2026, 11, 23)
            made.expires_on = made.expires_on or date(2026, 12, 20)
            made.sent_by_id = made.sent_by_id or made.made_by_id
        if made.state in {"refused", "withdrawn"}:
            made.closed_at = made.closed_at or datetime(2026, 11, 21, 9, tzinfo=UTC)
        _content(made)
        session = cls._meta.sqlalchemy_session
        session.add(made)
        session.flush()
        return made


class AcceptanceFactory(Factory):
    class Meta:
        model = Acceptance
        exclude = ("agreement",)

    agreement = factory.SubFactory(AgreementFactory, sent=True)
    municipality_id = factory.SelfAttribute("agreement.municipality_id")
    agreement_id = factory.SelfAttribute("agreement.id")
    party = "worker"
    user_id = factory.SelfAttribute("agreement.engagement.worker.user_id")
    at = datetime(2026, 11, 21, 9, tzinfo=UTC)
    assurance = 3
    text_version = "2026-1"
    sha256 = factory.SelfAttribute("agreement.sha256")


FACTORIES = {"agreement": AgreementFactory, "acceptance": AcceptanceFactory}
