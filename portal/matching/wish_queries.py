"""Who has asked never, or gladly, to be together with whom; the office alone reads why."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, and_, or_, select

from portal.access.actor import Actor, Relation
from portal.core import clock, db
from portal.engagements.models import Engagement, Worker
from portal.engagements.queries import visible as visible_engagements
from portal.families.models import Ordning
from portal.families.states import Gradering
from portal.matching.models import PairWish, Proposal
from portal.matching.states import RUNNING, Side, Wish
from portal.needs.models import Need


def wishes(child_id: UUID) -> Sequence[PairWish]:
    """Return what has been asked for about a child and somebody, and holds; newest first."""
    query = select(PairWish).where(PairWish.child_id == child_id, PairWish.ended_at.is_(None))
    return db.session().scalars(query.order_by(PairWish.at.desc(), PairWish.id.desc())).all()


def shown_wishes(actor: Actor, child_id: UUID) -> list[PairWish]:
    """Return those about somebody the actor may know of: who is protected, for the named."""
    found = wishes(child_id)
    query = select(Worker.user_id).where(
        Worker.user_id.in_([it.user_id for it in found]),
        Worker.gradering != Gradering.UGRADERT,
        Worker.id.not_in(actor.of(Relation.NAMED_FOR)),
    )
    hidden = set(db.session().scalars(query)) if found else set()
    return [it for it in found if it.user_id not in hidden]


def wish(actor: Actor, child_id: UUID, wish_id: UUID) -> PairWish | None:
    """Return a wish about a child that the actor may know of, if it holds."""
    return next((it for it in shown_wishes(actor, child_id) if it.id == wish_id), None)


def standing(child_id: UUID, user_id: UUID, by: Side) -> PairWish | None:
    """Return what one side wishes about the two of them."""
    query = _about(child_id, user_id).where(PairWish.asked_by == by)
    return db.session().scalar(query)


def is_never(child_id: UUID, user_id: UUID) -> bool:
    """Tell whether anybody has asked that the two are never together."""
    query = _about(child_id, user_id).where(PairWish.wish == Wish.NEVER)
    return db.session().scalars(query).first() is not None


def _about(child_id: UUID, user_id: UUID) -> Select[PairWish]:
    return select(PairWish).where(
        PairWish.child_id == child_id, PairWish.user_id == user_id, PairWish.ended_at.is_(None)
    )


def never_but_here(actor: Actor) -> list[tuple[PairWish, Engagement]]:
    """Return who works, or will work, for a child they are never to be with; once for each."""
    query = (
        visible_engagements(actor)
        .add_columns(PairWish)
        .join(
            PairWish,
            and_(PairWish.child_id == Ordning.child_id, PairWish.user_id == Worker.user_id),
        )
        .where(
            PairWish.wish == Wish.NEVER,
            PairWish.ended_at.is_(None),
            Engagement.ended_at.is_(None),
            or_(Engagement.valid_to.is_(None), Engagement.valid_to >= clock.today()),
        )
        .order_by(PairWish.at.desc(), Engagement.id)
    )
    rows = db.session().execute(query).unique()
    found = {(wish.child_id, wish.user_id): (wish, engagement) for engagement, wish in rows}
    return list(found.values())


def known_to(actor: Actor, child_id: UUID) -> list[Engagement]:
    """Return who works or has worked for a child, the newest engagement of each, by name."""
    query = visible_engagements(actor).where(Ordning.child_id == child_id)
    rows = db.session().scalars(query.order_by(Engagement.valid_from, Engagement.id))
    newest = {it.user_id: it for it in rows.unique()}
    return sorted(newest.values(), key=lambda it: (it.worker.name, it.id))


def between(child_id: UUID, user_id: UUID) -> Sequence[Proposal]:
    """Return what is on its way between a child and a person; held."""
    query = (
        select(Proposal)
        .join(Need, Proposal.need_id == Need.id)
        .join(Ordning, Need.ordning_id == Ordning.id)
        .where(
            Ordning.child_id == child_id, Proposal.user_id == user_id, Proposal.state.in_(RUNNING)
        )
    )
    held = query.order_by(Proposal.id).with_for_update(of=Proposal)
    fresh = held.execution_options(populate_existing=True)
    return db.session().scalars(fresh).unique().all()
