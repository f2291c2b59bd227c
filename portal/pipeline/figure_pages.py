"""The figures of recruitment: a page to read or print, and the same as a spreadsheet."""

from collections.abc import Iterator

from flask import Response, render_template, request
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.core import clock, labels
from portal.core.sheets import sheet
from portal.municipality import settings
from portal.municipality.states import SettingKey
from portal.needs.states import RoleKind
from portal.pipeline import figures
from portal.pipeline.figures import Figures
from portal.pipeline.letter_pages import bp
from portal.pipeline.periods import Period, days_of
from portal.recruitment.states import Stage

__all__ = ["bp"]


@bp.get("/rekruttering/tall")
@guard.rule(Permission.APPLICATION_LIST)
def numbers(actor: Actor) -> str:
    """Show how long each step takes, and where people fall off."""
    period = _period()
    return render_template(
        "pipeline/figures.html", it=_figures(actor, period), period=period, least=_least(actor),
        periods=labels.choices(Period), roles=tuple(RoleKind), Stage=Stage,
    )  # fmt: skip


@bp.get("/rekruttering/tall.csv")
@guard.rule(Permission.APPLICATION_LIST)
def number_sheet(actor: Actor) -> Response:
    """Send the same figures, one a line."""
    head = [_("Tabell"), _("Steg eller bydel"), _("Mål"), _("Verdi")]
    lines = _lines(_figures(actor, _period()), _least(actor))
    return sheet("rekruttering", [head, *([str(cell) for cell in row] for row in lines)])


def _lines(it: Figures, least: int) -> Iterator[tuple[object, ...]]:
    total = _("I alt")
    yield total, "", _("Kommet inn"), it.received
    for stage in (Stage.APPROVED, Stage.NOT_APPROVED, Stage.WITHDRAWN):
        yield total, "", labels.label(stage), it.ended.get(stage, 0)
    yield total, "", _("Påbegynt og aldri sendt, hele kommunen"), it.never_sent
    yield total, "", _("Godkjent og uten oppdrag nå"), it.unengaged
    yield total, "", _("Dager fra søknad til godkjent, midterste"), _blank(it.approval_days)
    for one in it.stages:
        yield _("Steg"), one.name, _("Dager, midterste"), _blank(one.median_days)
        yield _("Steg"), one.name, _("Gikk videre eller ut"), one.moved
        yield _("Steg"), one.name, _("Fikk nei herfra"), one.refused
        yield _("Steg"), one.name, _("Trakk seg herfra"), one.withdrawn
        yield _("Steg"), one.name, _("Står her nå"), one.standing
        yield _("Steg"), one.name, _("Dager, lengst ventet nå"), one.longest_days
    for (place, role), count in sorted(it.cells.items()):
        few = _("færre enn %(num)s", num=least)
        yield _("Søkte"), place, labels.label(role), few if count is None else count


def _blank(number: int | None) -> object:
    return "" if number is None else number


def _figures(actor: Actor, period: Period) -> Figures:
    first, last = days_of(period, clock.today())
    return figures.of(actor, first, last, _least(actor), _("Ikke oppgitt"))


def _period() -> Period:
    """Read the period; what cannot be read is the last year."""
    asked = request.args.get("periode", "")
    return Period(asked) if asked in set(Period) else Period.YEAR


def _least(actor: Actor) -> int:
    assert actor.municipality_id is not None
    return settings.number(actor.municipality_id, SettingKey.SMALLEST_FIGURE, clock.today())
