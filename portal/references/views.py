"""The coordinator asks a referee; the referee answers on a page without sign-in."""

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.core import clock, web
from portal.core import format as formats
from portal.core.errors import RefusedError
from portal.recruitment import queries as recruitment
from portal.recruitment.states import RUNNING, Stage
from portal.references import forms, queries, service
from portal.references.forms import AnswerForm
from portal.references.queries import Asked
from portal.references.states import RequestState

bp = Blueprint("references", __name__)


@bp.post("/rekruttering/<uuid:application_id>/spor/<uuid:referee_id>")
@guard.rule(Permission.APPLICATION_TREAT, queries.asked)
def ask(actor: Actor, asked: Asked) -> ResponseReturnValue:
    """Send a referee the link, or a new one."""
    form = forms.AskForm()
    if not form.validate():
        raise RefusedError(service.ALREADY)
    service.ask(actor, asked, form.sent.data or "")
    flash(_("%(name)s får lenken på e-post.", name=asked.referee.name))
    return web.see_other("hiring.show", application_id=asked.application.id)


@bp.route("/referanse/<token>", methods=["GET", "POST"])
@guard.rule(Permission.PUBLIC, lambda _actor, token: queries.of_token(token))
def answer(_actor: Actor, asked: Asked) -> ResponseReturnValue:
    """Let a referee answer. Reading the page changes nothing."""
    assert asked.request is not None
    form = AnswerForm(data=asked.request.draft or {})
    if not _is_open(asked):
        return _closed(asked, form)
    if request.method == "POST" and "later" in request.form:
        service.keep(asked.request, form.written)
        flash(_("Det du har skrevet, er lagret. Bruk samme lenke når du vil fortsette."))
        assert request.view_args is not None
        return web.see_other("references.answer", token=request.view_args["token"])
    if form.validate_on_submit():
        service.answer(asked, form.given)
        return web.see_other("references.thanks")
    page = render_template("references/answer.html", form=form, **_around(asked))
    return web.again(page) if form.has_errors else page


@bp.post("/referanse/<token>/lagre")
@guard.rule(Permission.PUBLIC, lambda _actor, token: queries.of_token(token))
def autosave(_actor: Actor, asked: Asked) -> ResponseReturnValue:
    """Keep what has been written so far and say so in one sentence, also when it is late."""
    assert asked.request is not None
    plain = {"Content-Type": "text/plain; charset=utf-8"}
    if asked.request.answered_at or Stage(asked.application.stage) not in RUNNING:
        return _("Ikke lagret."), 409, plain
    service.keep(asked.request, AnswerForm().written)
    if asked.request.state is RequestState.EXPIRED:
        return _("Fristen er ute. Det du har skrevet, er tatt vare på, men ikke sendt."), plain
    return _("Lagret kl. %(time)s. Ikke sendt ennå.", time=formats.clock(clock.now())), plain


@bp.get("/referanse/takk")
@guard.rule(Permission.PUBLIC)
def thanks(_actor: Actor) -> str:
    """Say that the answer is in, and who reads it."""
    return render_template("references/thanks.html")


def _is_open(asked: Asked) -> bool:
    assert asked.request is not None
    is_running = Stage(asked.application.stage) in RUNNING
    return is_running and asked.request.state is RequestState.WAITING


def _closed(asked: Asked, form: AnswerForm) -> ResponseReturnValue:
    """Say why the link no longer answers; what was sent too late is kept."""
    assert asked.request is not None
    is_late = asked.request.state is RequestState.EXPIRED
    is_running = Stage(asked.application.stage) in RUNNING
    if request.method == "POST" and is_late and is_running:
        service.keep_although_late(asked.request, form.written)
    page = render_template(
        "references/closed.html", is_running=is_running,
        has_text=is_late and is_running and (request.method == "POST" or asked.request.draft),
        **_around(asked),
    )  # fmt: skip
    return page, 410


def _around(asked: Asked) -> dict[str, object]:
    return {
        "application": asked.application,
        "referee": asked.referee,
        "asked": asked.request,
        "contact": recruitment.with_contact(asked.application),
    }
