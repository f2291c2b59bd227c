"""The office's page of the public list of applicants, and the answer to who asks to be left out."""

from collections.abc import Sequence

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.applicant_list import queries, service
from portal.applicant_list.forms import ChosenForm, DecideForm
from portal.applicant_list.queries import ApplicantList, Secrecy
from portal.applicant_list.states import Standing
from portal.core import sheets, web
from portal.core.labels import label
from portal.recruitment.states import ListColumn
from portal.recruitment.tasks import Task

bp = Blueprint("applicant_list", __name__)
Columns = tuple[ListColumn, ...]


def _columns(actor: Actor) -> Columns | None:
    """Return what is on the list here; None, so that no page is there, where none is made."""
    return (actor.municipality_id and queries.columns_of(actor)) or None


@bp.get("/rekruttering/sokerliste")
@guard.rule(Permission.APPLICATION_LIST, _columns)
def index(actor: Actor, columns: Columns) -> ResponseReturnValue:
    """Show the list as it can be handed out, and why when it cannot be yet."""
    form = ChosenForm(queries.needs(actor), request.args)
    if not form.validate():
        return web.again(_page(form, None))
    found = queries.of(actor, columns, form.chosen)
    return _page(form, found, queries.tasks(actor) if found.is_held else ())


def _page(form: ChosenForm, found: ApplicantList | None, waiting: Sequence[Task] = ()) -> str:
    return render_template(
        "applicant_list/index.html", form=form, it=found, waiting=waiting, Standing=Standing
    )


@bp.post("/rekruttering/sokerliste.csv")
@guard.rule(Permission.APPLICATION_LIST, _columns)
def sheet(actor: Actor, columns: Columns) -> ResponseReturnValue:
    """Send the list as a spreadsheet: its columns and nothing more."""
    form = ChosenForm(queries.needs(actor))
    if not form.validate():
        return web.again(_page(form, None))
    found = service.take_out(actor, columns, form.chosen)
    return sheets.sheet("sokerliste", [[label(it) for it in columns], *found.rows])


@bp.route("/rekruttering/<uuid:application_id>/sokerliste", methods=["GET", "POST"])
@guard.rule(Permission.APPLICATION_TREAT, queries.secrecy, reads="application")
def decide(actor: Actor, secrecy: Secrecy) -> ResponseReturnValue:
    """Answer whether an applicant may stay off the list."""
    form = DecideForm(data={"version": secrecy.version}).suit(secrecy)
    if request.method == "POST":
        form.demand_open(secrecy)
    if form.validate_on_submit():
        service.decide(actor, secrecy, form.answer)
        flash(_("%(name)s får svaret på e-post.", name=secrecy.application.first_name))
        return web.see_other("hiring.show", application_id=secrecy.application.id)
    page = render_template(
        "applicant_list/decide.html", form=form, secrecy=secrecy,
        days=service.days_to_withdraw(secrecy.municipality_id),
    )  # fmt: skip
    return web.again(page) if form.has_errors else page
