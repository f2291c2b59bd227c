"""Municipalities, offices and districts."""

from __future__ import annotations

from datetime import date

import factory

from portal.municipality.models import DatedSetting, District, Municipality, Office, Supplier
from tests.factories.base import Factory


class MunicipalityFactory(Factory):
    class Meta:
        model = Municipality

    slug = factory.Sequence(lambda n: f"prøvevik-{n}".replace("ø", "o"))
    name = factory.Sequence(lambda n: f"Prøvevik {n} kommune")
    number = factory.Sequence(lambda n: f"{9000 + n}")
    phone = "+4712345678"
    email = "post@provevik.example"


class OfficeFactory(Factory):
    class Meta:
        model = Office
        exclude = ("municipality",)

    municipality = factory.SubFactory(MunicipalityFactory)
    municipality_id = factory.SelfAttribute("municipality.id")
    name = factory.Sequence(lambda n: f"Kontor {n}")
    phone = "+4712345678"
    email = "kontor@provevik.example"


class DistrictFactory(Factory):
    class Meta:
        model = District
        exclude = ("office",)

    office = factory.SubFactory(OfficeFactory)
    municipality_id = factory.SelfAttribute("office.municipality_id")
    office_id = factory.SelfAttribute("office.id")
    name = factory.Sequence(lambda n: f"Bydel {n}")


class SupplierFactory(Factory):
    class Meta:
        model = Supplier
        exclude = ("municipality",)

    municipality = factory.SubFactory(MunicipalityFactory)
    municipality_id = factory.SelfAttribute("municipality.id")
    name = factory.Sequence(lambda n: f"Leverandør {n} AS")
    valid_from = date(2020, 1, 1)
    valid_to = None


class SettingFactory(Factory):
    """A figure of ``municipality_id``, by ``key`` and ``value``."""

    class Meta:
        model = DatedSetting

    valid_from = date(2020, 1, 1)
    source = "Prøve"


FACTORIES = {
    "municipality": MunicipalityFactory,
    "office": OfficeFactory,
    "district": DistrictFactory,
    "supplier": SupplierFactory,
    "setting": SettingFactory,
}
