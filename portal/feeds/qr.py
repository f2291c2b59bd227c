"""A QR code as one SVG path: a line for every run of dark squares."""

from dataclasses import dataclass
from itertools import groupby

import segno

_QUIET = 2  # squares of white around; the page adds more


@dataclass(frozen=True, slots=True)
class Picture:
    """The ``d`` of a path, and the width of the picture in squares."""

    path: str
    size: int


def picture(text: str) -> Picture:
    """Return the QR code of a text."""
    rows = [list(row) for row in segno.make_qr(text).matrix_iter(border=_QUIET)]
    lines = [f"M{x} {y}.5h{length}" for y, row in enumerate(rows) for x, length in _runs(row)]
    return Picture("".join(lines), len(rows))


def _runs(row: list[int]) -> list[tuple[int, int]]:
    """Return (start, length) of each run of dark squares."""
    found, x = [], 0
    for is_dark, squares in groupby(row):
        length = len(list(squares))
        if is_dark:
            found.append((x, length))
        x += length
    return found
