"""Many applicants: the board, the list, the search, and taking in one more."""

from typing import Any

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.audit import kept
from portal.core import clock, labels, paging, web
from portal.core.ids import as_id
from portal.core.labels import SelectChoice
from portal.hiring import intake, queries
from portal.hiring.forms import SearchForm
from portal.hiring.queries import Filters
from portal.hiring.register_form import RegisterForm
from portal.needs.states import RoleKind
from portal.recruitment import demands, way
from portal.recruitment.demands import Concern
from portal.recruitment.models import Application
from portal.recruitment.queries import usual_days
from portal.recruitment.states import RUNNING, Stage

bp = Blueprint("hiring", __name__)


@bp.get("/rekruttering")
@guard.rule(Permission.APPLICATION_LIST)
@kept.page
def board(actor: Actor) -> str:
    """Show who is where, and who has waited longer than usual."""
    filters, today = _filters(), clock.today()
    return render_template(
        "hiring/board.html", board=queries.board(actor, filters, today), today=today,
        **_around_list(actor, filters),
    )  # fmt: skip


@bp.get("/rekruttering/liste")
@guard.rule(Permission.APPLICATION_LIST)
@kept.page
def listing(actor: Actor) -> str:
    """Show the same people as a list, a page at a time."""
    filters = _filters()
    found = paging.page_of(
        queries.listing(actor, filters), paging.page_number(request.args.get("side"))
    )
    return render_template(
        "hiring/list.html", found=found, q="", **_for_list(actor, found),
        **_around_list(actor, filters),
    )  # fmt: skip


@bp.post("/rekruttering/finn")
@guard.rule(Permission.APPLICATION_LIST)
def find(actor: Actor) -> str:
    """Find somebody by name; posted, so that the name is in no address."""
    form = SearchForm()
    text = (form.q.data or "")[:200].strip()
    people = queries.like(actor, text) if form.validate() and text else []
    found = paging.PageOf(people, 1, len(people), max(1, len(people)))
    return render_template(
        "hiring/list.html", found=found, q=text, **_for_list(actor, found),
        **_around_list(actor, Filters()),
    )  # fmt: skip


def _for_list(actor: Actor, found: paging.PageOf[Application]) -> dict[str, Any]:
    assert actor.municipality_id is not None
    today = clock.today()
    return {
        "today": today,
        "has_public_list": bool(demands.of(actor.municipality_id, today).list_columns),
        "usual": usual_days(actor.municipality_id),
        "may_decline": {
            it.id for it in found.items if it.stage in RUNNING and it.user_id != actor.user_id
        },
    }


def _around_list(actor: Actor, filters: Filters) -> dict[str, Any]:
    return {
        "filters": filters,
        "roles": labels.choices(RoleKind),
        "stages": _stages(actor),
        "concerns": labels.choices(Concern, "short"),
        "districts": queries.districts(actor),
        "coordinators": queries.coordinators(actor),
    }


def _stages(actor: Actor) -> list[SelectChoice]:
    """Return the stages of this municipality in their order, then those where it is over."""
    assert actor.municipality_id is not None
    here = way.of(actor.municipality_id)
    over = (Stage.APPROVED, Stage.NOT_APPROVED, Stage.WITHDRAWN)
    return [SelectChoice(str(it), here.word(it)) for it in (*here.stages, *over)]


def _filters() -> Filters:
    """Read the filters; what cannot be read is no filter."""
    asked = request.args
    role, stage = asked.get("rolle", ""), asked.get("steg", "")
    concern = asked.get("merknad", "")
    return Filters(
        role=RoleKind(role) if role in set(RoleKind) else None,
        district_id=as_id(asked.get("bydel", "")),
        responsible_id=as_id(asked.get("ansvarlig", "")),
        stage=Stage(stage) if stage in set(Stage) else None,
        concern=Concern(concern) if concern in set(Concern) else None,
    )


@bp.route("/rekruttering/ny", methods=["GET", "POST"])
@guard.rule(Permission.APPLICATION_LIST)
def register(actor: Actor) -> ResponseReturnValue:
    """Take in an application that came on paper or by telephone."""
    assert actor.municipality_id is not None
    today = clock.today()
    asked = demands.of(actor.municipality_id, today)
    form = RegisterForm(queries.all_districts(actor), asked, data={"received_on": today})
    if form.validate_on_submit():
        application = intake.register(actor, form.taken)
        flash(
            _("Søknaden er lagt inn, og %(name)s har fått kvittering.", name=application.first_name)
        )
        return web.see_other("hiring.listing")
    page = render_template("hiring/register.html", form=form)
    return web.again(page) if form.has_errors else page
