"""A family and somebody who helps them write to each other. The office does not read it."""

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.core import clock, web
from portal.meetings.queries import family_of
from portal.municipality import settings
from portal.municipality.states import SettingKey
from portal.threads import forms, queries, service
from portal.threads.queries import Match, Own

bp = Blueprint("threads", __name__)


@bp.get("/meldinger")
@guard.rule(Permission.THREAD_LIST)
def index(actor: Actor) -> str:
    """List those one may write to: what is unread first, then the newest."""
    return render_template("threads/index.html", matches=queries.of_actor(actor), days=_days(actor))


@bp.route("/meldinger/<uuid:ordning_id>/<uuid:user_id>", methods=["GET", "POST"])
@guard.rule(Permission.THREAD_WRITE, queries.one)
def show(actor: Actor, match: Match) -> ResponseReturnValue:
    """Show what has been written, and take one more message."""
    shifts = queries.shifts(match) if match.is_open else ()
    form = forms.MessageForm(shifts, data={"shift_id": request.args.get("vakt", "")})
    if form.validate_on_submit():
        service.send(actor, match, form.text.data or "", form.chosen)
        return web.see_other(
            "threads.show", ordning_id=match.ordning_id, user_id=match.user_id, _anchor="nyeste"
        )
    service.note_read(match)
    page = _page(actor, match, form)
    return web.again(page) if form.has_errors else page


def _page(actor: Actor, match: Match, form: forms.MessageForm) -> str:
    most = 10**4 if request.args.get("alle") else queries.SHOWN
    found = queries.messages(match.thread, most + 1) if match.thread else []
    return render_template(
        "threads/show.html", match=match, form=form, messages=found[-most:],
        has_older=len(found) > most, family=family_of(match.ordning), days=_days(actor),
        me=actor.user_id,
    )  # fmt: skip


def _days(actor: Actor) -> int:
    assert actor.municipality_id is not None
    return settings.number(actor.municipality_id, SettingKey.RETENTION_MESSAGE_DAYS, clock.today())


@bp.post("/meldinger/<uuid:message_id>/trekk")
@guard.rule(Permission.THREAD_WRITE, queries.own)
def take_back(actor: Actor, own: Own) -> ResponseReturnValue:
    """Delete the words of one's own message."""
    service.take_back(actor, own)
    flash(_("Meldingen er trukket tilbake. Ingen kan lese den lenger."))
    return web.see_other("threads.show", ordning_id=own.match.ordning_id, user_id=own.match.user_id)
