"""Proposals as a coordinator of the family's own office may see them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select

from portal.access.actor import Actor
from portal.core import db
from portal.families.models import Child, Ordning
from portal.families.states import Gradering
from portal.matching.models import Proposal, ProposalEvent
from portal.needs.models import Need


def visible(actor: Actor) -> Select[Proposal]:
    """Select the proposals for families of the actor's own offices.

    A child graded since has none: what is graded is found without the portal's lists.
    """
    return (
        select(Proposal)
        .join(Need, Proposal.need_id == Need.id)
        .join(Ordning, Need.ordning_id == Ordning.id)
        .join(Child, Ordning.child_id == Child.id)
        .where(
            Proposal.municipality_id == actor.municipality_id,
            Child.office_id.in_(actor.office_ids),
            Child.gradering == Gradering.UGRADERT,
        )
    )


def one(actor: Actor, proposal_id: UUID) -> Proposal | None:
    """Return a proposal the actor may know of."""
    return db.session().scalar(visible(actor).where(Proposal.id == proposal_id))


def of_need(actor: Actor, need: Need) -> Sequence[Proposal]:
    """Return the proposals for a need, first to be asked first."""
    query = visible(actor).where(Proposal.need_id == need.id)
    return db.session().scalars(query.order_by(Proposal.position, Proposal.id)).all()


def locked(proposal_id: UUID) -> Proposal:
    """Return a proposal as it is now, held until the unit is done."""
    query = select(Proposal).where(Proposal.id == proposal_id)
    held = query.with_for_update(of=Proposal).execution_options(populate_existing=True)
    return db.session().execute(held).unique().scalar_one()


def events(proposal_id: UUID) -> Sequence[ProposalEvent]:
    """Return what has happened to a proposal, newest first."""
    query = select(ProposalEvent).where(ProposalEvent.proposal_id == proposal_id)
    return (
        db.session().scalars(query.order_by(ProposalEvent.at.desc(), ProposalEvent.id.desc())).all()
    )
