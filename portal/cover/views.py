"""Open shifts for those who can take them, the sick call, and days away."""

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.core import clock, web
from portal.core.errors import RefusedError
from portal.core.format import moment
from portal.cover import forms, offers, queries, service
from portal.cover.queries import Offer, SickNote
from portal.engagements.models import Worker
from portal.engagements.queries import worker_of_user
from portal.rules.periods import local_day
from portal.shifts import queries as shift_queries
from portal.shifts.models import Absence, Shift
from portal.shifts.states import AbsenceKind

bp = Blueprint("cover", __name__)


@bp.get("/ledige-vakter")
@guard.rule(Permission.SHIFT_TAKE)
def open(actor: Actor) -> str:  # noqa: A001 - the endpoint's name
    """List the open shifts: those that fit, and why the others do not."""
    return _page(actor)


def _page(actor: Actor, form: forms.TakeForm | None = None) -> str:
    return render_template(
        "cover/open.html", judged=offers.open_to(actor), form=form or forms.TakeForm(formdata=None)
    )


@bp.post("/ledige-vakter/<uuid:shift_id>/ta")
@guard.rule(Permission.SHIFT_TAKE, queries.offer)
def take(actor: Actor, offer: Offer) -> ResponseReturnValue:
    """Take a shift, or say why not."""
    form = forms.TakeForm()
    (judged,) = offers.judged(actor, [offer])
    if offer.shift.is_open and not judged.fits:
        form.form_errors.append(_("Vakten passer ikke for deg nå. Grunnen står ved vakten."))
        return web.again(_page(actor, form))
    shift = service.take(actor, offer)
    flash(_("Vakten er din. Du kan angre i 30 minutter."))
    return web.see_other("rota.shift", shift_id=shift.id)


@bp.post("/ledige-vakter/<uuid:shift_id>/angre")
@guard.rule(Permission.SHIFT_TAKE, queries.offer)
def undo(actor: Actor, offer: Offer) -> ResponseReturnValue:
    """Give a shift back that was taken by mistake."""
    service.undo(actor, offer)
    flash(_("Vakten er ledig igjen."))
    return web.see_other("cover.open")


@bp.route("/vakter/<uuid:shift_id>/syk", methods=["GET", "POST"])
@guard.rule(Permission.SHIFT_REPORT_SICK, shift_queries.one)
def sick(actor: Actor, shift: Shift) -> ResponseReturnValue:
    """Call in sick for a shift, or for some days."""
    form = forms.SickForm()
    worker = worker_of_user(actor.user_id)
    assert worker is not None, "whoever has a shift is a worker"
    if request.method == "GET":
        form.first_on.data = max(local_day(shift.starts_at), clock.today())
        form.last_on.data = form.first_on.data
        return render_template("cover/sick.html", shift=shift, form=form)
    if not form.validate():
        return web.again(render_template("cover/sick.html", shift=shift, form=form))
    is_own = shift.user_id == actor.user_id
    absence = service.call_in_sick(actor, worker, AbsenceKind(form.kind.data), form.days)
    day = local_day(shift.starts_at)
    if is_own and not form.days.clip(day, day):
        flash(_("Vakten %(when)s er ikke med i dagene du skrev. Den er fortsatt din.",
                when=moment(shift.starts_at)), "warning")  # fmt: skip
    return web.see_other("cover.note", absence_id=absence.id)


@bp.get("/fravaer/<uuid:absence_id>")
@guard.rule(Permission.SHIFT_REPORT_SICK, queries.note)
def note(_actor: Actor, note: SickNote) -> str:
    """Say what was reported, what became of the shifts, and how to take it back."""
    return render_template("cover/note.html", note=note, now=clock.now())


@bp.post("/fravaer/<uuid:absence_id>/slutt")
@guard.rule(Permission.SHIFT_REPORT_SICK, queries.note)
def end(actor: Actor, note: SickNote) -> ResponseReturnValue:
    """Let somebody come after all: the shifts nobody has taken are theirs again."""
    back = offers.judged(actor, service.end_absence(actor, note))
    fitting = [one.offer for one in back if one.fits]
    service.give_back(actor, fitting)
    flash(
        ngettext(
            "Du er ikke lenger meldt borte. %(num)s vakt er din igjen.",
            "Du er ikke lenger meldt borte. %(num)s vakter er dine igjen.",
            len(fitting),
        )
    )
    return web.see_other("desk.home")


def _own_worker(actor: Actor) -> Worker | None:
    return worker_of_user(actor.user_id)


@bp.route("/meg/tider/borte", methods=["GET", "POST"])
@guard.rule(Permission.AVAILABILITY_MANAGE_OWN, _own_worker)
def away(actor: Actor, worker: Worker) -> ResponseReturnValue:
    """Let a worker say that they are away some days to come."""
    form = forms.AwayForm()
    if form.validate_on_submit():
        try:
            service.be_away(actor, worker, AbsenceKind(form.kind.data), form.days)
        except RefusedError as error:
            form.fail("first_on", str(error))
        else:
            flash(_("Lagret. Nå spør vi deg ikke om vakter de dagene."))
            return web.see_other("engagements.availability", _anchor="borte")
    page = render_template("cover/away.html", form=form)
    return web.again(page) if form.has_errors else page


@bp.post("/meg/tider/borte/<uuid:absence_id>/slutt")
@guard.rule(Permission.AVAILABILITY_MANAGE_OWN, queries.own_absence)
def come_back(actor: Actor, absence: Absence) -> ResponseReturnValue:
    """Take back the days that are to come."""
    service.come_back(actor, absence)
    flash(_("Du er ikke lenger meldt borte de dagene."))
    return web.see_other("engagements.availability", _anchor="borte")
