"""Children, guardians, ordninger and those who lead them."""

from __future__ import annotations

from datetime import date

import factory

from portal.families.models import Child, DeclaredRelation, Guardian, Leader, NamedAccess, Ordning
from portal.families.states import GuardianBasis, LeaderKind, Service
from tests.factories.accounts import UserFactory
from tests.factories.base import Factory
from tests.factories.municipality import OfficeFactory


class ChildFactory(Factory):
    class Meta:
        model = Child
        exclude = ("office",)

    class Params:
        graded = factory.Trait(gradering="fortrolig")

    office = factory.SubFactory(OfficeFactory)
    municipality_id = factory.SelfAttribute("office.municipality_id")
    office_id = factory.SelfAttribute("office.id")
    district_id = None
    number = factory.Sequence(lambda n: 100 + n)
    initials = "A.B."
    name = factory.Sequence(lambda n: f"Barn Oppdiktet{n}")
    born_on = date(2016, 5, 4)


class GuardianFactory(Factory):
    class Meta:
        model = Guardian
        exclude = ("child", "user")

    child = factory.SubFactory(ChildFactory)
    user = factory.SubFactory(UserFactory)
    municipality_id = factory.SelfAttribute("child.municipality_id")
    child_id = factory.SelfAttribute("child.id")
    user_id = factory.SelfAttribute("user.id")
    basis = GuardianBasis.PARENTAL.value
    valid_from = date(2020, 1, 1)
    valid_to = None


class OrdningFactory(Factory):
    class Meta:
        model = Ordning

    child = factory.SubFactory(ChildFactory)
    municipality_id = factory.SelfAttribute("child.municipality_id")
    child_id = factory.SelfAttribute("child.id")
    service = Service.BPA.value
    supplier_id = None
    valid_from = date(2020, 1, 1)
    valid_to = None


class LeaderFactory(Factory):
    class Meta:
        model = Leader
        exclude = ("ordning", "user")

    ordning = factory.SubFactory(OrdningFactory)
    user = factory.SubFactory(UserFactory)
    municipality_id = factory.SelfAttribute("ordning.municipality_id")
    ordning_id = factory.SelfAttribute("ordning.id")
    user_id = factory.SelfAttribute("user.id")
    kind = LeaderKind.ARBEIDSLEDER.value
    valid_from = date(2020, 1, 1)
    valid_to = None


class NamedAccessFactory(Factory):
    class Meta:
        model = NamedAccess
        exclude = ("graded", "user")

    graded = None
    user = factory.SubFactory(UserFactory)
    municipality_id = factory.SelfAttribute("user.municipality_id")
    graded_id = factory.SelfAttribute("graded.id")
    user_id = factory.SelfAttribute("user.id")
    reason = "Følger opp familien"
    valid_from = date(2020, 1, 1)
    valid_to = None
    named_by_id = factory.SelfAttribute("user.id")


class DeclaredRelationFactory(Factory):
    class Meta:
        model = DeclaredRelation
        exclude = ("child", "user")

    child = factory.SubFactory(ChildFactory)
    user = factory.SubFactory(UserFactory)
    municipality_id = factory.SelfAttribute("child.municipality_id")
    child_id = factory.SelfAttribute("child.id")
    user_id = factory.SelfAttribute("user.id")
    relation = "tante"
    approved_by_id = None
    approved_reason = None


FACTORIES = {
    "child": ChildFactory,
    "guardian": GuardianFactory,
    "ordning": OrdningFactory,
    "leader": LeaderFactory,
    "named_access": NamedAccessFactory,
    "declared_relation": DeclaredRelationFactory,
}
