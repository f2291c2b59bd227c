"""Where postcodes are, and how far it is between two: no map service is asked.

The list is the postal service's own, or Kartverket's with coordinates: a text file with a
heading line, parted by tabs, semicolons or commas. Rows without coordinates are kept for
their place names. Without any list, districts are compared instead.
"""

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from sqlalchemy import select

from portal.core import db
from portal.municipality.models import Postcode

EARTH_KM = 6371.0
_NAMES = {
    "code": ("postnr", "postnummer", "postnummeromrade", "postcode"),
    "place": ("poststed", "poststad", "poststed/bydel", "place"),
    "municipality_number": ("kommunenr", "kommunenummer", "komnr", "knr"),
    "latitude": ("lat", "latitude", "breddegrad", "n"),
    "longitude": ("lon", "lng", "longitude", "lengdegrad", "ø", "e"),
}


class UnreadableError(Exception):
    """The file is not a list of postcodes."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A point on the earth, in degrees."""

    latitude: float
    longitude: float


def km_between(one: Spot, other: Spot) -> float:
    """Return the kilometres as the crow flies (haversine)."""
    north = radians(other.latitude - one.latitude)
    east = radians(other.longitude - one.longitude)
    part = sin(north / 2) ** 2 + (
        cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(east / 2) ** 2
    )
    return 2 * EARTH_KM * asin(sqrt(part))


def spots(codes: Collection[str]) -> Mapping[str, Spot]:
    """Return where those postcodes are that are known, in one statement."""
    rows = db.session().execute(
        select(Postcode.code, Postcode.latitude, Postcode.longitude).where(
            Postcode.code.in_({code for code in codes if code})
        )
    )
    return {code: Spot(north, east) for code, north, east in rows if north and east}


def read(path: Path) -> int:
    """Replace what is known by the rows of a file; return how many. Raises UnreadableError."""
    found = {str(row["code"]): row for row in _rows(_text(path))}
    if not found:
        raise UnreadableError
    known = {row.code: row for row in db.session().scalars(select(Postcode))}
    for code, row in found.items():
        it = known.get(code) or db.add(Postcode(code=code))
        for name, value in row.items():
            setattr(it, name, value)
    db.session().flush()
    return len(found)


def _text(path: Path) -> str:
    """Return the file's text; the postal service writes it as Windows does."""
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _rows(text: str) -> Iterator[dict[str, str | float | None]]:
    lines = text.splitlines()
    if not lines:
        return
    parted = max("\t;,", key=lines[0].count)
    heads = _heads(next(csv.reader(lines[:1], delimiter=parted)))
    if not {"code", "place"} <= heads.keys():
        raise UnreadableError
    for cells in csv.reader(lines[1:], delimiter=parted):
        cell = {name: cells[at].strip() for name, at in heads.items() if at < len(cells)}
        code = cell.get("code", "").zfill(4)
        if code.isdigit() and len(code) == 4 and cell.get("code"):
            yield {
                "code": code,
                "place": cell.get("place", "").title(),
                "municipality_number": cell.get("municipality_number", ""),
                "latitude": _degrees(cell.get("latitude", "")),
                "longitude": _degrees(cell.get("longitude", "")),
            }


def _heads(cells: Iterable[str]) -> dict[str, int]:
    written = {cell.strip().casefold(): at for at, cell in enumerate(cells)}
    return {
        name: written[word] for name, words in _NAMES.items() for word in words if word in written
    }


def _degrees(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
