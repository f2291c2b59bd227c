"""Both sides say how it goes; the office reads it, and says what was done."""

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import NOBODY, Actor
from portal.access.permissions import Permission
from portal.asking.letters import signature
from portal.core import paging, web
from portal.followups import forms, queries, service
from portal.followups.models import FollowUp
from portal.followups.states import FollowUpState, Mark
from portal.followups.wiring import who

bp = Blueprint("followups", __name__)


@bp.context_processor
def words_for_codes() -> dict[str, object]:
    """Give the templates what they name."""
    return {"who_answered": who, "Mark": Mark}


# The office --------------------------------------------------------------------------------


@bp.get("/oppfolging")
@guard.rule(Permission.FOLLOW_UP_LIST)
def index(actor: Actor) -> str:
    """List how it goes: low answers first, then those that wait, then the rest; oldest first."""
    found = paging.page_of(
        queries.answered(actor), paging.page_number(request.args.get("side"))
    )  # fmt: skip
    return render_template(
        "followups/index.html", low=queries.low(actor), waiting=queries.waiting(actor), found=found
    )


@bp.route("/oppfolging/<uuid:follow_up_id>", methods=["GET", "POST"])
@guard.rule(Permission.FOLLOW_UP_MANAGE, queries.one)
def show(actor: Actor, follow_up: FollowUp) -> ResponseReturnValue:
    """Show one answer, and take what was done about a low one."""
    form = forms.CloseForm(data={"version": follow_up.version})
    if form.validate_on_submit():
        service.close(actor, follow_up, form.version.data or 0, form.what.data or "")
        flash(_("Lagret. Oppgaven er ute av køen."))
        return web.see_other("followups.index")
    page = render_template("followups/show.html", form=form, it=follow_up)
    return web.again(page) if form.has_errors else page


# Both sides --------------------------------------------------------------------------------


@bp.route("/meg/oppfolging/<uuid:follow_up_id>", methods=["GET", "POST"])
@guard.rule(Permission.FOLLOW_UP_ANSWER_OWN, queries.own)
def answer(actor: Actor, follow_up: FollowUp) -> ResponseReturnValue:
    """Ask whoever is signed in how it goes."""
    return _answer(actor, follow_up)


@bp.route("/oppfolging/svar/<token>", methods=["GET", "POST"])
@guard.rule(Permission.PUBLIC, lambda _actor, token: queries.of_token(token))
def link(_actor: Actor, follow_up: FollowUp) -> ResponseReturnValue:
    """Let whoever has the mail answer. Reading the page changes nothing."""
    return _answer(NOBODY, follow_up)


def _answer(actor: Actor, follow_up: FollowUp) -> ResponseReturnValue:
    office = signature(follow_up.municipality_id, follow_up.office_id)
    form = forms.AnswerForm().suit(follow_up.side_code)
    if not service.is_open(follow_up):
        is_in = follow_up.state not in {FollowUpState.WAITING, FollowUpState.EXPIRED}
        if is_in and request.method == "POST":  # sent twice
            return web.see_other("followups.thanks")
        page = render_template("followups/over.html", is_in=is_in, office=office)
        return page, 410
    if form.validate_on_submit():
        service.answer(actor, follow_up, form.given)
        return web.see_other("followups.thanks")
    page = render_template("followups/answer.html", form=form, it=follow_up, office=office)
    return web.again(page) if form.has_errors else page


@bp.get("/oppfolging/takk")
@guard.rule(Permission.PUBLIC)
def thanks(_actor: Actor) -> str:
    """Say that the answer is in, and who reads it."""
    return render_template("followups/thanks.html")
