"""Norwegian public holidays, computed, and the days that are half holidays in the tariff.

Sources: lov om helligdager § 2, lov om 1 og 17 mai; HTA (KS) kap. 1 § 5.3.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache


class Holiday(StrEnum):
    """What a day is called; labels come from the translations."""

    NEW_YEAR = "new_year"
    MAUNDY_THURSDAY = "maundy_thursday"
    GOOD_FRIDAY = "good_friday"
    EASTER_SUNDAY = "easter_sunday"
    EASTER_MONDAY = "easter_monday"
    LABOUR_DAY = "labour_day"
    CONSTITUTION_DAY = "constitution_day"
    ASCENSION = "ascension"
    WHIT_SUNDAY = "whit_sunday"
    WHIT_MONDAY = "whit_monday"
    CHRISTMAS_DAY = "christmas_day"
    BOXING_DAY = "boxing_day"


def easter_sunday(year: int) -> date:
    """Gregorian Easter by the anonymous (Meeus) method."""
    century, in_century = divmod(year, 100)
    golden = year % 19
    correction = (8 * century + 13) // 25
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - epact - in_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=64)
def public_holidays(year: int) -> Mapping[date, Holiday]:
    """The public holidays of a year; of two on one day the fixed date names it."""
    easter = easter_sunday(year)
    moving = {
        -3: Holiday.MAUNDY_THURSDAY,
        -2: Holiday.GOOD_FRIDAY,
        0: Holiday.EASTER_SUNDAY,
        1: Holiday.EASTER_MONDAY,
        39: Holiday.ASCENSION,
        49: Holiday.WHIT_SUNDAY,
        50: Holiday.WHIT_MONDAY,
    }
    return {easter + timedelta(days=days): name for days, name in moving.items()} | {
        date(year, 1, 1): Holiday.NEW_YEAR,
        date(year, 5, 1): Holiday.LABOUR_DAY,
        date(year, 5, 17): Holiday.CONSTITUTION_DAY,
        date(year, 12, 25): Holiday.CHRISTMAS_DAY,
        date(year, 12, 26): Holiday.BOXING_DAY,
    }


def is_public_holiday(day: date) -> bool:
    """Whether the day is a public holiday."""
    return day in public_holidays(day.year)


def is_working_day(day: date) -> bool:
    """Monday to Friday and no public holiday."""
    return day.weekday() < 5 and not is_public_holiday(day)


def holiday_from_hour(day: date) -> int | None:
    """The hour (0 or 12) from which the tariff pays the day as a holiday, or None."""
    easter = easter_sunday(day.year)
    if is_public_holiday(day) or day == easter - timedelta(days=1):
        return 0
    half_days = {
        easter - timedelta(days=4),  # the Wednesday before Maundy Thursday
        easter + timedelta(days=48),  # Whitsun eve
        date(day.year, 12, 24),
        date(day.year, 12, 31),
    }
    return 12 if day in half_days else None
