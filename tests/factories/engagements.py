"""Workers, their engagements and their papers."""

from __future__ import annotations

from datetime import UTC, date, datetime

import factory

from portal.engagements.models import AvailabilitySlot, ClearanceItem, Engagement, Worker
from portal.engagements.states import Kind, Terms
from portal.requirements.states import ClearanceKind
from tests.factories.accounts import FACTORIES as ACCOUNTS
from tests.factories.base import Factory
from tests.factories.families import OrdningFactory
from tests.factories.municipality import OfficeFactory

WorkerUser = ACCOUNTS["worker_user"]


class WorkerFactory(Factory):
    class Meta:
        model = Worker
        exclude = ("office",)

    class Params:
        graded = factory.Trait(gradering="fortrolig")

    office = factory.SubFactory(OfficeFactory)
    municipality_id = factory.SelfAttribute("office.municipality_id")
    office_id = factory.SelfAttribute("office.id")
    user = factory.SubFactory(
        WorkerUser, municipality=None, municipality_id=factory.SelfAttribute("..municipality_id")
    )
    user_id = factory.SelfAttribute("user.id")
    employee_number = factory.Sequence(lambda n: f"{1000 + n}")
    born_on = date(1998, 3, 2)
    availability_confirmed_on = None


class EngagementFactory(Factory):
    """A cleared engagement in the same office as the child, unless ``uncleared``."""

    class Meta:
        model = Engagement

    class Params:
        uncleared = factory.Trait(cleared_at=None)
        ended = factory.Trait(
            ended_at=datetime(2026, 6, 1, tzinfo=UTC), ended_reason="Ferdig med studiene"
        )

    ordning = factory.SubFactory(OrdningFactory)
    worker = factory.SubFactory(
        WorkerFactory,
        office=None,
        municipality_id=factory.SelfAttribute("..ordning.municipality_id"),
        office_id=factory.SelfAttribute("..ordning.office_id"),
    )
    municipality_id = factory.SelfAttribute("ordning.municipality_id")
    ordning_id = factory.SelfAttribute("ordning.id")
    worker_id = factory.SelfAttribute("worker.id")
    supplier_id = None
    kind = Kind.BPA_ASSISTANT.value
    terms = Terms.EMPLOYEE_PERMANENT.value
    hours_per_week_minutes = None
    km_cap_month = None
    valid_from = date(2020, 1, 1)
    valid_to = None
    ended_at = None
    ended_reason = None
    cleared_at = datetime(2026, 1, 1, tzinfo=UTC)


class ClearanceItemFactory(Factory):
    class Meta:
        model = ClearanceItem
        exclude = ("engagement", "seen_by")

    class Params:
        politiattest = factory.Trait(
            kind=ClearanceKind.POLITIATTEST.value,
            issued_on=date(2026, 1, 5),
            seen_on=date(2026, 1, 12),
            seen_by_id=factory.SelfAttribute("registered_by_id"),
            legal_basis="hol § 5-4",
        )
        taushetserklaering = factory.Trait(
            kind=ClearanceKind.TAUSHETSERKLAERING.value,
            text_version="2026-1",
            assurance=3,
            signed_at=datetime(2026, 1, 12, tzinfo=UTC),
        )
        contract = factory.Trait(kind=ClearanceKind.CONTRACT.value, signed_on=date(2026, 1, 12))

    engagement = factory.SubFactory(EngagementFactory)
    municipality_id = factory.SelfAttribute("engagement.municipality_id")
    engagement_id = factory.SelfAttribute("engagement.id")
    registered_by_id = factory.SelfAttribute("engagement.worker.user_id")


class AvailabilitySlotFactory(Factory):
    class Meta:
        model = AvailabilitySlot
        exclude = ("worker",)

    worker = factory.SubFactory(WorkerFactory)
    municipality_id = factory.SelfAttribute("worker.municipality_id")
    worker_id = factory.SelfAttribute("worker.id")
    weekday = 0
    from_minute = 15 * 60
    to_minute = 21 * 60


FACTORIES = {
    "worker": WorkerFactory,
    "engagement": EngagementFactory,
    "clearance_item": ClearanceItemFactory,
    "availability_slot": AvailabilitySlotFactory,
}
