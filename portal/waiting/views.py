"""Who waits for help that is granted: the list, one child's history, and the figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor, Hat
from portal.access.permissions import Permission
from portal.core import clock
from portal.core.paging import SIZE, PageOf, page_number
from portal.families.states import Service
from portal.municipality.queries import offices
from portal.waiting import figures, queries, sheets
from portal.waiting.figures import Cell
from portal.waiting.forms import Filters, SearchForm, filters_of
from portal.waiting.queries import Wait
from portal.waiting.states import LONG_DAYS, Standing

bp = Blueprint("waiting", __name__)


@bp.context_processor
def words_for_codes() -> dict[str, object]:
    """Give the templates the codes they name."""
    return {"LONG_DAYS": LONG_DAYS, "Service": Service, "Standing": Standing}


@bp.route("/venter", methods=["GET", "POST"])
@guard.rule(Permission.WAITING_LIST)
def index(actor: Actor) -> str:
    """Show who waits, the most harmful first; a search is posted and kept out of the address."""
    form = SearchForm()
    text = (form.q.data or "")[:100] if request.method == "POST" else ""
    waits = queries.of_office(actor, clock.today())
    places, filters = _chosen(waits, text)
    found = _page([it for it in waits if filters.fits(it)])
    return render_template(
        "waiting/index.html", found=found, filters=filters, districts=places, form=form,
        waiting=[it for it in waits if it.is_waiting],
        expired=sum(it.expired_on is not None for it in waits),
    )  # fmt: skip


def _chosen(waits: Sequence[Wait], text: str = "") -> tuple[list[str], Filters]:
    places = sorted({it.district for it in waits if it.district})
    return places, filters_of(request.args, places, text)


def _page(found: Sequence[Wait]) -> PageOf[Wait]:
    number = min(page_number(request.args.get("side")), max(1, -(-len(found) // SIZE)))
    return PageOf(found[(number - 1) * SIZE : number * SIZE], number, len(found))


@bp.get("/venter/liste.csv")
@guard.rule(Permission.WAITING_LIST)
def sheet(actor: Actor) -> Response:
    """Send the list, narrowed as on the page, as a spreadsheet."""
    waits = queries.of_office(actor, clock.today())
    _places, filters = _chosen(waits)
    return sheets.of_waits(it for it in waits if filters.fits(it))


@bp.get("/venter/<uuid:ordning_id>")
@guard.rule(Permission.WAITING_LIST, queries.one)
def show(_actor: Actor, waits: list[Wait]) -> str:
    """Show how long a child has gone without, this time and before."""
    return render_template("waiting/show.html", waits=waits, ordning=waits[0].ordning)


# Figures -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Figures:
    """What may be seen by this hat: exact at the office, protected outside it."""

    cells: Sequence[Cell]
    least: int
    place: str  # what a line is of: a district or an office
    is_exact: bool

    @property
    def shared(self) -> Sequence[Cell]:
        """Return the figures as they may leave the office."""
        return figures.protected(self.cells, self.least) if self.is_exact else self.cells


def _figures(actor: Actor) -> Figures:
    assert actor.municipality_id is not None
    today = clock.today()
    least = figures.smallest(actor.municipality_id, today)
    if actor.hat is Hat.COORDINATOR:
        open_to_all = [it for it in queries.of_office(actor, today) if not it.ordning.graded_ids]
        return Figures(figures.by_district(open_to_all), least, _("Bydel"), is_exact=True)
    names = {it.id: it.name for it in offices(actor.municipality_id)}
    cells = figures.by_office(queries.of_municipality(actor.municipality_id, today), names)
    return Figures(figures.protected(cells, least), least, _("Kontor"), is_exact=False)


@bp.get("/venter/tall", endpoint="figures")
@guard.rule(Permission.WAITING_FIGURES)
def all_figures(actor: Actor) -> str:
    """Show how many wait, where and for what."""
    return render_template("waiting/figures.html", it=_figures(actor))


@bp.get("/venter/tall.csv")
@guard.rule(Permission.WAITING_FIGURES)
def figures_sheet(actor: Actor) -> Response:
    """Send the figures that may be shared as a spreadsheet."""
    found = _figures(actor)
    return sheets.of_figures(found.shared, found.least, found.place)
