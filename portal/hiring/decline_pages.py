"""Turn several down on one page: every letter is read before any is sent."""

from collections.abc import Sequence

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.core import web
from portal.core.errors import RefusedError
from portal.core.forms import Form
from portal.core.ids import as_id
from portal.hiring import declining
from portal.hiring.decline_form import DeclineForm
from portal.hiring.letter_pages import bp
from portal.hiring.models import Decline
from portal.hiring.shown_letter import shown
from portal.hiring.states import DeclineReason
from portal.recruitment.models import Application

__all__ = ["bp"]


@bp.route("/rekruttering/si-nei", methods=["GET", "POST"])
@guard.rule(Permission.APPLICATION_LIST)
def decline(actor: Actor) -> ResponseReturnValue:
    """Show the letter to each of those chosen in the list; send them when told to."""
    ids = [found for text in request.args.getlist("valgt") if (found := as_id(text))]
    form = DeclineForm(data={"reason": DeclineReason.FILLED})
    if form.validate_on_submit() and "preview" not in request.form:
        people = declining.chosen(actor, list(form.versions))
        if people:
            act = declining.decline(actor, people, form.versions, form.answer)
            return web.see_other("hiring.declined", decline_id=act.id)
        form.form_errors.append(_("Ingen av dem kan få nei herfra."))
    people = declining.running(actor, list(form.versions) or ids)
    page = _page(actor, form, people)
    return web.again(page) if form.has_errors else page


def _page(actor: Actor, form: DeclineForm, people: Sequence[Application]) -> str:
    versions = form.versions or {it.id: it.version for it in people}
    drafts = declining.drafted(actor, people, form.answer)
    return render_template(
        "hiring/decline.html", form=form, versions=versions, minutes=declining.REGRET_MINUTES,
        drafts=[(it, shown(it.letter)) for it in drafts],
    )  # fmt: skip


@bp.get("/rekruttering/si-nei/<uuid:decline_id>")
@guard.rule(Permission.APPLICATION_LIST, declining.own)
def declined(_actor: Actor, act: Decline) -> str:
    """Say who was turned down and who was left out, and offer to undo it in time."""
    return render_template(
        "hiring/declined.html", act=act, may_undo=declining.may_undo(act), form=Form(formdata=None)
    )


@bp.post("/rekruttering/si-nei/<uuid:decline_id>/angre")
@guard.rule(Permission.APPLICATION_LIST, declining.own)
def undo_decline(actor: Actor, act: Decline) -> ResponseReturnValue:
    """Put everybody back where they stood, before the letters leave."""
    if not Form().validate():
        raise RefusedError(declining.TOO_LATE)
    count = declining.undo(actor, act)
    flash(
        ngettext(
            "%(num)s søker er satt tilbake. Brevet blir ikke sendt.",
            "%(num)s søkere er satt tilbake. Brevene blir ikke sendt.",
            count,
        )
        if count
        else _("Ingen kunne settes tilbake.")
    )
    return web.see_other("hiring.declined", decline_id=act.id)
