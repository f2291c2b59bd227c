"""Attest for the family, approve for the municipality, and everything about one line."""

from uuid import UUID

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.access import guard
from portal.access.actor import Actor, Hat
from portal.access.permissions import Permission
from portal.access.policy import may
from portal.approval import (
    approving,
    attesting,
    corrections,
    disputes,
    forms,
    line_page,
    queries,
    service,
)
from portal.approval.corrections import Right, Total
from portal.approval.service import Done
from portal.core import clock, ids, web
from portal.core.errors import ConflictError, RefusedError
from portal.core.format import hours
from portal.engagements.states import Kind
from portal.families import queries as families
from portal.families.models import Ordning
from portal.shifts.models import Entry
from portal.shifts.states import EntryCode, EntrySource, EntryState
from portal.timesheets import told
from portal.timesheets.lifecycle import MOVED_ON

bp = Blueprint("approval", __name__)
_WORDS = {"sources": EntrySource, "codes": EntryCode, "states": EntryState, "kinds": Kind}


# The family ------------------------------------------------------------------------------


@bp.get("/attester")
@guard.rule(Permission.ENTRY_LIST_ATTEST)
def attest(actor: Actor) -> str:
    """Show what is as planned, and what must be looked at."""
    board = attesting.board(actor, ids.as_id(request.args.get("ordning", "")))
    return render_template(
        "approval/attest.html", it=board, reasons=told.asking, new_key=ids.new_id,
        today=clock.today(), **_WORDS,
    )  # fmt: skip


@bp.post("/attester")
@guard.rule(Permission.ENTRY_LIST_ATTEST)
def attest_all(actor: Actor) -> ResponseReturnValue:
    """Attest all that is as planned, as it was when it was read."""
    _tell(service.attest_all(actor, _keys()), _("Attestert"))
    ordning_id = ids.as_id(request.form.get("ordning", ""))
    return web.see_other("approval.attest", ordning=ordning_id)


@bp.post("/attester/angre")
@guard.rule(Permission.ENTRY_LIST_ATTEST)
def unattest_all(actor: Actor) -> ResponseReturnValue:
    """Take back what was attested, as it was when it was read."""
    _tell(service.unattest_all(actor, _keys()), _("Venter på deg igjen"))
    return web.see_other("approval.attest", ordning=ids.as_id(request.form.get("ordning", "")))


def _keys() -> dict[UUID, int]:
    return ids.keys(request.form.getlist("line"))


def _tell(done: Done, word: str) -> None:
    """Say what was done, and what was left out."""
    if not done.count and done.left_out:
        raise ConflictError(
            _("Linjene er endret siden du leste dem, eller avgjort av noen andre. Les dem på nytt.")
        )
    if done.count:
        flash(ngettext(
            "%(word)s: én vakt, %(hours)s.", "%(word)s: %(num)s vakter, %(hours)s.", done.count,
            word=word, hours=hours(done.minutes),
        ))  # fmt: skip
    if done.left_out:
        flash(ngettext(
            "Én linje var endret og er ikke tatt med. Den står her fortsatt, hvis den venter.",
            "%(num)s linjer var endret og er ikke tatt med. De står her fortsatt, hvis de venter.",
            done.left_out,
        ), "warning")  # fmt: skip


@bp.post("/timer/<uuid:entry_id>/attester")
@guard.rule(Permission.ENTRY_ATTEST, queries.one)
def attest_one(actor: Actor, entry: Entry) -> ResponseReturnValue:
    """Attest one line."""
    service.attest(actor, entry, forms.VersionForm().version.data or 0)
    flash(_("Attestert: %(hours)s.", hours=hours(entry.minutes)))
    return web.see_other("approval.attest", ordning=entry.ordning_id)


@bp.post("/timer/<uuid:entry_id>/angre")
@guard.rule(Permission.ENTRY_UNATTEST, queries.one)
def unattest_one(actor: Actor, entry: Entry) -> ResponseReturnValue:
    """Take back that one line is attested."""
    service.unattest(actor, entry, forms.VersionForm().version.data or 0)
    flash(_("Venter på deg igjen: %(hours)s.", hours=hours(entry.minutes)))
    return web.see_other("approval.attest", ordning=entry.ordning_id)


@bp.route("/timer/<uuid:entry_id>/tilbake", methods=["GET", "POST"])
@guard.rule(Permission.ENTRY_RETURN, queries.one)
def send_back(actor: Actor, entry: Entry) -> ResponseReturnValue:
    """Return a line to the worker with a reason."""
    form = forms.ReasonForm(data={"version": entry.version})
    if form.validate_on_submit():
        service.send_back(actor, entry, form.version.data or 0, form.why)
        who = entry.engagement.worker.first_name
        flash(_("Sendt tilbake. %(who)s får beskjed.", who=who))
        return _list_of(actor)
    return _reason_page("approval/send_back.html", actor, entry, form)


def _reason_page(
    template: str, actor: Actor, entry: Entry, form: forms.ReasonForm | forms.AnswerForm
) -> ResponseReturnValue:
    page = render_template(
        template, entry=entry, form=form, reasons=told.reasons(entry), back=_list_url(actor),
        **_WORDS,
    )  # fmt: skip
    return web.again(page) if form.has_errors else page


def _list_url(actor: Actor) -> str:
    return "/godkjenning" if actor.hat is Hat.COORDINATOR else "/attester"


def _list_of(actor: Actor) -> ResponseReturnValue:
    is_staff = actor.hat is Hat.COORDINATOR
    return web.see_other("approval.queue" if is_staff else "approval.attest")


# The coordinator -------------------------------------------------------------------------


@bp.get("/godkjenning")
@guard.rule(Permission.ENTRY_LIST_APPROVAL)
def queue(actor: Actor) -> str:
    """Show exceptions first, then the rest to approve in one act."""
    return render_template(
        "approval/queue.html", it=approving.queue(actor), new_key=ids.new_id, **_WORDS
    )


@bp.post("/godkjenning")
@guard.rule(Permission.ENTRY_LIST_APPROVAL)
def approve_all(actor: Actor) -> ResponseReturnValue:
    """Approve all without exceptions, as it was when it was read."""
    _tell(service.approve_all(actor, _keys()), _("Godkjent"))
    return web.see_other("approval.queue")


@bp.route("/timer/<uuid:entry_id>/godkjenn", methods=["GET", "POST"])
@guard.rule(Permission.ENTRY_APPROVE, queries.one)
def approve(actor: Actor, entry: Entry) -> ResponseReturnValue:
    """Approve one line; what breaks a rule takes a reason."""
    takes_reason = service.needs_reason(entry)
    form = forms.ReasonForm(data={"version": entry.version})
    if form.is_submitted() and (form.validate() or not (takes_reason or form.why)):
        service.approve(actor, entry, form.version.data or 0, form.why)
        flash(_("Godkjent: %(hours)s.", hours=hours(entry.minutes)))
        return web.see_other("approval.queue")
    return _reason_page("approval/approve.html", actor, entry, form)


@bp.route("/timer/<uuid:entry_id>/ta-over", methods=["GET", "POST"])
@guard.rule(Permission.ENTRY_ATTEST_FOR_FAMILY, queries.one)
def take_over(actor: Actor, entry: Entry) -> ResponseReturnValue:
    """Attest for a family that has not, and approve."""
    form = forms.ReasonForm(data={"version": entry.version})
    if not service.is_taken_over(entry, clock.now()):
        raise RefusedError(service.NOT_YET)
    if form.validate_on_submit():
        service.attest_and_approve(actor, entry, form.version.data or 0, form.why)
        flash(_("Attestert og godkjent: %(hours)s.", hours=hours(entry.minutes)))
        return web.see_other("approval.queue")
    return _reason_page("approval/approve.html", actor, entry, form)


@bp.route("/godkjenning/<uuid:ordning_id>/ta-over", methods=["GET", "POST"])
@guard.rule(Permission.ENTRY_LIST_APPROVAL, families.ordning)
def take_over_all(actor: Actor, ordning: Ordning) -> ResponseReturnValue:
    """Attest and approve all that a family has let lie, with one reason."""
    silent = approving.silent(actor, ordning)
    form = forms.WhyForm()
    if form.validate_on_submit():
        done = service.attest_and_approve_all(actor, _keys(), ordning.id, form.why)
        _tell(done, _("Attestert og godkjent"))
        return web.see_other("approval.queue")
    page = render_template("approval/take_over_all.html", it=silent, form=form, new_key=ids.new_id)
    return web.again(page) if form.has_errors else page


# One line --------------------------------------------------------------------------------


@bp.get("/timer/<uuid:entry_id>")
@guard.rule(Permission.ENTRY_READ, queries.one)
def entry(actor: Actor, entry: Entry) -> str:
    """Show everything about one line: what, why, where it is, and its history."""
    return render_template(
        "approval/entry.html", it=line_page.of(actor, entry), may=_allowed(actor, entry),
        back_to=actor.hat, **_WORDS,
    )  # fmt: skip


def _allowed(actor: Actor, entry: Entry) -> dict[str, bool]:
    """What the reader may do with the line as it is."""
    is_late = entry.is_attestable and actor.hat is Hat.COORDINATOR
    return {
        "attest": may(actor, Permission.ENTRY_ATTEST, entry),
        "unattest": may(actor, Permission.ENTRY_UNATTEST, entry),
        "approve": may(actor, Permission.ENTRY_APPROVE, entry),
        "take_over": is_late
        and may(actor, Permission.ENTRY_ATTEST_FOR_FAMILY, entry)
        and service.is_taken_over(entry, clock.now()),
        "send_back": may(actor, Permission.ENTRY_RETURN, entry),
        "correct": entry.is_approved and may(actor, Permission.ENTRY_CORRECT, entry),
        "dispute": may(actor, Permission.ENTRY_DISPUTE_OWN, entry),
        "answer": may(actor, Permission.ENTRY_CORRECT, entry),
        "change": actor.hat is Hat.WORKER and entry.user_id == actor.user_id,
    }


@bp.route("/timer/<uuid:entry_id>/rett", methods=["GET", "POST"])
@guard.rule(Permission.ENTRY_CORRECT, queries.one)
def correct(actor: Actor, entry: Entry) -> ResponseReturnValue:
    """Correct what is approved, with a line that says how much more or less."""
    if not entry.is_approved:
        raise ConflictError(MOVED_ON)
    chain = queries.chain(entry)
    total = Total.of(chain)
    form = forms.CorrectionForm(data={
        "seen": total.count, "minutes": total.minutes, "km": total.km or None,
        "outlay": total.outlay_ore or None,
    })  # fmt: skip
    if form.validate_on_submit():
        try:
            corrections.correct(actor, entry, _right(form))
        except RefusedError as error:
            form.fail("minutes", error.sentence)
        else:
            flash(_("Rettet. Den som jobbet, og familien får beskjed."))
            return web.see_other("approval.entry", entry_id=chain[0].id)
    page = render_template("approval/correct.html", entry=entry, form=form, total=total, **_WORDS)
    return web.again(page) if form.has_errors else page


def _right(form: forms.CorrectionForm) -> Right:
    return Right(
        minutes=form.minutes.data or 0, km=form.km.data or 0, outlay_ore=form.outlay.data or 0,
        reason=(form.reason.data or "").strip(), seen=form.seen.data or 0,
    )  # fmt: skip


@bp.route("/timer/<uuid:entry_id>/si-fra", methods=["GET", "POST"])
@guard.rule(Permission.ENTRY_DISPUTE_OWN, queries.one)
def dispute(actor: Actor, entry: Entry) -> ResponseReturnValue:
    """Tell the office that one does not agree."""
    form = forms.ReasonForm(data={"version": entry.version})
    if form.validate_on_submit():
        disputes.raise_(actor, entry, form.version.data or 0, form.why)
        flash(_("Kontoret har fått beskjed. Svaret kommer hit, og du får en e-post."))
        return web.see_other("approval.entry", entry_id=entry.id)
    return _reason_page("approval/dispute.html", actor, entry, form)


@bp.route("/timer/<uuid:entry_id>/svar", methods=["GET", "POST"])
@guard.rule(Permission.ENTRY_CORRECT, queries.one)
def answer(actor: Actor, entry: Entry) -> ResponseReturnValue:
    """Answer somebody who says that a line is wrong."""
    if disputes.waiting_of(entry) is None:
        raise ConflictError(MOVED_ON)
    form = forms.AnswerForm()
    if form.validate_on_submit():
        disputes.answer(actor, entry, form.why)
        flash(_("Svart. %(who)s får beskjed.", who=entry.engagement.worker.first_name))
        return web.see_other("approval.entry", entry_id=entry.id)
    return _reason_page("approval/answer.html", actor, entry, form)
