"""The pages about one shift in a rota: add, change, cancel, undo, take advice, give a reason.

The other half of the feature's views; both are routes of the one blueprint.
"""

from collections.abc import Sequence
from datetime import datetime

from flask import Blueprint, Response, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.exceptions import NotFound

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.core import clock, web
from portal.engagements.models import Engagement
from portal.hours import account
from portal.ical.write import CONTENT_TYPE
from portal.rota import forms, own_weeks, queries, service
from portal.rota.plan import Line
from portal.rota.queries import Rota, week_name
from portal.rules.periods import local_day, named_day, parse_time
from portal.shifts import calendar
from portal.shifts import queries as shift_queries
from portal.shifts.models import Shift
from portal.shifts.service import UNDO_FOR, Plan
from portal.shifts.states import ShiftKind

bp = Blueprint("rota", __name__)


@bp.route("/vaktplan/<uuid:ordning_id>/ny", methods=["GET", "POST"])
@guard.rule(Permission.ROTA_CHANGE, queries.of_ordning)
def add(actor: Actor, rota: Rota) -> ResponseReturnValue:
    """Draft a new shift, or the same on several days."""
    form = forms.NewShiftForm()
    form.choose_from(rota.team, rota.times)
    if request.method == "GET":
        form.engagement.data = request.args.get("hvem", "")
        form.day.data = named_day(request.args.get("dag", ""))
        return render_template("rota/add.html", rota=rota, form=form)
    if not form.validate():
        return web.again(render_template("rota/add.html", rota=rota, form=form))
    drafts = service.add(actor, rota, form.plans())
    flash(ngettext("Vakten ligger i utkastet.", "%(num)s vakter ligger i utkastet.", len(drafts)))
    _tell_left_out(form)
    return _to_week(rota, drafts[0].starts_at)


def _tell_left_out(form: forms.NewShiftForm) -> None:
    """Say which days of a series have no shift, and why."""
    if form.left_out:
        flash(ngettext(
            "Én dag er utelatt, for da kan assistenten ikke.",
            "%(num)s dager er utelatt, for da kan assistenten ikke.", form.left_out,
        ), "info")  # fmt: skip
    if form.skipped:
        flash(ngettext(
            "Én dag er utelatt: klokka stilles fram, så tidspunktet finnes ikke.",
            "%(num)s dager er utelatt: klokka stilles fram, så tidspunktet finnes ikke.",
            form.skipped,
        ), "info")  # fmt: skip


def _to_week(rota: Rota, at: datetime) -> ResponseReturnValue:
    return web.see_other("rota.week", ordning_id=rota.ordning_id, week=week_name(local_day(at)))


@bp.route("/vaktplan/<uuid:ordning_id>/vakt/<uuid:line_id>", methods=["GET", "POST"])
@guard.rule(Permission.ROTA_CHANGE, queries.of_line)
def edit(actor: Actor, rota: Rota) -> ResponseReturnValue:
    """Change one shift in the draft: times, day, person, kind and note."""
    line = rota.found
    form = forms.ShiftForm()
    form.choose_from(_with_the_one_who_has_it(rota), rota.times)
    if request.method == "GET":
        form.show(line)
        return render_template("rota/edit.html", rota=rota, line=line, form=form)
    if request.form.get("choice") == "theirs":
        return _to_week(rota, line.starts_at)
    if form.version.data != line.version:
        return _stale(rota, form), 409
    if not form.validate():
        return web.again(render_template("rota/edit.html", rota=rota, line=line, form=form))
    drafted = service.change(actor, rota, line, form.plan())
    flash(_("Endringen ligger i utkastet.") if drafted else _("Vakten er som publisert igjen."))
    return _to_week(rota, form.plan().starts_at)


def _with_the_one_who_has_it(rota: Rota) -> Sequence[Engagement]:
    """Offer also somebody who has left, as long as the shift is theirs."""
    mine = rota.found.engagement
    return [*rota.team, *([mine] if mine and mine not in rota.team else [])]


def _stale(rota: Rota, form: forms.ShiftForm) -> str:
    """Show both versions beside each other; nothing that was typed is lost."""
    theirs = forms.ShiftForm(formdata=None)
    theirs.choose_from(_with_the_one_who_has_it(rota), rota.times)
    theirs.show(rota.found)
    form.version.data = rota.found.version
    return render_template(
        "rota/stale.html", rota=rota, line=rota.found, form=form, versions=form.beside(theirs)
    )


@bp.post("/vaktplan/<uuid:ordning_id>/vakt/<uuid:line_id>/avlys")
@guard.rule(Permission.ROTA_CHANGE, queries.of_line)
def cancel(actor: Actor, rota: Rota) -> ResponseReturnValue:
    """Draft that the shift is cancelled."""
    service.demand_fresh(rota.found, request.form.get("version"))
    service.cancel(actor, rota, rota.found)
    flash(_("Avlysningen ligger i utkastet. Ingen får beskjed før du publiserer."))
    return _to_week(rota, rota.found.starts_at)


@bp.post("/vaktplan/<uuid:ordning_id>/vakt/<uuid:line_id>/angre")
@guard.rule(Permission.ROTA_CHANGE, queries.of_line)
def revert(_actor: Actor, rota: Rota) -> ResponseReturnValue:
    """Forget what is drafted for the shift."""
    service.demand_fresh(rota.found, request.form.get("version"))
    at = rota.found.shift.starts_at if rota.found.shift else rota.found.starts_at
    service.revert(rota.found)
    flash(_("Endringen er angret."))
    return _to_week(rota, at)


@bp.post("/vaktplan/<uuid:ordning_id>/vakt/<uuid:line_id>/forslag")
@guard.rule(Permission.ROTA_CHANGE, queries.of_line)
def suggest(actor: Actor, rota: Rota) -> ResponseReturnValue:
    """Do what was suggested: another person, or another start."""
    form = forms.SuggestionForm()
    service.demand_fresh(rota.found, form.version.data)
    plan = _suggested(rota, form)
    service.change(actor, rota, rota.found, plan)
    flash(_("Forslaget ligger i utkastet."))
    return _to_week(rota, plan.starts_at)


def _suggested(rota: Rota, form: forms.SuggestionForm) -> Plan:
    line = rota.found
    chosen = next((one for one in rota.team if str(one.id) == form.engagement_id.data), None)
    return Plan(
        starts_at=_later(form.starts_at.data, line),
        ends_at=line.ends_at,
        engagement=chosen or line.engagement,
        kind=line.kind,
        note=line.note,
    )


def _later(text: str | None, line: Line) -> datetime:
    """Return the start that was suggested, if it is one the shift can have."""
    try:
        start = parse_time(text or "")
    except ValueError:
        return line.starts_at
    return start if line.starts_at < start < line.ends_at else line.starts_at


@bp.route("/vaktplan/<uuid:ordning_id>/vakt/<uuid:line_id>/begrunn", methods=["GET", "POST"])
@guard.rule(Permission.ROTA_CHANGE, queries.of_line)
def keep(_actor: Actor, rota: Rota) -> ResponseReturnValue:
    """Keep a shift that the rules object to, and write why."""
    form = forms.ReasonForm()
    line = rota.found
    if request.method == "GET":
        form.version.data = line.version
        form.reason.data = line.draft.override_reason if line.draft else ""
        return render_template("rota/keep.html", rota=rota, line=line, form=form)
    service.demand_fresh(line, form.version.data)
    if not form.validate():
        return web.again(render_template("rota/keep.html", rota=rota, line=line, form=form))
    service.give_reason(line, form.reason.data or "")
    flash(_("Begrunnelsen er lagret."))
    return _to_week(rota, line.starts_at)


# A published shift, for whoever has it ---------------------------------------------------


@bp.get("/mine-vakter")
@guard.rule(Permission.SHIFT_LIST_OWN)
def own(actor: Actor) -> str:
    """List a worker's own shifts, four weeks at a time, those that were too."""
    return render_template(
        "rota/own.html",
        rota=own_weeks.of(actor, request.args.get("uke", "")),
        ill=shift_queries.ill(actor.user_id, clock.today()),
        now=clock.now(),
    )


@bp.get("/vakter/<uuid:shift_id>")
@guard.rule(Permission.SHIFT_READ, shift_queries.one)
def shift(actor: Actor, found: Shift) -> str:
    """Show one shift: when, where, the note, who is there at the same time, what can be done."""
    is_own = found.user_id == actor.user_id
    return render_template(
        "rota/shift.html",
        shift=found,
        is_own=is_own,
        kind=ShiftKind(found.kind),
        colleagues=queries.at_the_same_time(actor, found),
        left_minutes=account.left_total(found.ordning_id, clock.today()) if is_own else None,
        today=clock.today(),
        now=clock.now(),
        call=own_weeks.who_to_call(found) if is_own else (),
        undo_until=found.taken_at + UNDO_FOR if is_own and found.taken_at else None,
        week=week_name(local_day(found.starts_at)),
    )


@bp.get("/vakter/<uuid:shift_id>/kalender.ics")
@guard.rule(Permission.SHIFT_READ, shift_queries.one)
def shift_file(actor: Actor, found: Shift) -> Response:
    """Hand out one shift as a calendar file to keep."""
    row = shift_queries.attendee(found.id, actor.user_id) if actor.user_id else None
    if row is None:
        raise NotFound
    named = f"vakt-{local_day(found.starts_at).isoformat()}.ics"
    answer = Response(calendar.file(row), content_type=CONTENT_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{named}"'
    return answer
