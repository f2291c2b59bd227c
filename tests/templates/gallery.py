"""What the gallery's pages show. "Today" is Sunday 22 November 2026; everybody is invented."""

from datetime import date, timedelta
from typing import Any

from werkzeug.datastructures import MultiDict

from portal.core.format import hours
from portal.core.paging import PageOf
from tests.templates.forms import EveryForm
from tests.templates.frame import FAMILY, STAFF, VISITOR

MONDAY = date(2026, 11, 23)


def _shift(time: str, who: str = "") -> dict[str, Any]:
    initials = "".join(part[0] for part in who.split())
    return {
        "url": "/v/1",
        "time": time,
        "who": who.split(" ", maxsplit=1)[0],
        "initials": initials,
        "is_open": not who,
    }


WEEK = [
    [_shift("15–19")],
    [_shift("15–18.30", "Maja Lund")],
    [_shift("17–22", "Tor Nygård")],
    [_shift("7–8.30", "Tor Nygård"), _shift("15–18"), _shift("19–21", "Samira Haddad")],
    [_shift("15–18", "Maja Lund")],
    [_shift("11–15", "Samira Haddad")],
    [],
]
PAGES = ("family", "rota", "hours", "staff", "calendar", "front", "forms")
MONTHS = ["Jan", "Feb", "Mar", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Des"]
WORKED = [88, 80, 96, 85, 92, 94, 70, 99, 91, 87, 59, 0]


def _week() -> list[dict[str, Any]]:
    days = [MONDAY + timedelta(days=number) for number in range(7)]
    return [{"on": day, "shifts": WEEK[day.weekday()], "url": f"/dag/{day}"} for day in days]


def _month_day(day: date) -> dict[str, Any]:
    return {
        "on": day,
        "url": f"/dag/{day}",
        "shifts": WEEK[day.weekday()] * (2 if day.day == 26 else 1),
        "is_out": day.month != 11,
        "is_today": day == date(2026, 11, 22),
        "holiday": "Allehelgensdag" if day == date(2026, 11, 1) else "",
    }


def _weeks() -> list[dict[str, Any]]:
    first = date(2026, 10, 26)
    return [
        {
            "number": 44 + week,
            "days": [_month_day(first + timedelta(weeks=week, days=number)) for number in range(7)],
        }
        for week in range(6)
    ]


def _months() -> list[dict[str, Any]]:
    planned = {10: 1650, 11: 3870}
    return [
        {
            "label": label,
            "granted": 5580,
            "worked": worked * 60,
            "planned": planned.get(number, 0),
            "is_now": number == 10,
        }
        for number, (label, worked) in enumerate(zip(MONTHS, WORKED, strict=True))
    ]


def _case(title: str, age: int) -> dict[str, Any]:
    text = "Arbeidsleder har fått tre påminnelser. Du kan attestere i stedet."
    words = "dager siden de ble ført"
    return {
        "title": title,
        "text": text,
        "age": age,
        "age_text": words,
        "url": "/sak",
        "act": "Åpne",
    }


def _person(name: str, days: int) -> dict[str, Any]:
    lines = ["Avlaster", "Én av to har svart"]
    age = f"{days} dager i steget"
    return {"url": "/s/1", "name": name, "lines": lines, "age": age, "is_late": days > 9}


def wrong_form() -> EveryForm:
    """Return a form somebody filled in badly."""
    typed = {"hours": "noen", "phone": "12", "likes": "x" * 30, "starts_on": "32.1.2026"}
    form = EveryForm(MultiDict({**typed, "references-0-name": "", "references-1-name": "Per"}))
    form.validate()
    return form


def pages() -> dict[str, dict[str, Any]]:
    """Return the context of every page of the gallery, by the name of its template."""
    cases = [_case("Henrik Dahl mangler attest for 12 timer i oktober", 19), _case("Lea Strand", 6)]
    people = [_person("Amir Rostami", 1), _person("Jens Falk", 11), _person("Liv Hovland", 2)]
    rows = [
        [row["label"], *(hours(row[key]) for key in ("granted", "worked", "planned"))]
        for row in _months()
    ]
    return {
        "family": {"page": FAMILY, "monday": MONDAY, "days": _week()},
        "rota": {"page": FAMILY, "days": _week(), "weeks": _weeks()},
        "hours": {"page": FAMILY, "months": _months(), "month_rows": rows},
        "staff": {
            "page": STAFF,
            "form": EveryForm(),
            "unpaid": cases,
            "waiting": cases * 3,
            "people": people,
            "numbered": PageOf(list(range(25)), 2, 140),
        },
        "calendar": {"page": FAMILY},
        "front": {"page": VISITOR},
        "forms": {"page": VISITOR, "form": wrong_form()},
    }
