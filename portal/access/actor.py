"""Who is asking, on what authority, and whom they stand in a relation to."""

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from uuid import UUID


class Assurance(IntEnum):
    """How surely we know who this is; the order is the strength."""

    NONE = 0
    PASSWORD = 1
    TWO_FACTORS = 2
    HIGH = 3  # ID-porten's idporten-loa-high, or the demo's password


class Hat(StrEnum):
    """The role a person acts in now. One person may own several hats, and wears one."""

    APPLICANT = "applicant"
    PARENT = "parent"
    WORKER = "worker"
    COORDINATOR = "coordinator"
    SUPPLIER = "supplier"
    ADMIN = "admin"


STAFF = frozenset({Hat.COORDINATOR, Hat.SUPPLIER, Hat.ADMIN})


class Relation(StrEnum):
    """Why somebody may see something although their role alone does not say so."""

    LEADS = "leads"  # arbeidsleder, or stand-in today, of an ordning
    GUARDS = "guards"  # guardian who may act for the child today
    WORKS_IN = "works_in"  # has an engagement in the ordning today
    RELATED_TO = "related_to"  # declared near relation to a child
    NAMED_FOR = "named_for"  # named for a graded child or worker
    CLEARS_IN = "clears_in"  # is shown certificates with remarks, in an office


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The person of this request. ``user_id`` is None for somebody not signed in.

    ``office_ids`` and ``supplier_ids`` are those of the hat that is on; relations are
    the person's own whatever the hat. All of it is read anew for every request.
    """

    user_id: UUID | None = None
    session_id: UUID | None = None
    municipality_id: UUID | None = None
    name: str = ""
    hat: Hat | None = None
    hats: tuple[Hat, ...] = ()
    office_ids: frozenset[UUID] = frozenset()
    supplier_ids: frozenset[UUID] = frozenset()
    assurance: Assurance = Assurance.NONE
    relations: frozenset[tuple[Relation, UUID]] = field(default=frozenset(), repr=False)

    @property
    def is_signed_in(self) -> bool:
        """Whether we know who this is at all."""
        return self.user_id is not None

    @property
    def is_staff(self) -> bool:
        """Whether the hat that is on is one of the municipality's or a supplier's."""
        return self.hat in STAFF

    def of(self, relation: Relation) -> frozenset[UUID]:
        """Return the ids of what the person stands in this relation to."""
        return frozenset(thing for kind, thing in self.relations if kind is relation)

    def is_in(self, relation: Relation, thing_id: UUID | None) -> bool:
        """Tell whether the person stands in this relation to that thing."""
        return thing_id is not None and (relation, thing_id) in self.relations


NOBODY = Actor()
