"""Children, guardians, ordninger and leaders, as the actor may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from portal.access.actor import Actor, Hat, Relation
from portal.accounts.models import Role, User
from portal.accounts.queries import role_is_in_force
from portal.core import clock, db
from portal.families.models import Child, Guardian, Leader, NamedAccess, Ordning
from portal.families.states import Gradering, LeaderKind
from portal.municipality.models import District, Municipality, Office, Supplier


def visible(actor: Actor) -> Select[Child]:
    """Select the children of the actor's own office; protected ones for those named only."""
    return select(Child).where(
        Child.municipality_id == actor.municipality_id,
        Child.office_id.in_(actor.office_ids),
        or_(Child.gradering == Gradering.UGRADERT, Child.id.in_(actor.of(Relation.NAMED_FOR))),
    )


def one(actor: Actor, child_id: UUID) -> Child | None:
    """Return a child of the actor's own office."""
    return db.session().scalar(visible(actor).where(Child.id == child_id))


@dataclass(frozen=True, slots=True)
class Held:
    """A dated relation to a child or an ordning, and who has it."""

    row: Any  # Guardian, Leader or NamedAccess
    user: User

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.row.valid_to is not None and self.row.valid_to < clock.today()

    @property
    def is_ahead(self) -> bool:
        """Whether it has not begun."""
        return bool(self.row.valid_from > clock.today())

    @property
    def is_acting(self) -> bool:
        """Whether it holds today, and the account of who has it is open."""
        return not self.is_over and not self.is_ahead and self.user.disabled_at is None


def held(table: Any, where: Any) -> list[Held]:  # noqa: ANN401 - a dated table, a condition
    """Return rows of a dated table, and who has each."""
    query = (
        select(table, User)
        .join(User, table.user_id == User.id)
        .where(where)
        .order_by(table.valid_from, table.id)
    )
    return [Held(row, user) for row, user in db.session().execute(query)]


def guardians(child_id: UUID) -> Sequence[Guardian]:
    """Return everybody who acts, has acted or will act for a child."""
    return db.session().scalars(select(Guardian).where(Guardian.child_id == child_id)).all()


def named(graded_id: UUID) -> Sequence[Held]:
    """Return everybody named for a protected child or worker."""
    return held(NamedAccess, NamedAccess.graded_id == graded_id)


def guardian(actor: Actor, child_id: UUID, guardian_id: UUID) -> Guardian | None:
    """Return a guardian of a child of the own office."""
    found = db.session().get(Guardian, guardian_id)
    is_here = found is not None and found.child_id == child_id
    return found if is_here and one(actor, child_id) else None


def named_access(actor: Actor, child_id: UUID, named_id: UUID) -> NamedAccess | None:
    """Return somebody's access to a protected child of the own office."""
    found = db.session().get(NamedAccess, named_id)
    is_here = found is not None and found.graded_id == child_id
    return found if is_here and one(actor, child_id) else None


def is_running(ordning: Ordning, today: date) -> bool:
    """Tell whether an ordning has not ended."""
    return ordning.valid_to is None or ordning.valid_to >= today


def ordninger_of(child_ids: Sequence[UUID]) -> Sequence[Ordning]:
    """Return the ordninger of children the caller may see, in the order they began."""
    query = select(Ordning).where(Ordning.child_id.in_(child_ids))
    return db.session().scalars(query.order_by(Ordning.valid_from, Ordning.id)).all()


# Ordninger ----------------------------------------------------------------------------------


def ordning(actor: Actor, ordning_id: UUID) -> Ordning | None:
    """Return an ordning of the own office, or one the actor leads."""
    query = (
        select(Ordning)
        .join(Child, Ordning.child_id == Child.id)
        .where(
            Ordning.id == ordning_id,
            Ordning.municipality_id == actor.municipality_id,
            or_(
                Child.office_id.in_(actor.office_ids),
                Ordning.id.in_(actor.of(Relation.LEADS)),
            ),
            or_(
                Child.gradering == Gradering.UGRADERT,
                Child.id.in_(actor.of(Relation.NAMED_FOR)),
            ),
        )
    )
    return db.session().scalar(query)


def led_by(actor: Actor) -> Sequence[Ordning]:
    """Return the ordninger the actor leads today, in the order they began."""
    query = (
        select(Ordning)
        .join(Child, Ordning.child_id == Child.id)
        .where(
            Ordning.id.in_(actor.of(Relation.LEADS)),
            or_(
                Child.gradering == Gradering.UGRADERT,
                Child.id.in_(actor.of(Relation.NAMED_FOR)),
            ),
        )
        .order_by(Ordning.valid_from, Ordning.id)
    )
    return db.session().scalars(query).all()


def guarded_by(actor: Actor) -> Sequence[Child]:
    """Return the children the actor may act for today, by number."""
    query = select(Child).where(
        Child.id.in_(actor.of(Relation.GUARDS)),
        or_(Child.gradering == Gradering.UGRADERT, Child.id.in_(actor.of(Relation.NAMED_FOR))),
    )
    return db.session().scalars(query.order_by(Child.number)).all()


@dataclass(frozen=True, slots=True)
class Led:
    """An ordning the actor leads, who else does, and whether the actor may choose a stand-in."""

    ordning: Ordning
    leaders: Sequence[Held]
    may_appoint: bool


def with_leaders(actor: Actor) -> list[Led]:
    """Return the ordninger the actor leads today, with everybody who leads or will; two reads."""
    ordninger = led_by(actor)
    rows = [
        it
        for it in held(Leader, Leader.ordning_id.in_([it.id for it in ordninger]))
        if not it.is_over
    ]
    return [
        Led(
            ordning,
            [it for it in rows if it.row.ordning_id == ordning.id],
            any(
                it.row.ordning_id == ordning.id
                and it.user.id == actor.user_id
                and it.row.kind == LeaderKind.ARBEIDSLEDER
                and not it.is_ahead
                for it in rows
            ),
        )
        for ordning in ordninger
    ]


def leaders(ordning_id: UUID) -> Sequence[Held]:
    """Return everybody who leads, has led or will lead an ordning."""
    return held(Leader, Leader.ordning_id == ordning_id)


def leading(ordning_id: UUID) -> list[User]:
    """Return who leads an ordning today and can sign in, stand-ins too."""
    return [it.user for it in leaders(ordning_id) if it.is_acting]


def leader(actor: Actor, ordning_id: UUID, leader_id: UUID) -> Leader | None:
    """Return a leader of an ordning the actor may know of."""
    found = db.session().get(Leader, leader_id)
    is_here = found is not None and found.ordning_id == ordning_id
    return found if is_here and ordning(actor, ordning_id) else None


def is_arbeidsleder(actor: Actor, ordning_id: UUID) -> bool:
    """Tell whether the actor leads the ordning today in its own right, not as a stand-in."""
    today = clock.today()
    query = select(Leader.id).where(
        Leader.ordning_id == ordning_id,
        Leader.user_id == actor.user_id,
        Leader.kind == LeaderKind.ARBEIDSLEDER,
        Leader.valid_from <= today,
        or_(Leader.valid_to.is_(None), Leader.valid_to >= today),
    )
    return db.session().scalars(query).first() is not None


# What forms offer ---------------------------------------------------------------------------


def next_number(municipality_id: UUID) -> int:
    """Return the number of the next child; the municipality is held, so two never meet.

    One series for all, so no gap means anything.
    """
    db.hold(Municipality, municipality_id)
    query = select(func.max(Child.number)).where(Child.municipality_id == municipality_id)
    return (db.session().scalar(query) or 100) + 1


def offices(actor: Actor) -> list[tuple[str, str]]:
    """Return (id, name) of the offices the hat is for."""
    query = select(Office.id, Office.name).where(Office.id.in_(actor.office_ids))
    return [(str(id_), name) for id_, name in db.session().execute(query.order_by(Office.name))]


def districts(actor: Actor) -> list[tuple[str, str]]:
    """Return (id, name) of the districts of the offices the hat is for."""
    query = select(District.id, District.name).where(District.office_id.in_(actor.office_ids))
    return [(str(id_), name) for id_, name in db.session().execute(query.order_by(District.name))]


def suppliers(actor: Actor, today: date) -> list[tuple[str, str]]:
    """Return (id, name) of the municipality's suppliers of today."""
    query = select(Supplier.id, Supplier.name).where(
        Supplier.municipality_id == actor.municipality_id,
        Supplier.valid_from <= today,
        or_(Supplier.valid_to.is_(None), Supplier.valid_to >= today),
    )
    return [(str(id_), name) for id_, name in db.session().execute(query.order_by(Supplier.name))]


def may_be_named(child: Child) -> Sequence[User]:
    """Return who a protected child's file is likely to concern: the office's staff, its leaders."""
    staff = select(Role.user_id).where(
        Role.hat == Hat.COORDINATOR, Role.office_id == child.office_id, role_is_in_force()
    )
    leading = (
        select(Leader.user_id)
        .join(Ordning, Leader.ordning_id == Ordning.id)
        .where(
            Ordning.child_id == child.id,
            or_(Leader.valid_to.is_(None), Leader.valid_to >= clock.today()),
        )
    )
    query = select(User).where(or_(User.id.in_(staff), User.id.in_(leading)))
    return db.session().scalars(query.order_by(User.name, User.id)).all()
