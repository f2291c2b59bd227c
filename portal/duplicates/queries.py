"""Applications that look like one person's, as far as the actor may know of both."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased, lazyload

from portal.access.actor import Actor
from portal.core import db
from portal.duplicates import likeness
from portal.duplicates.models import DuplicatePair
from portal.duplicates.states import Likeness, PairState
from portal.recruitment import queries as recruitment
from portal.recruitment.models import Application
from portal.recruitment.states import RUNNING, Stage

# Somebody who was hired is a worker, and who took it back has said so.
_COMPARED = (*RUNNING, Stage.NOT_APPROVED)


@dataclass(frozen=True, slots=True)
class Couple:
    """Two applications, the one that stays and the other; it has the rights of both."""

    kept: Application
    other: Application
    user_id: UUID | None  # the actor's own id when one of them is the actor's own

    @property
    def id(self) -> UUID:
        """Return which application's page was read, for the read log."""
        return self.kept.id

    @property
    def read_reason(self) -> str:
        """Return why, for the read log: the other one was read too."""
        return f"compared with {self.other.id}"

    @property
    def municipality_id(self) -> UUID:
        """Return whose they are."""
        return self.kept.municipality_id

    @property
    def office_id(self) -> UUID | None:
        """Return the office of the one that stays; the other is of an own office too."""
        return self.kept.office_id

    @property
    def graded_ids(self) -> frozenset[UUID]:
        """Return the ids one must be named for."""
        return self.kept.graded_ids | self.other.graded_ids


@dataclass(frozen=True, slots=True)
class Merging:
    """A merging that was done, and the application that stayed."""

    pair: DuplicatePair
    kept: Application
    other: Application
    user_id: UUID | None

    @property
    def municipality_id(self) -> UUID:
        """Return whose it is."""
        return self.kept.municipality_id

    @property
    def office_id(self) -> UUID | None:
        """Return the office that treats it."""
        return self.kept.office_id

    @property
    def graded_ids(self) -> frozenset[UUID]:
        """Return the ids one must be named for."""
        return self.kept.graded_ids


def like(application: Application) -> dict[UUID, list[Likeness]]:
    """Return the applications that look like the same person's, whoever may see them.

    For the portal's own use when something is sent; nobody is shown the answer.
    """
    same = [
        and_(Application.email == application.email, Application.email != ""),
        and_(Application.phone == application.phone, Application.phone != ""),
    ]
    if application.born_on:
        same.append(Application.born_on == application.born_on)
    if application.user_id:
        same.append(Application.user_id == application.user_id)
    query = select(Application).where(
        Application.municipality_id == application.municipality_id,
        Application.id != application.id,
        Application.stage.in_(_COMPARED),
        Application.forgotten_at.is_(None),
        Application.merged_into_id.is_(None),
        or_(*same),
    )
    found = {it.id: likeness.of(application, it) for it in db.session().scalars(query)}
    return {other_id: alike for other_id, alike in found.items() if alike}


def pair_of(one_id: UUID, other_id: UUID) -> DuplicatePair | None:
    """Return what is known of these two."""
    query = select(DuplicatePair).where(
        DuplicatePair.first_id.in_([one_id, other_id]),
        DuplicatePair.second_id.in_([one_id, other_id]),
    )
    return db.session().scalar(query)


def open_pairs(
    actor: Actor, application_id: UUID | None = None
) -> Sequence[tuple[DuplicatePair, Application, Application]]:
    """Return (pair, first, second) of what nobody has decided, oldest first, in one statement.

    Only where the actor may know of both.
    """
    known = select(Application.id).where(
        *recruitment.known_to(actor), Application.stage.in_(_COMPARED)
    )
    first, second = aliased(Application), aliased(Application)
    query = (
        select(DuplicatePair, first, second)
        .join(first, first.id == DuplicatePair.first_id)
        .join(second, second.id == DuplicatePair.second_id)
        .where(
            DuplicatePair.state == PairState.OPEN,
            DuplicatePair.first_id.in_(known),
            DuplicatePair.second_id.in_(known),
        )
        .order_by(DuplicatePair.found_at, DuplicatePair.id)
        .options(lazyload("*"))
    )
    if application_id:
        query = query.where(
            or_(DuplicatePair.first_id == application_id, DuplicatePair.second_id == application_id)
        )
    return [(pair, one, other) for pair, one, other in db.session().execute(query)]


def couple(actor: Actor, application_id: UUID, other_id: UUID) -> Couple | None:
    """Return two applications the actor may know of; None for one and the same."""
    kept = recruitment.known(actor, application_id)
    other = recruitment.known(actor, other_id)
    if kept is None or other is None or kept is other:
        return None
    return Couple(kept, other, _whose(actor, kept, other))


def _whose(actor: Actor, kept: Application, other: Application) -> UUID | None:
    return other.user_id if other.user_id == actor.user_id else kept.user_id


def merging(actor: Actor, application_id: UUID, pair_id: UUID) -> Merging | None:
    """Return a merging of an application the actor may know of."""
    kept = recruitment.known(actor, application_id)
    pair = db.session().get(DuplicatePair, pair_id) if kept else None
    if kept is None or pair is None or pair.kept_id != kept.id or pair.state != PairState.MERGED:
        return None
    other = db.session().get_one(Application, pair.other_of(kept.id))
    return Merging(pair, kept, other, _whose(actor, kept, other))


def mergings_of(application_id: UUID) -> Sequence[DuplicatePair]:
    """Return what has been merged into an application the caller may see."""
    query = select(DuplicatePair).where(
        DuplicatePair.kept_id == application_id, DuplicatePair.state == PairState.MERGED
    )
    return db.session().scalars(query.order_by(DuplicatePair.decided_at)).all()
