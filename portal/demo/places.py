"""The two invented municipalities of the demo: offices, hours, districts, settings, rates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.core import db, ids
from portal.municipality.models import (
    DatedRate,
    DatedSetting,
    District,
    Municipality,
    Office,
    OpeningInterval,
    SchoolHoliday,
    Supplier,
    Unit,
)
from portal.municipality.states import RateCode, SettingKey

START = date(2020, 1, 1)
# Weekday, opens, closes: as an office with a break in the middle of the day has it.
OPENING = [
    *((day, 9 * 60, 11 * 60 + 30) for day in range(5)),
    *((day, 12 * 60, 14 * 60 + 30) for day in range(4)),
]
RATES: Sequence[tuple[RateCode, int, date, str]] = (
    (RateCode.ASSISTANT_HOUR, 20_720, START, "KS, 35,5 timers uke"),
    (RateCode.AVLASTER_HOUR, 9_100, START, "SGS 1030, 2022"),
    (RateCode.AVLASTER_HOUR, 9_500, date(2024, 1, 1), "SGS 1030"),
    (RateCode.AVLASTER_EXPENSE_DOGN, 20_800, START, "SGS 1030, barn 0–10 år"),
    (RateCode.STOTTEKONTAKT_HOUR, 19_500, START, "Kommunens egen sats"),
    (RateCode.EVENING_HOUR, 5_600, START, "HTA kap. 1 § 5.4.1"),
    (RateCode.NIGHT_PERCENT, 2_500, START, "HTA kap. 1 § 5.4.1"),
    (RateCode.NIGHT_MINIMUM, 7_000, START, "HTA kap. 1 § 5.4.1"),
    (RateCode.WEEKEND_PERCENT, 2_200, START, "HTA kap. 1 § 5.2"),
    (RateCode.WEEKEND_MINIMUM, 7_000, START, "HTA kap. 1 § 5.2"),
    (RateCode.KM, 490, START, "Statens reiseregulativ"),
    (RateCode.KM, 530, date(2026, 1, 1), "Statens reiseregulativ"),
    (RateCode.KM_TAX_FREE, 350, START, "Skatteetaten"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality that has been made, with what belongs to it."""

    municipality: Municipality
    offices: Sequence[Office]
    districts: Sequence[District]
    suppliers: Sequence[Supplier]

    @property
    def id(self) -> UUID:
        """Return the municipality's id."""
        return self.municipality.id


def nordvik() -> Place:
    """Make the first municipality: two offices, five districts, two suppliers."""
    place = _made(
        "nordvik", "Nordvik kommune", "9901",
        {"Avlastningskontoret Midtbyen": ("Midtbyen", "Nordvik vest", "Lianes"),
         "Avlastningskontoret Østbyen": ("Østbyen", "Strandsiden")},
        ("Fjellro Assistanse AS", "Solbakk BPA AS"),
    )  # fmt: skip
    for name in ("Lia avlastningsbolig", "Strandveien avlastning"):
        db.add(Unit(municipality_id=place.id, office_id=place.offices[0].id, name=name))
    return place


def sorvik() -> Place:
    """Make the neighbour: one office, so that data apart can be seen to be apart."""
    return _made(
        "sorvik", "Sørvik kommune", "9902",
        {"Helse- og velferdskontoret": ("Sentrum", "Utvik")}, ("Kystassistanse AS",),
    )  # fmt: skip


def _made(
    slug: str, name: str, number: str, offices: dict[str, tuple[str, ...]], suppliers: Sequence[str]
) -> Place:
    municipality = db.add(
        Municipality(
            id=ids.new_id(), slug=slug, name=name, number=number, is_demo=True,
            phone="+4712345678", email=f"post@{slug}.example",
        )
    )  # fmt: skip
    db.session().flush()
    made = [_office(municipality, office, index) for index, office in enumerate(offices)]
    db.session().flush()
    districts = [
        db.add(
            District(
                id=ids.new_id(), municipality_id=municipality.id, office_id=office.id, name=one
            )
        )
        for office, names in zip(made, offices.values(), strict=True)
        for one in names
    ]
    companies = [
        db.add(
            Supplier(
                id=ids.new_id(), municipality_id=municipality.id, name=one, phone="+4722334455",
                email="post@leverandor.example", valid_from=START,
            )
        )
        for one in suppliers
    ]  # fmt: skip
    _decisions(municipality)
    db.session().flush()
    return Place(municipality, made, districts, companies)


def _office(municipality: Municipality, name: str, index: int) -> Office:
    office = db.add(
        Office(
            id=ids.new_id(), municipality_id=municipality.id, name=name,
            phone=f"+4712345{678 + index}", email=f"kontor{index + 1}@{municipality.slug}.example",
            visiting="rådhuset, 2. etasje",
        )
    )  # fmt: skip
    db.session().flush()
    for weekday, opens, closes in OPENING:
        db.add(
            OpeningInterval(
                municipality_id=municipality.id, office_id=office.id, weekday=weekday,
                opens_minute=opens, closes_minute=closes,
            )
        )  # fmt: skip
    return office


def _decisions(municipality: Municipality) -> None:
    for code, amount, valid_from, source in RATES:
        db.add(
            DatedRate(
                municipality_id=municipality.id, code=code, amount=amount,
                valid_from=valid_from, source=source, set_by_id=None,
            )
        )  # fmt: skip
    db.add(
        DatedSetting(
            municipality_id=municipality.id, key=SettingKey.SUBMIT_BY_DAY, value="3",
            valid_from=START, source="Kommunens egen frist", set_by_id=None,
        )
    )  # fmt: skip
    for year in range(2025, 2029):
        for name, first, last in (
            ("Vinterferie", (2, 15), (2, 21)), ("Sommerferie", (6, 20), (8, 16)),
            ("Høstferie", (10, 5), (10, 11)), ("Juleferie", (12, 21), (12, 31)),
        ):  # fmt: skip
            db.add(
                SchoolHoliday(
                    municipality_id=municipality.id, name=name,
                    first_on=date(year, *first), last_on=date(year, *last),
                )
            )  # fmt: skip
