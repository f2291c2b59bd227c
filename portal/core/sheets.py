"""Spreadsheets to download: CSV as Excel reads it here, with no cell that reckons."""

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would reckon with


def sheet(stem: str, rows: Iterable[Sequence[str]]) -> Response:
    """Return rows of texts as ``stem``.csv, the first of them the headings."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return Response(
        "\ufeff" + text.getvalue(),  # the mark by which Excel knows it is UTF-8
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{stem}.csv"'},
    )


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell
