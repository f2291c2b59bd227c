"""The list as a coordinator downloads it."""

from __future__ import annotations

import csv
import io


def take_out(page, status=200, **chosen):
    """Press the button of the list; return its rows, the first of them the headings."""
    page.get("/rekruttering/sokerliste").post(
        "/rekruttering/sokerliste.csv",
        {"fra": "23.10.2026", "til": "22.11.2026", "oppdrag": "", **chosen},
        status,
    )
    text = page.response.get_data().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))
