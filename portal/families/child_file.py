"""A child's page: everything on it, gathered for whoever may read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from portal.access.actor import Actor, Relation
from portal.core import clock, db
from portal.families import alarms, panels, queries
from portal.families.alarms import Alarm
from portal.families.models import Child, Guardian, Leader, Ordning
from portal.families.queries import Held, held
from portal.families.states import Gradering
from portal.municipality.models import District, Supplier
from portal.rules.representation import FILE_CLOSES_AT, birthday, review_days


@dataclass(frozen=True, slots=True)
class OrdningFile:
    """An ordning on the child's page."""

    ordning: Ordning
    leaders: Sequence[Held]
    supplier: str

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return not queries.is_running(self.ordning, clock.today())


@dataclass(frozen=True, slots=True)
class ChildFile:
    """A child and all that its page shows; asked about by the policy as the child is."""

    child: Child
    guardians: Sequence[Held]
    ordninger: Sequence[OrdningFile]
    named: Sequence[Held]
    alarms: Sequence[Alarm]
    district: str
    read_reason: str  # why the actor may see a protected child: goes to the read log
    panels: Sequence[tuple[str, Mapping[str, Any]]] = field(default=())

    id = property(lambda self: self.child.id)
    child_id = property(lambda self: self.child.id)
    municipality_id = property(lambda self: self.child.municipality_id)
    office_id = property(lambda self: self.child.office_id)
    graded_ids = property(lambda self: self.child.graded_ids)

    @property
    def closed_on(self) -> date | None:
        """Return when parents could no longer act for the child, if that day has come."""
        closes_on = birthday(self.child.born_on, FILE_CLOSES_AT)
        return closes_on if closes_on <= clock.today() else None

    @property
    def reviews(self) -> Sequence[tuple[int, date]]:
        """Return (age, day) of the birthdays ahead on which who may act is looked at anew."""
        today = clock.today()
        return [(age, day) for age, day in review_days(self.child.born_on).items() if day >= today]


def load(actor: Actor, child_id: UUID) -> ChildFile | None:
    """Return the page of a child of the own office, or one the actor may act for."""
    query = select(Child).where(
        Child.id == child_id,
        Child.municipality_id == actor.municipality_id,
        or_(
            Child.office_id.in_(actor.office_ids),
            Child.id.in_(actor.of(Relation.GUARDS)),
        ),
        or_(Child.gradering == Gradering.UGRADERT, Child.id.in_(actor.of(Relation.NAMED_FOR))),
    )
    child = db.session().scalar(query)
    return _file_of(actor, child) if child else None


def _file_of(actor: Actor, child: Child) -> ChildFile:
    ordninger = queries.ordninger_of([child.id])
    access = queries.named(child.id) if child.is_graded else []
    mine = next((it.row for it in access if it.user.id == actor.user_id and not it.is_over), None)
    leaders = held(Leader, Leader.ordning_id.in_([it.id for it in ordninger]))
    suppliers = _suppliers(ordninger)
    return ChildFile(
        child=child,
        guardians=held(Guardian, Guardian.child_id == child.id),
        ordninger=[
            OrdningFile(
                it,
                [each for each in leaders if each.row.ordning_id == it.id],
                suppliers.get(it.supplier_id, ""),
            )
            for it in ordninger
        ],
        named=access,
        alarms=alarms.of_children([child.id], clock.today())[child.id],
        district=_district(child),
        read_reason=mine.reason if mine else "",
        panels=panels.of_child(actor, child, ordninger),
    )


def _suppliers(ordninger: Sequence[Ordning]) -> dict[UUID | None, str]:
    ids = {it.supplier_id for it in ordninger if it.supplier_id}
    if not ids:
        return {}
    rows = db.session().execute(select(Supplier.id, Supplier.name).where(Supplier.id.in_(ids)))
    return {id_: name for id_, name in rows}  # noqa: C416 - a Row is not a pair to mypy


def _district(child: Child) -> str:
    found = db.session().get(District, child.district_id) if child.district_id else None
    return found.name if found else ""
