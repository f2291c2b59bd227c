"""What a family and who helps them have written."""

from __future__ import annotations

from datetime import UTC, datetime

import factory

from portal.threads.models import Thread, ThreadMessage
from tests.factories.base import Factory
from tests.factories.engagements import FACTORIES as ENGAGEMENTS


class ThreadFactory(Factory):
    """The messages of an ``engagement``: nobody has read anything."""

    class Meta:
        model = Thread
        exclude = ("engagement",)

    engagement = factory.SubFactory(ENGAGEMENTS["engagement"])
    municipality_id = factory.SelfAttribute("engagement.municipality_id")
    ordning_id = factory.SelfAttribute("engagement.ordning_id")
    user_id = factory.SelfAttribute("engagement.user_id")


class ThreadMessageFactory(Factory):
    """From who helps, unless another ``sender_id`` is given."""

    class Meta:
        model = ThreadMessage
        exclude = ("thread",)

    thread = factory.SubFactory(ThreadFactory)
    municipality_id = factory.SelfAttribute("thread.municipality_id")
    thread_id = factory.SelfAttribute("thread.id")
    sender_id = factory.SelfAttribute("thread.user_id")
    text = "Kommer fem minutter for sent."
    sent_at = datetime(2026, 11, 22, 9, tzinfo=UTC)


FACTORIES = {"thread": ThreadFactory, "thread_message": ThreadMessageFactory}
