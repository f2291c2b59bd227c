"""Who stands in the pool."""

from __future__ import annotations

from datetime import date

import factory

from portal.pool.models import PoolConsent
from tests.factories.base import Factory
from tests.factories.engagements import FACTORIES as ENGAGEMENTS


class PoolConsentFactory(Factory):
    """A worker's living consent, as støttekontakt."""

    class Meta:
        model = PoolConsent

    class Params:
        worker = factory.SubFactory(ENGAGEMENTS["worker"])

    municipality_id = factory.SelfAttribute("worker.municipality_id")
    office_id = factory.SelfAttribute("worker.office_id")
    user = factory.SelfAttribute("worker.user")
    user_id = factory.SelfAttribute("worker.user_id")
    application_id = None
    given_on = date(2026, 3, 1)
    ends_on = date(2027, 3, 1)
    roles = factory.LazyFunction(lambda: ["stottekontakt"])
    interests = "Turer og kino"


FACTORIES = {"pool_consent": PoolConsentFactory}
