"""Who has been asked about which need."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import factory

from portal.asking.models import AskBatch, Question, QuestionLink
from portal.core import clock, ids
from tests.factories.base import Factory
from tests.factories.matching import ProposalFactory


class AskBatchFactory(Factory):
    class Meta:
        model = AskBatch

    class Params:
        need = None

    municipality_id = factory.SelfAttribute("need.municipality_id")
    need_id = factory.SelfAttribute("need.id")
    number = factory.Sequence(lambda n: 1 + n)
    answer_by_on = date(2026, 11, 25)
    asked_at = datetime(2026, 11, 22, 9, tzinfo=UTC)


class QuestionFactory(Factory):
    """The question to somebody who is proposed; ``token=`` makes a link to it."""

    class Meta:
        model = Question

    proposal = factory.SubFactory(ProposalFactory, state="asked")
    batch = factory.SubFactory(AskBatchFactory, need=factory.SelfAttribute("..proposal.need"))
    municipality_id = factory.SelfAttribute("proposal.municipality_id")
    proposal_id = factory.SelfAttribute("proposal.id")
    batch_id = factory.SelfAttribute("batch.id")
    expires_at = factory.LazyFunction(lambda: clock.now() + timedelta(days=14))

    @factory.post_generation
    def token(self, _create: bool, value: str | None, **_more: object) -> None:
        if value:
            QuestionFactory._meta.sqlalchemy_session.add(
                QuestionLink(
                    municipality_id=self.municipality_id, question_id=self.id,
                    token_hash=ids.digest(value),
                )
            )  # fmt: skip


FACTORIES = {"ask_batch": AskBatchFactory, "question": QuestionFactory}
