"""A QR code as something a template can draw: one line per run of dark squares."""

from dataclasses import dataclass

import segno

QUIET = 4  # squares of white around it, as ISO/IEC 18004 asks


@dataclass(frozen=True, slots=True)
class Code:
    """``path`` is the "d" of a path with stroke width 1, ``size`` the width in squares."""

    path: str
    size: int


def drawn(text: str) -> Code:
    """Return the QR code of a text (``components/qr.html`` takes its path and size)."""
    rows = [list(row) for row in segno.make_qr(text).matrix_iter(border=QUIET)]
    runs = [
        f"M{start} {y}.5h{length}" for y, row in enumerate(rows) for start, length in _dark(row)
    ]
    return Code("".join(runs), len(rows))


def _dark(row: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for x, is_dark in enumerate(row):
        if is_dark and found and sum(found[-1]) == x:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif is_dark:
            found.append((x, 1))
    return found
