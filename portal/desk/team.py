"""What a child's page says to the office of each ordning: who works there, and who is needed."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from portal.access.actor import Actor, Hat
from portal.core import clock, db
from portal.engagements import overview
from portal.engagements.states import InvitationState, Kind
from portal.families.models import Child, Ordning
from portal.needs.models import Need
from portal.needs.states import NeedState
from portal.rota.queries import week_name

_RUNNING = (NeedState.DRAFT, NeedState.PUBLISHED)


def of_child(actor: Actor, _child: Child, ordninger: Sequence[Ordning]) -> Mapping[str, Any]:
    """Return the team and the open need of each ordning; nothing to those who act for the child.

    Who works in an ordning is for the office and for whoever leads it, on a page of their own.
    """
    if actor.hat is not Hat.COORDINATOR:
        return {"teams": {}}
    return {
        "teams": {team.ordning.id: team for team in overview.teams(actor, ordninger)},
        "needs": _needs([ordning.id for ordning in ordninger]),
        "week": week_name(clock.today()),
        "words": overview.words,
        "InvitationState": InvitationState,
        "Kind": Kind,
        "NeedState": NeedState,
    }


def _needs(ordning_ids: Sequence[UUID]) -> dict[UUID, Need]:
    query = (
        select(Need)
        .where(Need.ordning_id.in_(ordning_ids), Need.state.in_(_RUNNING))
        .order_by(Need.waiting_since_on)
    )
    return {need.ordning_id: need for need in db.session().scalars(query)}
