"""Where an administrator closes pay periods."""

from flask import Blueprint, flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.closing import queries, service
from portal.closing.forms import CloseForm, ReopenForm
from portal.core import format as formats
from portal.core import web
from portal.core.errors import ConflictError
from portal.municipality.models import ClosedPeriod

bp = Blueprint("closing", __name__)
_manage = Permission.MUNICIPALITY_MANAGE


@bp.get("/kommunen/perioder")
@guard.rule(_manage)
def index(actor: Actor) -> str:
    """Show the period that comes next, what it waits for, and those that are closed."""
    following = queries.next_period(actor)
    return render_template(
        "closing/index.html", following=following, closed=queries.closed(actor),
        form=CloseForm(to_on=following.period.to_on),
    )  # fmt: skip


@bp.post("/kommunen/perioder/lukk")
@guard.rule(_manage)
def close(actor: Actor) -> ResponseReturnValue:
    """Close the period that was on the page."""
    form = CloseForm()
    if not form.validate():
        raise ConflictError(service.NOT_NOW)
    row = service.close(actor, form.to_on.data)
    flash(_("Perioden til og med %(day)s er lukket.", day=formats.day_year(row.last_on)))
    return web.see_other("closing.index")


@bp.route("/kommunen/perioder/<uuid:period_id>/gjenapne", methods=["GET", "POST"])
@guard.rule(_manage, queries.newest)
def reopen(actor: Actor, row: ClosedPeriod) -> ResponseReturnValue:
    """Open the last closed period again, with a reason."""
    form = ReopenForm()
    if form.validate_on_submit():
        service.reopen(actor, row, (form.reason.data or "").strip())
        flash(_("Perioden er åpen igjen."))
        return web.see_other("closing.index")
    page = render_template("closing/reopen.html", form=form, period=row)
    return web.again(page) if form.is_submitted() else page
