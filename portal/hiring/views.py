"""The coordinator's side of recruitment: board, list, one applicant, and the decision."""

from typing import Any

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.core import clock, labels, web
from portal.engagements import queries as engagements
from portal.hiring import checks, forms, hire, letters, loaded, panels, queries, sent, service
from portal.hiring.decline_pages import bp  # one feature, several files of routes
from portal.hiring.shown_letter import shown
from portal.hiring.states import DeclineReason
from portal.pipeline import moves
from portal.recruitment import demands, office_parts, way
from portal.recruitment import queries as recruitment
from portal.recruitment.models import Application
from portal.recruitment.states import RUNNING, NorwegianLevel, Stage

__all__ = ["bp"]


# One ---------------------------------------------------------------------------------------


@bp.get("/rekruttering/<uuid:application_id>")
@guard.rule(Permission.APPLICATION_READ, recruitment.known_or_kept, reads="application")
def show(_actor: Actor, application: Application) -> ResponseReturnValue:
    """Show one applicant: what is next, what is missing, what has happened.

    The address of one that was merged leads to the one that stays.
    """
    if (request.view_args or {}).get("application_id") != application.id:
        return web.see_other("hiring.show", application_id=application.id)
    return _page(application)


def _page(application: Application, **filled: Any) -> str:  # noqa: ANN401 - forms sent back
    today, here = clock.today(), way.of(application.municipality_id)
    to = moves.next_stage(application, here)
    given = {
        "note": forms.NoteForm(formdata=None),
        "decide": forms.DecideForm(formdata=None, data={"version": application.version}).suit(
            application
        ),
        "level": forms.LevelForm(
            formdata=None,
            data={"version": application.version, "level": application.norwegian_level},
        ),
        "reference": forms.ReferenceForm(formdata=None, data={"spoken_on": today}),
        "asked_of": None,
        **filled,
    }
    history = recruitment.events(application.id)
    left = {event.from_stage or "" for event, _by in history}
    return render_template(
        "hiring/show.html", application=application, today=today, **given,
        asked=demands.of(application.municipality_id, today),
        contact=recruitment.with_contact(application), checks=hire.checklist(application),
        history=history,
        reasons={it.value: labels.label(it, "history") for it in DeclineReason},
        moves=service.choices(application),
        next_stage=to, steps=_steps(application, here, left),
        waits=to is not None and service.waits_for_certificate(application, to),
        worker=engagements.worker_of_user(application.user_id),
        letters=sent.of_application(application),
        parts=office_parts.of(guard.actor(), application),
        **panels.of(guard.actor(), application),
    )  # fmt: skip


def _steps(application: Application, here: way.Way, left: set[str]) -> list[tuple[str, str]]:
    """Return (word, "done", "now" or "") of each step that is this applicant's.

    ``left`` are the stages it has been in: what was jumped over, was not done.
    """
    now = application.stage_code
    if now not in {*RUNNING, Stage.APPROVED}:
        return []
    mine = [it.stage for it in here.steps if it.stage is now or _is_ahead(application, it)]
    stages = [*mine, Stage.APPROVED]
    place = stages.index(now)
    marks = {it: "done" for it in stages[:place] if it in left}
    marks[now] = "done" if now is Stage.APPROVED else "now"
    marks |= dict.fromkeys(stages[place + 1 :], "")
    return [(here.word(stage), mark) for stage, mark in marks.items()]


def _is_ahead(application: Application, step: way.Step) -> bool:
    return step.is_used and moves.concerns(application, step.stage)


@bp.route("/rekruttering/<uuid:application_id>/flytt/<to>", methods=["GET", "POST"])
@guard.rule(Permission.APPLICATION_TREAT, loaded.moving)
def move(actor: Actor, moving: loaded.Moving) -> ResponseReturnValue:
    """Move an applicant, with a reason; what the applicant is told is shown first."""
    application, to = moving.application, moving.to
    service.demand_way(application, to)
    form = forms.MoveForm(data={"version": application.version, "sends": True})
    if form.validate_on_submit():
        service.move(
            actor, application, form.version.data or 0, to, why=form.why.data or "",
            sends=form.sends.data,
        )  # fmt: skip
        flash(_("%(name)s er flyttet.", name=application.first_name))
        return web.see_other("hiring.show", application_id=application.id)
    letter = letters.on_move(actor, application, to)
    page = render_template(
        "hiring/move.html", form=form, application=application, to=to,
        mail=shown(letter) if letter else None,
    )  # fmt: skip
    return web.again(page) if form.has_errors else page


@bp.post("/rekruttering/<uuid:application_id>/notat")
@guard.rule(Permission.APPLICATION_TREAT, queries.one)
def note(actor: Actor, application: Application) -> ResponseReturnValue:
    """Write something down."""
    form = forms.NoteForm()
    if not form.validate():
        return web.again(_page(application, note=form, form=form))
    service.note(actor, application, (form.note.data or "").strip())
    flash(_("Notatet er lagret."))
    return web.see_other("hiring.show", application_id=application.id)


@bp.post("/rekruttering/<uuid:application_id>/referanse/<uuid:referee_id>")
@guard.rule(Permission.APPLICATION_TREAT, loaded.asked)
def reference(actor: Actor, asked: loaded.Asked) -> ResponseReturnValue:
    """Write down that a referee has been spoken to."""
    form = forms.ReferenceForm()
    if not form.validate() or form.spoken_on.data is None:
        return web.again(
            _page(asked.application, reference=form, asked_of=asked.referee.id, form=form)
        )
    service.take_reference(
        actor, asked.application, asked.referee, form.spoken_on.data, form.told.data or ""
    )
    flash(_("Referansen er registrert."))
    return web.see_other("hiring.show", application_id=asked.application.id)


@bp.post("/rekruttering/<uuid:application_id>/roller")
@guard.rule(Permission.APPLICATION_TREAT, queries.one)
def decide(actor: Actor, application: Application) -> ResponseReturnValue:
    """Say yes or no for each role."""
    form = forms.DecideForm().suit(application)
    if not form.validate():
        return web.again(_page(application, decide=form, form=form))
    service.decide(
        actor, application, form.version.data or 0, form.outcomes, (form.why.data or "").strip()
    )
    flash(_("Avgjørelsen er lagret."))
    return web.see_other("hiring.show", application_id=application.id)


@bp.post("/rekruttering/<uuid:application_id>/norsk")
@guard.rule(Permission.APPLICATION_TREAT, queries.one)
def set_level(actor: Actor, application: Application) -> ResponseReturnValue:
    """Write down how well the applicant speaks Norwegian."""
    form = forms.LevelForm()
    if not form.validate():
        return web.again(_page(application, level=form, form=form))
    service.set_level(actor, application, form.version.data or 0, NorwegianLevel(form.level.data))
    flash(_("Nivået er lagret."))
    return web.see_other("hiring.show", application_id=application.id)


@bp.route("/rekruttering/<uuid:application_id>/ikke-godkjenn", methods=["GET", "POST"])
@guard.rule(Permission.APPLICATION_TREAT, queries.one)
def refuse(actor: Actor, application: Application) -> ResponseReturnValue:
    """Say no, politely; the mail is shown before it is sent."""
    service.demand_way(application, Stage.NOT_APPROVED)
    form = forms.RefuseForm(data={"version": application.version})
    if form.validate_on_submit() and "preview" not in request.form:
        service.refuse(
            actor, application, form.version.data or 0, why=(form.why.data or "").strip(),
            personal=(form.personal.data or "").strip(),
        )  # fmt: skip
        flash(_("%(name)s har fått svar.", name=application.first_name))
        return web.see_other("hiring.show", application_id=application.id)
    page = render_template(
        "hiring/refuse.html", form=form, application=application,
        mail=shown(letters.refusal(actor, application, (form.personal.data or "").strip())),
    )  # fmt: skip
    return web.again(page) if form.has_errors else page


@bp.route("/rekruttering/<uuid:application_id>/ansett", methods=["GET", "POST"])
@guard.rule(Permission.APPLICATION_TREAT, queries.one)
def approve(actor: Actor, application: Application) -> ResponseReturnValue:
    """Show everything once more, then make the applicant a worker."""
    service.demand_way(application, Stage.APPROVED)
    found = hire.checklist(application)
    need = hire.offer(actor, application)
    worker = engagements.worker_of_user(application.user_id)
    form = forms.HireForm(data=_suggested(application)).suit(
        need, is_worker=worker is not None, has_unmet=bool(checks.unmet(found)),
        is_related=bool(hire.relation(application, need)),
    )  # fmt: skip
    if form.validate_on_submit():
        try:
            hired = hire.hire(actor, application, form.plan)
        except hire.NumberTakenError:
            form.fail("employee_number", _("Nummeret er i bruk. Velg et annet."))
        else:
            flash(_("%(name)s er godkjent og lagt inn som medarbeider.", name=hired.first_name))
            return web.see_other("hiring.show", application_id=application.id)
    kinds = hire.approved_kinds(application)
    engages = bool(need and form.engages.data)
    letter = letters.approval(actor, application, [*map(str, kinds)], is_engaged=engages)
    page = render_template(
        "hiring/approve.html", form=form, application=application, need=need, worker=worker,
        checks=found, stops=checks.stops(found), kinds=kinds, mail=shown(letter),
    )  # fmt: skip
    return web.again(page) if form.has_errors else page


def _suggested(application: Application) -> dict[str, Any]:
    return {
        "version": application.version,
        "employee_number": engagements.next_employee_number(application.municipality_id),
        "engages": False,
        "engage_from": clock.today(),
    }
