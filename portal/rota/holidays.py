"""What public holidays are called."""

from datetime import date

from flask_babel import lazy_gettext as _l

from portal.rules.holidays import Holiday, public_holidays
from portal.rules.periods import Days

_NAMES = {
    Holiday.NEW_YEAR: _l("1. nyttårsdag"),
    Holiday.MAUNDY_THURSDAY: _l("Skjærtorsdag"),
    Holiday.GOOD_FRIDAY: _l("Langfredag"),
    Holiday.EASTER_SUNDAY: _l("1. påskedag"),
    Holiday.EASTER_MONDAY: _l("2. påskedag"),
    Holiday.LABOUR_DAY: _l("1. mai"),
    Holiday.CONSTITUTION_DAY: _l("17. mai"),
    Holiday.ASCENSION: _l("Kristi himmelfartsdag"),
    Holiday.WHIT_SUNDAY: _l("1. pinsedag"),
    Holiday.WHIT_MONDAY: _l("2. pinsedag"),
    Holiday.CHRISTMAS_DAY: _l("1. juledag"),
    Holiday.BOXING_DAY: _l("2. juledag"),
}


def holiday_names(days: Days) -> dict[date, str]:
    """Return the public holidays among the days, by what they are called."""
    years = {days.from_on.year, days.to_on.year}
    found = {day: name for year in years for day, name in public_holidays(year).items()}
    return {day: str(_NAMES[name]) for day, name in found.items() if days.clip(day, day)}
