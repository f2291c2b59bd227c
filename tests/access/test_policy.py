"""Who may do what: the facts one by one, then the table."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest

from portal.access import predicates
from portal.access.actor import NOBODY, STAFF, Actor, Assurance, Hat, Relation
from portal.access.permissions import Permission
from portal.access.policy import POLICY, assurance_for, may

HERE, THERE = uuid4(), uuid4()
OFFICE, OTHER_OFFICE = uuid4(), uuid4()
SUPPLIER = uuid4()
CHILD, ORDNING, ME, SOMEBODY = uuid4(), uuid4(), uuid4(), uuid4()


@dataclass(frozen=True, slots=True)
class Thing:
    """A line of hours in my office, of somebody else, that waits for anybody."""

    municipality_id: UUID = HERE
    office_id: UUID = OFFICE
    supplier_id: UUID | None = SUPPLIER
    child_id: UUID = CHILD
    ordning_id: UUID = ORDNING
    user_id: UUID | None = SOMEBODY
    graded_ids: frozenset[UUID] = field(default=frozenset())
    is_attestable: bool = True
    is_approvable: bool = True
    is_attested_by_family: bool = True
    is_changeable: bool = True


def person(hat: Hat | None = None, *relations: tuple[Relation, UUID], **more) -> Actor:
    """Somebody who wears a hat in my office and with my supplier, surely signed in."""
    given = {
        "user_id": ME, "municipality_id": HERE, "hat": hat, "office_ids": frozenset({OFFICE}),
        "supplier_ids": frozenset({SUPPLIER}), "assurance": Assurance.HIGH,
        "relations": frozenset(relations),
    }  # fmt: skip
    return Actor(**given | more)


LEADS = (Relation.LEADS, ORDNING)
GUARDS = (Relation.GUARDS, CHILD)
WORKS = (Relation.WORKS_IN, ORDNING)
RELATED = (Relation.RELATED_TO, CHILD)
NAMED = (Relation.NAMED_FOR, CHILD)
GUARDIAN = person(Hat.PARENT, GUARDS)
GRADED = Thing(graded_ids=frozenset({CHILD}))


@pytest.mark.parametrize(
    ("fact", "actor", "thing", "answer"),
    [
        (predicates.anybody, NOBODY, None, True),
        (predicates.is_signed_in, NOBODY, None, False),
        (predicates.is_signed_in, person(), None, True),
        (predicates.wears(Hat.PARENT, Hat.WORKER), person(Hat.WORKER), None, True),
        (predicates.wears(Hat.PARENT, Hat.WORKER), person(Hat.ADMIN), None, False),
        (predicates.wears(Hat.PARENT), person(), None, False),
        (predicates.is_here, person(), Thing(), True),
        (predicates.is_here, person(), Thing(municipality_id=THERE), False),
        (predicates.is_in_own_office, person(), Thing(), True),
        (predicates.is_in_own_office, person(), Thing(office_id=OTHER_OFFICE), False),
        (predicates.is_in_own_office, person(), Thing(municipality_id=THERE), False),
        (predicates.is_own_suppliers, person(), Thing(), True),
        (predicates.is_own_suppliers, person(), Thing(supplier_id=None), False),
        (predicates.is_own_suppliers, person(), Thing(municipality_id=THERE), False),
        (predicates.leads, person(None, LEADS), Thing(), True),
        (predicates.leads, person(None, GUARDS, WORKS), Thing(), False),
        (predicates.guards, person(None, GUARDS), Thing(), True),
        (predicates.guards, person(None, LEADS), Thing(), False),
        (predicates.works_in, person(None, WORKS), Thing(), True),
        (predicates.works_in, person(None, LEADS), Thing(), False),
        (predicates.is_own, person(), Thing(user_id=ME), True),
        (predicates.is_own, person(), Thing(), False),
        (predicates.is_own, NOBODY, Thing(user_id=None), False),
        (predicates.is_not_own, person(), Thing(user_id=ME), False),
        (predicates.is_not_own, person(), Thing(), True),
        (predicates.is_not_related, person(), Thing(), True),
        (predicates.is_not_related, person(None, RELATED), Thing(), False),
        (predicates.may_see_graded, person(), Thing(), True),
        (predicates.may_see_graded, person(), GRADED, False),
        (predicates.may_see_graded, person(None, NAMED), GRADED, True),
        (
            predicates.may_see_graded,
            person(None, NAMED),
            Thing(graded_ids=frozenset({CHILD, SOMEBODY})),
            False,
        ),
        (predicates.is_attestable, person(), Thing(), True),
        (predicates.is_attestable, person(), Thing(is_attestable=False), False),
        (predicates.is_approvable, person(), Thing(is_approvable=False), False),
        (predicates.is_attested_by_family, person(), Thing(is_attested_by_family=False), False),
        (predicates.is_changeable, person(), Thing(is_changeable=False), False),
    ],
)
def test_a_fact(fact, actor, thing, answer):
    assert fact(actor, thing) is answer


def test_a_thing_without_the_property_is_a_mistake_and_not_a_no():
    with pytest.raises(AttributeError):
        may(person(Hat.COORDINATOR), Permission.CHILD_READ, SimpleNamespace())


def test_the_actor_answers_for_its_relations():
    actor = person(Hat.PARENT, LEADS, GUARDS)
    assert actor.of(Relation.LEADS) == {ORDNING}
    assert actor.of(Relation.WORKS_IN) == frozenset()
    assert not actor.is_in(Relation.LEADS, None)
    assert [person(hat).is_staff for hat in Hat] == [hat in STAFF for hat in Hat]
    assert not person().is_staff


# The table -----------------------------------------------------------------------------


def test_every_permission_has_its_row_and_no_other():
    assert set(POLICY) == set(Permission)
    assert [it.name for it in Permission] == sorted(it.name for it in Permission)


def test_without_a_hat_only_what_is_everybodys():
    """Signed in, in every relation there is, but with no role: nothing but one's own account."""
    everything = person(None, LEADS, GUARDS, WORKS, NAMED)
    own = Thing(user_id=ME)
    allowed = {it for it in Permission if may(everything, it, own)}
    hatless = {it for it in Permission if not any(_is_hat(row) for row in POLICY[it].any_of)}
    assert allowed <= hatless
    assert {Permission.PUBLIC, Permission.ACCOUNT_MANAGE_OWN} <= allowed


def _is_hat(row) -> bool:
    return any(fact.__name__.startswith("wears") for fact in row)


@pytest.mark.parametrize("permission", Permission)
def test_a_password_alone_opens_nothing_about_anybody(permission):
    """Only one's own account, application and home page, and what is public."""
    weak = assurance_for(permission) < Assurance.TWO_FACTORS
    assert weak == (
        permission in {
            Permission.PUBLIC, Permission.DEMO_SWITCH, Permission.ACCOUNT_MANAGE_OWN,
            Permission.APPLICATION_MANAGE_OWN, Permission.DESK_OWN, Permission.POOL_MANAGE_OWN,
            Permission.QUESTION_ANSWER_OWN, Permission.QUESTION_LIST_OWN,  # an advert, no child
            Permission.MEETING_ANSWER_OWN,  # and whom to call, once both said yes
        }
    )  # fmt: skip


@pytest.mark.parametrize("permission", Permission)
def test_nobody_is_let_in_to_what_is_not_public(permission):
    is_public = permission in {Permission.PUBLIC, Permission.DEMO_SWITCH}
    assert may(NOBODY, permission, Thing()) is is_public


@pytest.mark.parametrize(
    ("permission", "actor", "thing", "answer"),
    [
        # the coordinator: own office, never own or a relative's hours
        (Permission.CHILD_READ, person(Hat.COORDINATOR), Thing(), True),
        (Permission.CHILD_READ, person(Hat.COORDINATOR), Thing(office_id=OTHER_OFFICE), False),
        (Permission.CHILD_READ, person(Hat.COORDINATOR), GRADED, False),
        (Permission.CHILD_READ, person(Hat.COORDINATOR, NAMED), GRADED, True),
        (Permission.ENTRY_APPROVE, person(Hat.COORDINATOR), Thing(), True),
        (Permission.ENTRY_APPROVE, person(Hat.COORDINATOR), Thing(user_id=ME), False),
        (Permission.ENTRY_APPROVE, person(Hat.COORDINATOR, RELATED), Thing(), False),
        (Permission.ENTRY_APPROVE, person(Hat.COORDINATOR), Thing(is_approvable=False), False),
        # the family: what one leads, not what one only guards, and not one's own hours
        (Permission.ENTRY_ATTEST, person(Hat.PARENT, LEADS), Thing(), True),
        (Permission.ENTRY_ATTEST, person(Hat.PARENT, GUARDS), Thing(), False),
        (Permission.ENTRY_ATTEST, person(Hat.PARENT, LEADS), Thing(user_id=ME), False),
        (Permission.ROTA_CHANGE, person(Hat.PARENT, LEADS), Thing(), True),
        (Permission.ROTA_CHANGE, person(Hat.PARENT, WORKS), Thing(), False),
        (Permission.CHILD_READ, person(Hat.PARENT, GUARDS), Thing(), True),
        (Permission.CHILD_READ, person(Hat.PARENT, LEADS), Thing(), False),
        # the worker: own things
        (Permission.SHIFT_READ, person(Hat.WORKER), Thing(user_id=ME), True),
        (Permission.SHIFT_READ, person(Hat.WORKER), Thing(), False),
        # hats do not mix: leading does not help the coordinator's hat, nor the office the parent's
        (Permission.ROTA_CHANGE, person(Hat.COORDINATOR, LEADS), Thing(office_id=THERE), False),
        (Permission.CHILD_READ, person(Hat.PARENT), Thing(), False),
        (Permission.CHILD_READ, person(Hat.ADMIN, GUARDS, LEADS), Thing(), False),
        (Permission.USER_MANAGE, person(Hat.ADMIN), Thing(), True),
        (Permission.USER_MANAGE, person(Hat.ADMIN), Thing(municipality_id=THERE), False),
        (Permission.USER_LIST, person(Hat.COORDINATOR), None, False),
        # the same person, less surely signed in
        (Permission.CHILD_READ, replace(GUARDIAN, assurance=Assurance.PASSWORD), Thing(), False),
        (Permission.CHILD_READ, replace(GUARDIAN, assurance=Assurance.TWO_FACTORS), Thing(), True),
        (Permission.USER_LIST, person(Hat.ADMIN, assurance=Assurance.PASSWORD), None, False),
    ],
)  # fmt: skip
def test_who_may(permission, actor, thing, answer):
    assert may(actor, permission, thing) is answer
