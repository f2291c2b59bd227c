"""The worker's own hours: the page, one tap as planned, the form, the clock."""

from datetime import date, timedelta

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.access import guard
from portal.access.actor import Actor, Relation
from portal.access.permissions import Permission
from portal.core import clock, ids, web
from portal.core.errors import ConflictError
from portal.core.format import clock as clock_text
from portal.core.format import day_long, hours
from portal.engagements.models import Engagement
from portal.families.models import Child
from portal.rules.deadlines import add_months
from portal.rules.periods import named_month
from portal.shifts.models import Entry
from portal.shifts.states import EntryCode, EntryState
from portal.timesheets import forms, overview, queries, running, service
from portal.timesheets.labels import sentence
from portal.timesheets.lifecycle import MOVED_ON
from portal.timesheets.lines import Line
from portal.timesheets.own_shifts import OwnShift
from portal.timesheets.service import CannotLogError, Logged
from portal.timesheets.states import Flag

bp = Blueprint("timesheets", __name__)
ENDED_LATELY = timedelta(days=400)


# The page --------------------------------------------------------------------------------


@bp.get("/mine-timer")
@guard.rule(Permission.ENTRY_LOG_OWN)
def mine(actor: Actor) -> str:
    """Show what is not logged, what runs, what came back, and where the money is."""
    page = overview.of(actor, _month(request.args.get("maaned", "")))
    first = page.month.from_on
    after = add_months(first, 1)
    return render_template(
        "timesheets/mine.html", it=page, new_key=ids.new_id, codes=EntryCode, states=EntryState,
        before=f"{add_months(first, -1):%Y-%m}",
        after=f"{after:%Y-%m}" if after <= page.today else "",
    )  # fmt: skip


def _month(text: str) -> date:
    asked = named_month(text)
    return asked.from_on if asked else clock.today()


@bp.post("/mine-timer/som-planlagt")
@guard.rule(Permission.ENTRY_LOG_OWN)
def as_planned(actor: Actor) -> ResponseReturnValue:
    """Log shifts as the plan says: one, or all that are over. Changed ones are left out."""
    assert actor.user_id is not None
    asked = ids.keys(request.form.getlist("shift"))
    found = [it for it in queries.some(actor.user_id, asked.keys()) if it.is_due(clock.now())]
    fresh = [it for it in found if asked[it.shift.id] == it.shift.version]
    if not asked or not fresh:
        raise ConflictError(MOVED_ON)
    done = service.log(actor, [it.line() for it in fresh])
    _tell(done)
    left_out = len(asked) - len(fresh)
    if left_out:
        flash(ngettext(
            "Én vakt var endret eller ført fra før, og er ikke tatt med. Se på den en gang til.",
            "%(num)s vakter var endret eller ført fra før, og er ikke tatt med.", left_out,
        ), "warning")  # fmt: skip
    return web.see_other("timesheets.mine")


def _tell(done: Logged) -> None:
    """Say what was logged, what was not and why, and what the person ought to know."""
    if done.entries:
        minutes = sum(it.minutes for it in done.entries)
        flash(ngettext(
            "Ført: én vakt, %(hours)s.", "Ført: %(num)s vakter, %(hours)s.", len(done.entries),
            hours=hours(minutes),
        ))  # fmt: skip
    for line, problems in done.refused:
        day = day_long(line.span.start)
        flash(f"{day.capitalize()}: {sentence(problems[0], line)}", "warning")
    _tell_more(done)


def _tell_more(done: Logged) -> None:
    codes = {flag["code"] for entry in done.entries for flag in entry.flags}
    if any(done.facts.is_closed(clock.local(it.starts_at).date()) for it in done.entries):
        flash(_("Lønnsperioden er avsluttet. Timene kommer med i den neste, ingenting blir borte."))
    if Flag.LATE in codes:
        flash(_("Det er lenge siden vakten, så koordinatoren ser på timene før de betales."))
    if codes & {Flag.OVER_VEDTAK, Flag.OVER_LIMIT}:
        flash(_("Timene går over vedtaket. De er lagret, og koordinatoren bestemmer resten."))
    if Flag.WORKING_TIME in codes:
        flash(_("Reglene om arbeidstid sier noe om denne vakten. Åpne linja for å lese det."))


# The form --------------------------------------------------------------------------------


@bp.route("/vakter/<uuid:shift_id>/timer", methods=["GET", "POST"])
@guard.rule(Permission.ENTRY_LOG_OWN, queries.loggable)
def log(actor: Actor, own: OwnShift) -> ResponseReturnValue:
    """Log one of one's shifts with other times than the plan's."""
    if own.entry_id is not None:
        if request.method == "POST":
            raise ConflictError(_("Vakten er ført allerede. Du finner den under «Mine timer»."))
        return web.see_other("timesheets.edit", entry_id=own.entry_id)
    form = forms.HoursForm(data=forms.of_line(own.line(), own.shift.version))
    line = _line_of(form, own) if form.validate_on_submit() else None
    if line is not None and form.version.data != own.shift.version:
        raise ConflictError(
            _("Vakten er endret siden du leste den. Det du skrev, er tatt vare på.")
        )
    if line is not None and _log(actor, form, line):
        return web.see_other("timesheets.mine")
    return _form_page(actor, form, own.line(), own.shift.ordning.child)


def _line_of(form: forms.HoursForm, own: OwnShift) -> Line:
    plain = own.line()
    return Line(
        engagement=own.engagement, span=form.span, code=own.code, kind=plain.kind,
        shift_id=own.shift.id, planned=plain.planned, **form.written(),
    )  # fmt: skip


@bp.route("/mine-timer/ekstra", methods=["GET", "POST"])
@guard.rule(Permission.ENTRY_LOG_OWN)
def extra(actor: Actor) -> ResponseReturnValue:
    """Log hours that were not in the plan."""
    form = forms.ExtraForm(_choices(actor))
    if form.validate_on_submit() and _log(actor, form, form.line()):
        return web.see_other("timesheets.mine")
    return _form_page(actor, form, None, None)


def _choices(actor: Actor) -> list[tuple[Engagement, str]]:
    named = actor.of(Relation.NAMED_FOR)
    found = queries.engagements_of(actor.user_id, clock.today() - ENDED_LATELY)
    return [(it, overview.place(it.ordning.child, named) or _("Skjermet")) for it in found]


def _log(actor: Actor, form: forms.HoursForm, line: Line) -> bool:
    """Log a line, sent or only saved; what stands in the way is put at its field."""
    try:
        done = service.log_one(actor, line, send="save" not in request.form)
    except CannotLogError as error:
        form.blame_line(error.problems, line)
        return False
    _tell(done) if "save" not in request.form else flash(_("Lagret, ikke sendt."))
    return True


@bp.route("/mine-timer/<uuid:entry_id>/endre", methods=["GET", "POST"])
@guard.rule(Permission.ENTRY_LOG_OWN, queries.own_entry)
def edit(actor: Actor, entry: Entry) -> ResponseReturnValue:
    """Change a line that is not sent, or came back."""
    if not entry.is_changeable:
        return web.see_other("approval.entry", entry_id=entry.id)
    old = Line.of_entry(entry, queries.planned_of(entry))
    is_extra = entry.code == EntryCode.EXTRA
    shown = forms.of_line(old, entry.version)
    form = forms.ExtraForm(_choices(actor), data=shown) if is_extra else forms.HoursForm(data=shown)
    if form.validate_on_submit() and _change(actor, form, entry, forms.rewritten(form, old)):
        return web.see_other("timesheets.mine")
    return _form_page(actor, form, old, entry.ordning.child, entry)


def _change(actor: Actor, form: forms.HoursForm, entry: Entry, line: Line) -> bool:
    send = "save" not in request.form
    try:
        done = service.change(actor, entry, line, version=form.version.data or 0, send=send)
    except CannotLogError as error:
        form.blame_line(error.problems, line)
        return False
    _tell(done) if send else flash(_("Lagret, ikke sendt."))
    return True


def _form_page(
    actor: Actor, form: forms.HoursForm, line: Line | None, child: Child | None,
    entry: Entry | None = None,
) -> ResponseReturnValue:  # fmt: skip
    page = render_template(
        "timesheets/log.html", form=form, line=line, entry=entry, codes=EntryCode,
        place=overview.place(child, actor.of(Relation.NAMED_FOR)) if child else "",
    )  # fmt: skip
    return web.again(page) if form.has_errors else page


# One line --------------------------------------------------------------------------------


@bp.post("/mine-timer/<uuid:entry_id>/send")
@guard.rule(Permission.ENTRY_LOG_OWN, queries.own_entry)
def send(actor: Actor, entry: Entry) -> ResponseReturnValue:
    """Send a draft as it is, or as planned."""
    line = Line.of_entry(entry, queries.planned_of(entry))
    if request.form.get("act") == "planned" and line.planned is not None:
        line = line.with_plan()
    form = forms.VersionForm()
    try:
        _tell(service.change(actor, entry, line, version=form.version.data or 0, send=True))
    except CannotLogError as error:
        flash(sentence(error.problems[0], line), "warning")
        return web.see_other("timesheets.edit", entry_id=entry.id)
    return web.see_other("timesheets.mine")


@bp.post("/mine-timer/<uuid:entry_id>/trekk")
@guard.rule(Permission.ENTRY_LOG_OWN, queries.own_entry)
def take_back(actor: Actor, entry: Entry) -> ResponseReturnValue:
    """Take a line back before anybody has attested it."""
    service.take_back(actor, entry, forms.VersionForm().version.data or 0)
    flash(_("Linja er trukket tilbake. Rett den og send den på nytt."))
    return web.see_other("timesheets.mine")


@bp.post("/mine-timer/<uuid:entry_id>/forkast")
@guard.rule(Permission.ENTRY_LOG_OWN, queries.own_entry)
def discard(actor: Actor, entry: Entry) -> ResponseReturnValue:
    """Throw a draft or a returned line away."""
    service.discard(actor, entry, forms.VersionForm().version.data or 0)
    flash(_("Linja er forkastet."))
    return web.see_other("timesheets.mine")


# The clock -------------------------------------------------------------------------------


@bp.post("/vakter/<uuid:shift_id>/start")
@guard.rule(Permission.ENTRY_LOG_OWN, queries.loggable)
def start(actor: Actor, own: OwnShift) -> ResponseReturnValue:
    """Start the clock."""
    row = running.start(actor, own)
    flash(_("Vakten startet kl. %(clock)s.", clock=clock_text(row.started_at)))
    return web.see_other("timesheets.mine")


@bp.post("/mine-timer/stopp")
@guard.rule(Permission.ENTRY_LOG_OWN)
def stop(actor: Actor) -> ResponseReturnValue:
    """Stop the clock, whatever the hours come to."""
    entry = running.stop(actor)
    if entry is None:
        flash(_("Vakten er ført allerede. Klokka er stoppet, og ingenting er ført to ganger."))
    elif entry.code == EntryCode.EXTRA:
        flash(_(
            "Vakten er stoppet: %(hours)s. En annen har den i planen nå, så tiden din ligger som "
            "ekstra timer. Skriv hvorfor, og send.", hours=hours(entry.minutes),
        ))  # fmt: skip
    else:
        flash(_("Vakten er stoppet: %(hours)s. Se over og send.", hours=hours(entry.minutes)))
    return web.see_other("timesheets.mine")


@bp.post("/mine-timer/angre-start")
@guard.rule(Permission.ENTRY_LOG_OWN)
def undo_start(actor: Actor) -> ResponseReturnValue:
    """Undo a start by mistake."""
    running.undo(actor)
    flash(_("Starten er angret. Ingenting er ført."))
    return web.see_other("timesheets.mine")
