"""The office asks a batch; whoever is asked answers on a link, or on a page of their own."""

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.access import guard
from portal.access.actor import NOBODY, Actor
from portal.access.permissions import Permission
from portal.asking import forms, letters, queries, service
from portal.asking.forms import AnswerForm
from portal.asking.models import Question
from portal.asking.states import Answer
from portal.core import clock, web
from portal.core.errors import ConflictError
from portal.matching import loaded, turns
from portal.matching.candidates import field_of
from portal.needs import pay
from portal.needs.models import Need

bp = Blueprint("asking", __name__)


# The office --------------------------------------------------------------------------------


@bp.route("/behov/<uuid:need_id>/sporsmal", methods=["GET", "POST"])
@guard.rule(Permission.PROPOSAL_MANAGE, loaded.need)
def ask(actor: Actor, need: Need) -> ResponseReturnValue:
    """Show who is asked next and what they will read; ask them."""
    today = clock.today()
    lines = service.first_of(field_of(actor, need, today), today)
    form = forms.AskForm(
        data={
            "people": [str(line.proposal.id) for line in lines],
            "answer_by": service.answer_by(need.municipality_id, today),
        }
    ).suit(lines)
    if request.method == "POST" and not set(form.people.data or []) <= _ids(lines):
        raise ConflictError(service.MOVED)
    if form.validate_on_submit():
        service.ask(actor, need, form.chosen, form.answer_by.data)
        count = len(form.chosen)
        flash(ngettext("%(num)s er spurt.", "%(num)s er spurt.", count))
        return web.see_other("matching.proposals", need_id=need.id)
    page = render_template(
        "asking/ask.html", form=form, need=need, lines=lines, terms=pay.terms(need),
        number=queries.last_number(need.id) + 1,
    )  # fmt: skip
    return web.again(page) if form.has_errors else page


def _ids(lines: list[service.Line]) -> set[str]:
    return {str(line.proposal.id) for line in lines}


# Whoever is asked --------------------------------------------------------------------------


@bp.get("/meg/sporsmal")
@guard.rule(Permission.QUESTION_LIST_OWN)
def mine(actor: Actor) -> str:
    """List what one has been asked about, what waits for an answer first."""
    found = queries.of_user(actor.user_id)
    open_ = [it for it in found if queries.is_answerable(it) and not it.answer]
    return render_template(
        "asking/mine.html", open=open_, rest=[it for it in found if it not in open_],
        turns=[it for it in turns.of(actor) if it.url != request.path],
        answerable={it.id for it in found if queries.is_answerable(it)}, today=clock.today(),
    )  # fmt: skip


@bp.route("/meg/sporsmal/<uuid:question_id>", methods=["GET", "POST"])
@guard.rule(Permission.QUESTION_ANSWER_OWN, queries.own)
def answer(actor: Actor, question: Question) -> ResponseReturnValue:
    """Show one question, and take the answer."""
    form = _form(question)
    if not queries.is_answerable(question):
        return _over(question)
    if form.validate_on_submit():
        service.answer(actor, question, form.version.data or 0, form.reply)
        flash(_("Takk. Svaret ditt er lagret."))
        return web.see_other("asking.mine")
    return _page(question, form, is_own=True)


@bp.route("/sporsmal/<token>", methods=["GET", "POST"])
@guard.rule(Permission.PUBLIC, lambda _actor, token: queries.of_token(token))
def link(_actor: Actor, question: Question) -> ResponseReturnValue:
    """Let whoever has the mail answer. Reading the page changes nothing."""
    form = _form(question)
    if question.expires_at <= clock.now() or not queries.is_answerable(question):
        return _over(question)
    if form.validate_on_submit():
        service.answer(NOBODY, question, form.version.data or 0, form.reply)
        return web.see_other("asking.thanks", svar=form.reply.answer.value)
    return _page(question, form, is_own=False)


@bp.get("/sporsmal/takk")
@guard.rule(Permission.PUBLIC)
def thanks(_actor: Actor) -> str:
    """Say what the answer did, and that it can be changed."""
    said = request.args.get("svar", "")
    given = Answer(said) if said in set(Answer) else Answer.NO
    return render_template("asking/thanks.html", given=given)


def _form(question: Question) -> AnswerForm:
    return AnswerForm(
        data={"version": question.version, "answer": question.answer, "why": question.why}
    )


def _page(question: Question, form: AnswerForm, *, is_own: bool) -> ResponseReturnValue:
    need = question.proposal.need
    page = render_template(
        "asking/answer.html", form=form, question=question, need=need, terms=pay.terms(need),
        is_own=is_own, today=clock.today(), office=_office(question),
    )  # fmt: skip
    return web.again(page) if form.has_errors else page


def _over(question: Question) -> ResponseReturnValue:
    """Say why there is nothing to answer; it tells nothing of the others who were asked."""
    page = render_template("asking/over.html", question=question, office=_office(question))
    return page, 410


def _office(question: Question) -> dict[str, object]:
    need = question.proposal.need
    return letters.signature(need.municipality_id, need.office_id)
