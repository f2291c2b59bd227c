"""What two applications can differ in, field by field: which value is the one that is kept.

Pure but for the rows it is handed. A value is left as it is stored; the words are the template's.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.recruitment.models import Application

# In the order of the page.
FIELDS = (
    "name", "email", "phone", "born_on", "district_id", "known_person", "relation",
    "availability", "hours_per_week", "age_groups", "has_licence", "has_car", "max_km", "commits",
    "interests", "motivation", "experience", "education", "norwegian_level", "languages", "home",
    "occupation", "home_municipality", "keeps_in_pool",
)  # fmt: skip
_EMPTY: tuple[object, ...] = (None, "", [], {}, False)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which they differ; ``takes_other`` is what is suggested."""

    name: str
    kept: Any
    other: Any
    takes_other: bool


def differences(kept: Application, other: Application) -> list[Difference]:
    """Return every field they differ in; what is filled in, or else newest, is suggested."""
    return [
        Difference(name, mine, theirs, _is_better(kept, other, name))
        for name in FIELDS
        if (mine := getattr(kept, name)) != (theirs := getattr(other, name))
        if not (mine in _EMPTY and theirs in _EMPTY)
    ]


def _is_better(kept: Application, other: Application, name: str) -> bool:
    mine, theirs = getattr(kept, name), getattr(other, name)
    if mine in _EMPTY or theirs in _EMPTY:
        return mine in _EMPTY
    assert kept.submitted_at is not None
    assert other.submitted_at is not None
    return other.submitted_at > kept.submitted_at


def stored(application: Application, names: Iterable[str]) -> dict[str, Any]:
    """Return the values of fields as JSON can hold them."""
    return {name: _plain(getattr(application, name)) for name in names}


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def restored(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what ``stored`` wrote, as the columns hold it."""
    read: dict[str, Callable[[str], Any]] = {"born_on": date.fromisoformat, "district_id": UUID}
    return {
        name: read[name](value) if value and name in read else value
        for name, value in values.items()
    }
