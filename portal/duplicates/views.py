"""Two applications side by side: merge them, say that they are two people, or undo it."""

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.core import web
from portal.core.errors import RefusedError
from portal.core.forms import Form
from portal.duplicates import fields, queries, service
from portal.duplicates.forms import MergeForm
from portal.duplicates.queries import Couple, Merging
from portal.needs import queries as needs

bp = Blueprint("duplicates", __name__)


@bp.get("/rekruttering/duplikater")
@guard.rule(Permission.APPLICATION_LIST)
def index(actor: Actor) -> str:
    """List the applications that look like one person's."""
    return render_template("duplicates/index.html", pairs=queries.open_pairs(actor))


@bp.route("/rekruttering/<uuid:application_id>/sla-sammen/<uuid:other_id>", methods=["GET", "POST"])
@guard.rule(Permission.APPLICATION_TREAT, queries.couple, reads="application")
def merge(actor: Actor, couple: Couple) -> ResponseReturnValue:
    """Show the two side by side, and which value is kept of each; merge them when told to."""
    kept, other = couple.kept, couple.other
    form = MergeForm(data={"kept_version": kept.version, "other_version": other.version})
    if form.validate_on_submit():
        service.merge(actor, couple, form.plan)
        flash(_("Søknadene er slått sammen. Du kan angre i sju dager."))
        return web.see_other("hiring.show", application_id=kept.id)
    return render_template(
        "duplicates/merge.html", form=form, kept=kept, other=other,
        differences=fields.differences(kept, other), pair=queries.pair_of(kept.id, other.id),
        districts={it.id: it.name for it in needs.districts(kept.municipality_id)},
        may_swap=not service.holds(kept), problem=service.holds(other),
    )  # fmt: skip


@bp.post("/rekruttering/<uuid:application_id>/ikke-samme/<uuid:other_id>")
@guard.rule(Permission.APPLICATION_TREAT, queries.couple)
def dismiss(actor: Actor, couple: Couple) -> ResponseReturnValue:
    """Say that they are two people, and never ask again."""
    service.dismiss(actor, couple)
    flash(_("Notert: dette er to personer."))
    return web.see_other("hiring.show", application_id=couple.kept.id)


@bp.route(
    "/rekruttering/<uuid:application_id>/sammenslaing/<uuid:pair_id>", methods=["GET", "POST"]
)
@guard.rule(Permission.APPLICATION_TREAT, queries.merging)
def merging(actor: Actor, done: Merging) -> ResponseReturnValue:
    """Show what was merged, when and by whom; undo it while that can be done."""
    form = Form()
    if request.method == "POST":
        if not form.validate():
            raise RefusedError
        service.undo(actor, done)
        flash(_("Søknadene er skilt fra hverandre igjen."))
        return web.see_other("hiring.show", application_id=done.kept.id)
    return render_template(
        "duplicates/merging.html", form=form, done=done, may_undo=service.may_undo(done)
    )
