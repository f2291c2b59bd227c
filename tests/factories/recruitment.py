"""Needs and their adverts, applications and those who speak for the applicants."""

from __future__ import annotations

from datetime import UTC, date, datetime

import factory

from portal.applicant_list.models import SecrecyRequest
from portal.certificates.models import (
    ApplicationCertificate,
    ApplicationPurposeLetter,
    ApplicationRemark,
)
from portal.needs.models import Need
from portal.needs.states import NeedState
from portal.recruitment.models import Application, ApplicationRole, Referee
from portal.recruitment.states import Outcome, Stage
from tests.factories.base import Factory
from tests.factories.families import OrdningFactory
from tests.factories.municipality import OfficeFactory


class NeedFactory(Factory):
    """A published need of a child that nobody is with."""

    class Meta:
        model = Need

    class Params:
        draft = factory.Trait(state=NeedState.DRAFT.value, published_at=None)

    ordning = factory.SubFactory(OrdningFactory, service="stottekontakt")
    municipality_id = factory.SelfAttribute("ordning.municipality_id")
    ordning_id = factory.SelfAttribute("ordning.id")
    district_id = None
    slug = factory.Sequence(lambda n: f"stottekontakt-{n:06x}")
    state = NeedState.PUBLISHED.value
    title = "Bli med på svømming"
    text = "Dere tar bussen til svømmehallen og svømmer i en time."
    age_from = 10
    age_to = 12
    interests = "vann, kart og lange bussturer"
    hours_text = "Onsdager kl. 16–19, 3 timer i uka."
    weekdays = 0b0000100
    waiting_since_on = date(2026, 7, 5)
    published_at = datetime(2026, 7, 6, tzinfo=UTC)
    closed_at = None


class ApplicationFactory(Factory):
    """An application that has been sent, without an account; roles are given as codes."""

    class Meta:
        model = Application
        exclude = ("office",)

    class Params:
        draft = factory.Trait(stage=Stage.DRAFT.value, submitted_at=None, number=None)

    office = factory.SubFactory(OfficeFactory)
    municipality_id = factory.SelfAttribute("office.municipality_id")
    office_id = factory.SelfAttribute("office.id")
    district_id = None
    need_id = None
    user_id = None
    responsible_id = None
    number = factory.Sequence(lambda n: 1 + n)
    stage = Stage.ACKNOWLEDGED.value
    stage_since_at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    submitted_at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    draft_token_hash = factory.Sequence(lambda n: f"token-{n}")
    draft_expires_at = datetime(2027, 1, 1, tzinfo=UTC)
    name = factory.Sequence(lambda n: f"Sol Oppdiktet{n}")
    email = factory.Sequence(lambda n: f"sol{n}@provevik.example")
    phone = "+4741234567"
    born_on = date(1992, 3, 4)
    interests = "Turer, hund og fotball"
    norwegian_level = "native"
    has_licence = True
    has_car = True
    hours_per_week = 4
    commits = True
    availability = factory.LazyFunction(lambda: ["2-evening", "5-day"])

    @factory.post_generation
    def roles(self, create, codes, **_kwargs):
        for code in codes or ("stottekontakt",):
            self.roles.append(
                ApplicationRole(
                    municipality_id=self.municipality_id, kind=code, outcome=Outcome.OPEN
                )
            )

    @factory.post_generation
    def referees(self, create, count, **_kwargs):
        for place in range(1, 3 if count is None else count + 1):
            self.referees.append(
                Referee(
                    municipality_id=self.municipality_id, position=place,
                    name=f"Ref Oppdiktet{place}", knows_from="Tidligere sjef",
                    email=f"ref{place}@provevik.example", phone="+4798765432",
                )
            )  # fmt: skip


class ApplicationLetterFactory(Factory):
    """A letter to the police about an applicant."""

    class Meta:
        model = ApplicationPurposeLetter
        exclude = ("application",)

    application = factory.SubFactory(ApplicationFactory)
    municipality_id = factory.SelfAttribute("application.municipality_id")
    application_id = factory.SelfAttribute("application.id")
    recipient = "Politiet"
    legal_basis = "hol § 5-4"
    tasks = "Være sammen med barnet på fritiden."
    place = "Prøvevik kommune"
    written_on = date(2026, 11, 20)
    written_by_id = None


class ApplicationCertificateFactory(Factory):
    """An applicant's certificate that was seen."""

    class Meta:
        model = ApplicationCertificate
        exclude = ("application",)

    application = factory.SubFactory(ApplicationFactory)
    municipality_id = factory.SelfAttribute("application.municipality_id")
    application_id = factory.SelfAttribute("application.id")
    issued_on = date(2026, 11, 10)
    seen_on = date(2026, 11, 20)
    seen_by_id = None
    legal_basis = "hol § 5-4"
    registered_at = datetime(2026, 11, 20, 12, tzinfo=UTC)


class ApplicationRemarkFactory(Factory):
    """An applicant's certificate has remarks, and waits for who is named."""

    class Meta:
        model = ApplicationRemark
        exclude = ("application",)

    application = factory.SubFactory(ApplicationFactory)
    municipality_id = factory.SelfAttribute("application.municipality_id")
    application_id = factory.SelfAttribute("application.id")
    issued_on = date(2026, 11, 10)
    legal_basis = "hol § 5-4"
    verdict = "open"
    noted_by_id = factory.SelfAttribute("application.id")  # somebody who is not looked up


class SecrecyRequestFactory(Factory):
    """A request of an applicant not to be on the public list, which waits for an answer."""

    class Meta:
        model = SecrecyRequest
        exclude = ("application",)

    class Params:
        granted = factory.Trait(
            state="granted", decided_at=datetime(2026, 11, 21, 12, tzinfo=UTC), why="God grunn"
        )
        refused = factory.Trait(
            state="refused", decided_at=datetime(2026, 11, 21, 12, tzinfo=UTC),
            why="Ingen god grunn", listed_from_on=date(2026, 11, 28),
        )  # fmt: skip

    application = factory.SubFactory(
        ApplicationFactory, is_told_of_list=True, wants_secrecy=True, secrecy_reason="Sjefen"
    )
    municipality_id = factory.SelfAttribute("application.municipality_id")
    application_id = factory.SelfAttribute("application.id")
    reason = "Sjefen vet det ikke"
    asked_at = datetime(2026, 11, 20, 12, tzinfo=UTC)


FACTORIES = {
    "need": NeedFactory,
    "application": ApplicationFactory,
    "application_letter": ApplicationLetterFactory,
    "application_certificate": ApplicationCertificateFactory,
    "application_remark": ApplicationRemarkFactory,
    "secrecy_request": SecrecyRequestFactory,
}
