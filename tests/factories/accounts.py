"""People and their roles."""

from __future__ import annotations

from datetime import date

import factory

from portal.access.actor import Hat
from portal.accounts import passwords
from portal.accounts.models import Role, User
from portal.core import sealing
from tests.factories.base import Factory
from tests.factories.municipality import MunicipalityFactory, OfficeFactory

PASSWORD = "fire rare ord i rad"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class UserFactory(Factory):
    """A person without a role. ``make.coordinator(office=…)`` and the like have one."""

    class Meta:
        model = User
        exclude = ("municipality",)

    class Params:
        with_password = factory.Trait(
            password_hash=factory.LazyFunction(lambda: passwords.made(PASSWORD))
        )
        with_factor = factory.Trait(
            totp_secret=factory.LazyFunction(lambda: sealing.seal("second factor", SECRET))
        )

    municipality = factory.SubFactory(MunicipalityFactory)
    municipality_id = factory.SelfAttribute("municipality.id")
    email = factory.Sequence(lambda n: f"person{n}@provevik.example")
    name = factory.Sequence(lambda n: f"Kim Prøve{n}sen")
    phone = "+4741234567"
    password_hash = None
    totp_secret = None
    totp_last_step = None
    disabled_at = None


class RoleFactory(Factory):
    class Meta:
        model = Role
        exclude = ("user",)

    user = factory.SubFactory(UserFactory)
    user_id = factory.SelfAttribute("user.id")
    municipality_id = factory.SelfAttribute("user.municipality_id")
    hat = Hat.PARENT.value
    office_id = None
    supplier_id = None
    valid_from = date(2020, 1, 1)
    valid_to = None


def _with_role(hat: Hat) -> type[UserFactory]:
    class Wearer(UserFactory):
        role = factory.RelatedFactory(RoleFactory, factory_related_name="user", hat=hat.value)

    return Wearer


class CoordinatorFactory(UserFactory):
    """A coordinator: the office is the role's, and ``make.coordinator(office=…)`` says which."""

    class Meta:
        exclude = ("municipality", "office")

    office = factory.SubFactory(OfficeFactory)
    municipality = None
    municipality_id = factory.SelfAttribute("office.municipality_id")
    role = factory.RelatedFactory(
        RoleFactory,
        factory_related_name="user",
        hat=Hat.COORDINATOR.value,
        office_id=factory.LazyAttribute(lambda role: role.factory_parent.office.id),
    )


FACTORIES = {
    "user": UserFactory,
    "role": RoleFactory,
    "parent": _with_role(Hat.PARENT),
    "worker_user": _with_role(Hat.WORKER),
    "applicant": _with_role(Hat.APPLICANT),
    "coordinator": CoordinatorFactory,
    "admin": _with_role(Hat.ADMIN),
}
