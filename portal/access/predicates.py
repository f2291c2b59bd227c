"""The facts a permission may rest on: pure questions about an actor and a thing.

A thing is any row or value with the properties named in ``Thing``; a feature gives
those it has. A property that is missing is a programming error and raises.
"""

from collections.abc import Callable
from typing import Any, Protocol
from uuid import UUID

from portal.access.actor import Actor, Hat, Relation


class Thing(Protocol):
    """The names predicates read. Nothing has them all."""

    municipality_id: UUID
    office_id: UUID
    supplier_id: UUID | None
    child_id: UUID
    ordning_id: UUID
    user_id: UUID | None  # whose account, whose hours, whose application it is
    graded_ids: frozenset[UUID]  # graded children and workers the thing tells about
    participant_ids: frozenset[UUID]  # who holds the interview, who makes the visit
    is_attestable: bool
    is_approvable: bool
    is_attested_by_family: bool
    is_changeable: bool


Predicate = Callable[[Actor, Any], bool]


def wears(*hats: Hat) -> Predicate:
    """Make the question: does the person wear one of these hats now?"""

    def worn(actor: Actor, _thing: object) -> bool:
        return actor.hat in hats

    worn.__name__ = "wears " + " or ".join(hats)
    return worn


def anybody(_actor: Actor, _thing: object) -> bool:
    """Tell everybody yes, signed in or not."""
    return True


def is_signed_in(actor: Actor, _thing: object) -> bool:
    """Tell whether we know who it is."""
    return actor.is_signed_in


def is_here(actor: Actor, thing: Thing) -> bool:
    """Tell whether the thing is the actor's own municipality's."""
    return thing.municipality_id == actor.municipality_id


def is_in_own_office(actor: Actor, thing: Thing) -> bool:
    """Tell whether the thing belongs to an office the hat is for."""
    return is_here(actor, thing) and thing.office_id in actor.office_ids


def is_own_suppliers(actor: Actor, thing: Thing) -> bool:
    """Tell whether the thing belongs to a supplier the hat is for."""
    return is_here(actor, thing) and thing.supplier_id in actor.supplier_ids


def leads(actor: Actor, thing: Thing) -> bool:
    """Tell whether the actor is arbeidsleder, or stand-in today, of the ordning."""
    return actor.is_in(Relation.LEADS, thing.ordning_id)


def guards(actor: Actor, thing: Thing) -> bool:
    """Tell whether the actor may act for the child today."""
    return actor.is_in(Relation.GUARDS, thing.child_id)


def works_in(actor: Actor, thing: Thing) -> bool:
    """Tell whether the actor has an engagement in the ordning today."""
    return actor.is_in(Relation.WORKS_IN, thing.ordning_id)


def is_own(actor: Actor, thing: Thing) -> bool:
    """Tell whether the thing is the actor's own."""
    return actor.is_signed_in and thing.user_id == actor.user_id


def is_not_own(actor: Actor, thing: Thing) -> bool:
    """Tell whether the thing is somebody else's: nobody decides on own hours."""
    return not is_own(actor, thing)


def is_not_related(actor: Actor, thing: Thing) -> bool:
    """Tell whether the actor is free of a declared near relation to the child."""
    return not actor.is_in(Relation.RELATED_TO, thing.child_id)


def may_see_graded(actor: Actor, thing: Thing) -> bool:
    """Tell whether the actor is named for every protected person the thing tells about."""
    return thing.graded_ids <= actor.of(Relation.NAMED_FOR)


def clears_here(actor: Actor, thing: Thing) -> bool:
    """Tell whether the actor is who sees certificates with remarks in the thing's office."""
    return actor.is_in(Relation.CLEARS_IN, thing.office_id)


def takes_part(actor: Actor, thing: Thing) -> bool:
    """Tell whether the actor is one of those who hold it: nobody else says what was seen."""
    return actor.user_id in thing.participant_ids


def is_attestable(_actor: Actor, thing: Thing) -> bool:
    """Tell whether the line waits for the family."""
    return thing.is_attestable


def is_approvable(_actor: Actor, thing: Thing) -> bool:
    """Tell whether the line waits for the coordinator."""
    return thing.is_approvable


def is_attested_by_family(_actor: Actor, thing: Thing) -> bool:
    """Tell whether the family has attested the line, and nobody has decided since."""
    return thing.is_attested_by_family


def is_changeable(_actor: Actor, thing: Thing) -> bool:
    """Tell whether the thing is in a state its owner may change."""
    return thing.is_changeable
