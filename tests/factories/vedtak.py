"""Decisions and what they grant."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import factory

from portal.vedtak.models import CarriedHours, Limit, Pause, Portion, Vedtak
from portal.vedtak.states import Per, RightHolder, Unit
from tests.factories.base import Factory
from tests.factories.families import OrdningFactory


class PortionFactory(Factory):
    class Meta:
        model = Portion
        exclude = ("vedtak",)

    vedtak = None
    municipality_id = factory.SelfAttribute("vedtak.municipality_id")
    vedtak_id = factory.SelfAttribute("vedtak.id")
    service = factory.SelfAttribute("vedtak.ordning.service")
    unit = Unit.HOURS.value
    per = Per.WEEK.value
    amount_minutes = 20 * 60


class LimitFactory(Factory):
    class Meta:
        model = Limit
        exclude = ("portion",)

    portion = None
    municipality_id = factory.SelfAttribute("portion.municipality_id")
    portion_id = factory.SelfAttribute("portion.id")
    kind = "day"
    amount_minutes = 8 * 60


class VedtakFactory(Factory):
    """A decision with one portion: 20 hours a week, all of 2026, unless told otherwise."""

    class Meta:
        model = Vedtak

    ordning = factory.SubFactory(OrdningFactory)
    municipality_id = factory.SelfAttribute("ordning.municipality_id")
    ordning_id = factory.SelfAttribute("ordning.id")
    version = 1
    reference = "2026/104"
    right_holder = RightHolder.CHILD.value
    decided_on = date(2025, 12, 1)
    valid_from = date(2026, 1, 1)
    valid_to = date(2026, 12, 31)
    registered_by_id = UUID(int=1)
    portion = factory.RelatedFactory(PortionFactory, factory_related_name="vedtak")


class PauseFactory(Factory):
    class Meta:
        model = Pause
        exclude = ("ordning",)

    ordning = factory.SubFactory(OrdningFactory)
    municipality_id = factory.SelfAttribute("ordning.municipality_id")
    ordning_id = factory.SelfAttribute("ordning.id")
    first_on = date(2026, 9, 8)
    last_on = date(2026, 9, 21)
    reason = "hospital"
    registered_by_id = UUID(int=1)


class CarriedHoursFactory(Factory):
    class Meta:
        model = CarriedHours
        exclude = ("ordning",)

    ordning = factory.SubFactory(OrdningFactory)
    municipality_id = factory.SelfAttribute("ordning.municipality_id")
    ordning_id = factory.SelfAttribute("ordning.id")
    service = factory.SelfAttribute("ordning.service")
    unit = Unit.HOURS.value
    year = 2026
    amount_minutes = 10 * 60
    reason = "Lang innleggelse i desember"
    decided_by_id = UUID(int=1)


FACTORIES = {
    "vedtak": VedtakFactory,
    "portion": PortionFactory,
    "limit": LimitFactory,
    "pause": PauseFactory,
    "carried_hours": CarriedHoursFactory,
}
