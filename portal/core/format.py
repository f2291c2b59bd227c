"""How hours, money, days and times read in Norwegian. Each docstring shows the result.

``NBSP`` stands between a number and its unit, so the two are never parted by a line break.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from flask_babel import gettext as _

from portal.core.clock import OSLO

NBSP = "\u00a0"
PHONE_DIGITS = 8
_DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni",
    "juli", "august", "september", "oktober", "november", "desember",
)  # fmt: skip
_SHORT_MONTHS = tuple(name if len(name) <= 4 else f"{name[:3]}." for name in _MONTHS)


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", NBSP)


def hours(minutes: int) -> str:
    """Return 210 as ``3 t 30 min``, 3000 as ``50 t``, 45 as ``45 min``, -90 as ``−1 t 30 min``."""
    sign = "−" if minutes < 0 else ""
    whole, rest = divmod(abs(minutes), 60)
    parts = [f"{_thousands(whole)}{NBSP}t"] if whole or not rest else []
    parts += [f"{rest}{NBSP}min"] if rest else []
    return sign + " ".join(parts)


def whole_hours(minutes: int) -> str:
    """Return minutes as the nearest whole hour in words: 3720 as ``62 timer``, 60 as ``1 time``."""
    count = (minutes + 30) // 60
    return f"{_thousands(count)}{NBSP}" + str(_("time") if count == 1 else _("timer"))


def kroner(ore: int) -> str:
    """Return 688200 as ``kr 6 882``, 688250 as ``kr 6 882,50``."""
    sign = "−" if ore < 0 else ""
    whole, rest = divmod(abs(ore), 100)
    return f"{sign}kr{NBSP}{_thousands(whole)}" + (f",{rest:02d}" if rest else "")


def decimal(number: Decimal | float, digits: int = 1) -> str:
    """Return 3.5 as ``3,5``."""
    return f"{number:.{digits}f}".replace(".", ",")


def clock(at: datetime) -> str:
    """Return the Norwegian clock time of an instant: ``7.00``, ``15.30``."""
    local = at.astimezone(OSLO)
    return f"{local.hour}.{local.minute:02d}"


def clock_short(at: datetime) -> str:
    """Return ``7`` for 7.00 and ``18.30`` for 18.30: for the narrow places."""
    return clock(at).removesuffix(".00")


def span(start: datetime, end: datetime) -> str:
    """Return ``15.00–19.00``."""
    return f"{clock(start)}–{clock(end)}"


def span_short(start: datetime, end: datetime) -> str:
    """Return ``15–18.30``."""
    return f"{clock_short(start)}–{clock_short(end)}"


def _on(day: date | datetime) -> date:
    return day.astimezone(OSLO).date() if isinstance(day, datetime) else day


def weekday(day: date | datetime) -> str:
    """Return ``onsdag``."""
    return _DAYS[_on(day).weekday()]


def weekday_short(day: date | datetime) -> str:
    """Return ``Ons``."""
    return weekday(day)[:3].capitalize()


def month(day: date | datetime) -> str:
    """Return ``november 2026``."""
    return f"{_MONTHS[_on(day).month - 1]} {_on(day).year}"


def month_name(day: date | datetime) -> str:
    """Return ``november``."""
    return _MONTHS[_on(day).month - 1]


def day(day: date | datetime) -> str:
    """Return ``25. november``."""
    return f"{_on(day).day}.{NBSP}{_MONTHS[_on(day).month - 1]}"


def day_long(day_: date | datetime) -> str:
    """Return ``onsdag 25. november``."""
    return f"{weekday(day_)} {day(day_)}"


def day_short(day: date | datetime) -> str:
    """Return ``25. nov.``."""
    return f"{_on(day).day}.{NBSP}{_SHORT_MONTHS[_on(day).month - 1]}"


def day_year(day_: date | datetime) -> str:
    """Return ``25. november 2026``."""
    return f"{day(day_)} {_on(day_).year}"


def moment(at: datetime) -> str:
    """Return ``onsdag 25. november kl. 15.30``."""
    return f"{day_long(at)} kl.{NBSP}{clock(at)}"


def days_between(first: date, last: date) -> str:
    """Return ``23.–29. november`` or ``30. november–6. desember``."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}.–{day(last)}"
    return f"{day(first)}–{day(last)}"


def week_of(monday: date) -> str:
    """Return ``Uke 48 · 23.–29. november``."""
    return f"Uke {monday.isocalendar().week} · {days_between(monday, monday + timedelta(days=6))}"


def phone(number: str) -> str:
    """Return ``12 34 56 78`` for ``+4712345678``, with hard spaces; a foreign number as it is."""
    digits = number.removeprefix("+47")
    if len(digits) != PHONE_DIGITS:
        return number
    return NBSP.join(digits[at : at + 2] for at in range(0, PHONE_DIGITS, 2))


def inside(label: str) -> str:
    """Return a label as it stands inside a sentence: ``Ny`` is ``ny``, ``BPA-assistent`` stays."""
    text = str(label)
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def listed(names: Iterable[str]) -> str:
    """Return ``Maja``, ``Maja og Tor`` or ``Maja, Samira og Tor``."""
    *first, last = [str(name) for name in names] or [""]
    return f"{', '.join(first)} {_('og')} {last}" if first else last


def instant(text: str) -> datetime:
    """Return the instant an ISO text says: what mails carry in their parameters."""
    return datetime.fromisoformat(text)


FILTERS = {
    "inside": inside,
    "instant": instant,
    "listed": listed,
    "hours": hours,
    "whole_hours": whole_hours,
    "kroner": kroner,
    "decimal": decimal,
    "clock": clock,
    "clock_short": clock_short,
    "weekday": weekday,
    "weekday_short": weekday_short,
    "month": month,
    "month_name": month_name,
    "day": day,
    "day_long": day_long,
    "day_short": day_short,
    "day_year": day_year,
    "moment": moment,
    "phone": phone,
}
GLOBALS = {"span": span, "span_short": span_short, "days_between": days_between, "week_of": week_of}
