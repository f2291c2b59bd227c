"""How it goes, asked of one side."""

from __future__ import annotations

from datetime import UTC, datetime

import factory

from portal.core import ids
from portal.followups.models import FollowUp, FollowUpLink
from tests.factories.base import Factory
from tests.factories.engagements import FACTORIES as ENGAGEMENTS


class FollowUpFactory(Factory):
    """The family's first, asked yesterday; ``token=`` makes a link, ``marks=`` an answer."""

    class Meta:
        model = FollowUp

    class Params:
        low = factory.Trait(
            together=2, times=4, office=5, word="Ringer aldri tilbake",
            answered_at=datetime(2026, 11, 21, 18, tzinfo=UTC),
        )  # fmt: skip
        fine = factory.Trait(
            together=5, times=4, office=3, answered_at=datetime(2026, 11, 21, 18, tzinfo=UTC)
        )

    engagement = factory.SubFactory(ENGAGEMENTS["engagement"])
    municipality_id = factory.SelfAttribute("engagement.municipality_id")
    engagement_id = factory.SelfAttribute("engagement.id")
    step = 1
    side = "family"
    asked_at = datetime(2026, 11, 21, 8, tzinfo=UTC)
    expires_at = datetime(2026, 12, 5, 8, tzinfo=UTC)

    @factory.post_generation
    def token(self, _create: bool, value: str | None, **_more: object) -> None:
        if value:
            FollowUpFactory._meta.sqlalchemy_session.add(
                FollowUpLink(
                    municipality_id=self.municipality_id, follow_up_id=self.id,
                    token_hash=ids.digest(value),
                )
            )  # fmt: skip


FACTORIES = {"follow_up": FollowUpFactory}
