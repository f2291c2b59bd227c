"""Who is proposed for which need."""

from __future__ import annotations

import factory

from portal.core import ids
from portal.matching.models import Proposal
from portal.matching.states import ProposalState
from tests.factories.base import Factory
from tests.factories.engagements import FACTORIES as ENGAGEMENTS
from tests.factories.recruitment import NeedFactory


class ProposalFactory(Factory):
    """A worker proposed for a need of the same municipality; ``worker=`` or ``user=``."""

    class Meta:
        model = Proposal
        exclude = ("person",)

    need = factory.SubFactory(NeedFactory)
    municipality_id = factory.SelfAttribute("need.municipality_id")
    need_id = factory.SelfAttribute("need.id")
    person = factory.SubFactory(
        ENGAGEMENTS["worker"], office=None,
        municipality_id=factory.SelfAttribute("..need.municipality_id"),
        office_id=factory.SelfAttribute("..need.office_id"),
    )  # fmt: skip
    user = factory.SelfAttribute("person.user")
    user_id = factory.SelfAttribute("user.id")
    points = 120
    position = factory.Sequence(lambda n: 1 + n)
    state = ProposalState.PROPOSED.value
    made_by_id = factory.LazyFunction(ids.new_id)


FACTORIES = {"proposal": ProposalFactory}
