"""The page that ends an engagement."""

from flask import Blueprint, flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.core import web
from portal.core.errors import ConflictError
from portal.ending import service
from portal.ending.forms import EndForm
from portal.engagements import queries
from portal.engagements.models import Engagement

bp = Blueprint("ending", __name__)


@bp.route("/oppdrag/<uuid:engagement_id>/avslutt", methods=["GET", "POST"])
@guard.rule(Permission.ENGAGEMENT_END, queries.one)
def end(actor: Actor, engagement: Engagement) -> ResponseReturnValue:
    """Say what ending means, and end it."""
    if engagement.ended_at is not None:
        raise ConflictError(_("Oppdraget er avsluttet allerede."))
    form = EndForm()
    if form.validate_on_submit():
        opened = service.end(actor, engagement, (form.reason.data or "").strip())
        flash(
            ngettext(
                "Oppdraget er avsluttet. %(num)s vakt er ledig.",
                "Oppdraget er avsluttet. %(num)s vakter er ledige.",
                opened,
            )
        )
        return web.see_other("engagements.show", engagement_id=engagement.id)
    page = render_template(
        "ending/end.html",
        form=form,
        engagement=engagement,
        ahead=service.shifts_ahead(engagement),
    )
    return web.again(page) if form.is_submitted() else page
