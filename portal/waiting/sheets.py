"""The list and the figures as spreadsheets: initials and numbers, never a name."""

from collections.abc import Iterable

from flask import Response
from flask_babel import gettext as _

from portal.core.labels import label
from portal.core.sheets import sheet
from portal.waiting.figures import Cell
from portal.waiting.queries import Wait


def of_waits(waits: Iterable[Wait]) -> Response:
    """Return those who wait, a line each. Protected children are in no sheet."""
    head = [_("Barn"), _("Nr."), _("Bydel"), _("Tjeneste"), _("Dager"), _("Siden"),
            _("Vedtak utløpt"), _("Status")]  # fmt: skip
    lines = [
        [
            wait.ordning.child.initials, str(wait.ordning.child.number), wait.district,
            label(wait.service), str(wait.days) if wait.is_waiting else "",
            wait.since.isoformat() if wait.since else "",
            wait.expired_on.isoformat() if wait.expired_on else "", label(wait.standing),
        ]
        for wait in waits
        if not wait.ordning.graded_ids
    ]  # fmt: skip
    return sheet("venter", [head, *lines])


def of_figures(cells: Iterable[Cell], least: int, place: str) -> Response:
    """Return figures that may be shared; a small number is told as "færre enn 5"."""
    head = [place, _("Tjeneste"), _("Venter"), _("Midterste ventetid, dager"), _("Lengste, dager")]
    lines = [
        [
            cell.place, label(cell.service),
            _("færre enn %(num)s", num=least) if cell.count is None else str(cell.count),
            "" if cell.median_days is None else str(cell.median_days),
            "" if cell.longest_days is None else str(cell.longest_days),
        ]
        for cell in cells
    ]  # fmt: skip
    return sheet("tall-over-ventetid", [head, *lines])
