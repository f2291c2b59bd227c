"""How hours, money and time read in Norwegian. The space before a unit is a hard one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from portal.core import format as formats

SUMMER = datetime(2026, 7, 1, 13, 30, tzinfo=UTC)  # 15.30 in Oslo
WINTER = datetime(2026, 11, 25, 14, 0, tzinfo=UTC)  # 15.00
LATE = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)  # 0.30 the day after


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (formats.hours(210), "3 t 30 min"),
        (formats.hours(3000), "50 t"),
        (formats.hours(45), "45 min"),
        (formats.hours(0), "0 t"),
        (formats.hours(-90), "−1 t 30 min"),
        (formats.hours(65_700), "1 095 t"),
        (formats.whole_hours(3720), "62 timer"),
        (formats.whole_hours(60), "1 time"),
        (formats.whole_hours(89), "1 time"),
        (formats.whole_hours(90), "2 timer"),
        (formats.kroner(688_200), "kr 6 882"),
        (formats.kroner(688_250), "kr 6 882,50"),
        (formats.kroner(-5), "−kr 0,05"),
        (formats.kroner(123_456_789_00), "kr 123 456 789"),
        (formats.decimal(3.5), "3,5"),
        (formats.decimal(Decimal("62.25"), 2), "62,25"),
        (formats.phone("+4712345678"), "12 34 56 78"),
        (formats.phone("12345678"), "12 34 56 78"),
        (formats.phone("+46701234567"), "+46701234567"),
        (formats.listed(["Maja"]), "Maja"),
        (formats.listed(["Maja", "Tor"]), "Maja og Tor"),
        (formats.listed(["Maja", "Samira", "Tor"]), "Maja, Samira og Tor"),
        (formats.listed([]), ""),
        (formats.inside("Ny"), "ny"),
        (formats.inside("BPA-assistent"), "BPA-assistent"),
        (formats.clock(SUMMER), "15.30"),
        (formats.clock(WINTER), "15.00"),
        (formats.clock_short(WINTER), "15"),
        (formats.clock_short(SUMMER), "15.30"),
        (formats.span(WINTER, LATE), "15.00–0.30"),
        (formats.span_short(WINTER, LATE), "15–0.30"),
        (formats.weekday(WINTER), "onsdag"),
        (formats.weekday(LATE), "torsdag"),
        (formats.weekday_short(date(2026, 11, 28)), "Lør"),
        (formats.month(LATE), "november 2026"),
        (formats.month_name(date(2026, 5, 1)), "mai"),
        (formats.day(LATE), "26. november"),
        (formats.day_long(WINTER), "onsdag 25. november"),
        (formats.day_short(WINTER), "25. nov."),
        (formats.day_short(date(2026, 5, 1)), "1. mai"),
        (formats.day_year(date(2026, 12, 24)), "24. desember 2026"),
        (formats.moment(WINTER), "onsdag 25. november kl. 15.00"),
        (formats.days_between(date(2026, 11, 23), date(2026, 11, 29)), "23.–29. november"),
        (
            formats.days_between(date(2026, 11, 30), date(2026, 12, 6)),
            "30. november–6. desember",
        ),
        (formats.week_of(date(2026, 11, 23)), "Uke 48 · 23.–29. november"),
    ],
)
def test_it_reads(app, made, text):
    assert made.replace(formats.NBSP, " ") == text


@pytest.mark.parametrize(
    "made", [formats.hours(3000), formats.kroner(100), formats.day(WINTER), formats.moment(WINTER)]
)
def test_a_number_and_its_unit_are_never_parted(made):
    assert formats.NBSP in made
