"""The administrator's pages: what is asked of whom, the courses, and who is named.

A part of the feature's views; all are routes of the one blueprint.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from portal.access import guard
from portal.access.actor import NOBODY, Actor
from portal.access.permissions import Permission
from portal.clearance import officers, queries
from portal.clearance import service as papers
from portal.clearance.admin_forms import CourseForm, OfficerForm, RequirementForm
from portal.clearance.letter_pages import BOTH, bp
from portal.clearance.models import ClearanceOfficer
from portal.core import clock, web
from portal.core.errors import ConflictError, RefusedError
from portal.engagements.states import Kind
from portal.municipality import queries as municipality
from portal.requirements import queries as requirements
from portal.requirements import service
from portal.requirements.models import Course, Requirement
from portal.requirements.states import BY_LAW, Bond

_manage = Permission.MUNICIPALITY_MANAGE


@dataclass(frozen=True, slots=True)
class RoleLine:
    """What a role takes by the municipality's own decision: now, and from later days."""

    role: Kind
    now: Sequence[Requirement]
    upcoming: Sequence[Requirement]


def _lines(rows: Sequence[Requirement]) -> list[RoleLine]:
    today = clock.today()
    lines = []
    for role in Kind:
        own = [row for row in rows if row.role == role]
        newest = {row.key: row for row in own if row.valid_from <= today}  # the oldest came first
        now = [row for row in newest.values() if row.is_required]
        lines.append(RoleLine(role, now, [row for row in own if row.valid_from > today]))
    return lines


@bp.get("/kommunen/papirer", endpoint="requirements")
@guard.rule(_manage)
def all_requirements(actor: Actor) -> str:
    """Show what each role takes: by law, by own decision, since when and on whose word."""
    assert actor.municipality_id is not None
    rows = requirements.rows(actor.municipality_id)
    return render_template(
        "clearance/requirements.html", lines=_lines(rows), laws=BY_LAW, Bond=Bond,
        officers=officers.named(actor), offices=municipality.offices(actor.municipality_id),
    )  # fmt: skip


@bp.route("/kommunen/papirer/ny", methods=BOTH)
@guard.rule(_manage)
def require(actor: Actor) -> ResponseReturnValue:
    """Decide that something is asked for, or no more, from a day on."""
    form = RequirementForm().suit(requirements.courses(actor.municipality_id, offered=True))
    if form.validate_on_submit():
        try:
            service.decide(actor, form.decision())
        except ConflictError:
            form.fail("valid_from", _("Noe er bestemt fra den dagen alt. Velg en annen dag."))
        else:
            _judge(actor)
            flash(_("Endringen er lagret."))
            return web.see_other("clearance.requirements")
    page = render_template("clearance/require.html", form=form)
    return web.again(page) if form.is_submitted() else page


@bp.post("/kommunen/papirer/<uuid:row_id>/fjern")
@guard.rule(_manage, requirements.upcoming)
def withdraw_requirement(actor: Actor, row: Requirement) -> ResponseReturnValue:
    """Take back what does not hold yet."""
    service.withdraw(actor, row)
    _judge(actor)
    flash(_("Endringen er fjernet."))
    return web.see_other("clearance.requirements")


def _judge(actor: Actor) -> None:
    """Let a decision hold at once for everybody it concerns."""
    assert actor.municipality_id is not None
    papers.judge_all(NOBODY, queries.running(actor.municipality_id))


# Courses -------------------------------------------------------------------------------


@bp.get("/kommunen/kurs")
@guard.rule(_manage)
def courses(actor: Actor) -> str:
    """List the courses, how long each lasts, and what each gives besides itself."""
    assert actor.municipality_id is not None
    found = requirements.courses(actor.municipality_id)
    names = {course.id: course.name for course in found}
    gives = requirements.of(actor.municipality_id).gives
    lines = [(it, sorted(names[other] for other in gives.get(it.id, ()))) for it in found]
    return render_template("clearance/courses.html", lines=lines)


@bp.route("/kommunen/kurs/ny", methods=BOTH)
@guard.rule(_manage)
def new_course(actor: Actor) -> ResponseReturnValue:
    """Add a course."""
    return _course_page(actor, None)


@bp.route("/kommunen/kurs/<uuid:course_id>", methods=BOTH)
@guard.rule(_manage, requirements.course)
def course(actor: Actor, found: Course) -> ResponseReturnValue:
    """Change a course, or what it gives."""
    return _course_page(actor, found)


def _course_page(actor: Actor, found: Course | None) -> ResponseReturnValue:
    assert actor.municipality_id is not None
    every = requirements.courses(actor.municipality_id)
    gives = [
        str(given)
        for own, given in requirements.pairs(actor.municipality_id)
        if found and own == found.id
    ]
    form = CourseForm(obj=found, gives=gives).suit([it for it in every if it != found])
    if form.validate_on_submit() and _is_kept(actor, form, found):
        flash(_("%(name)s er lagret.", name=form.name.data))
        return web.see_other("clearance.courses")
    page = render_template("clearance/course.html", form=form, course=found)
    return web.again(page) if form.is_submitted() else page


def _is_kept(actor: Actor, form: CourseForm, found: Course | None) -> bool:
    """Keep the course; or say at the field why it will not do."""
    form.demand_fresh(found)
    try:
        chosen = [UUID(it) for it in form.gives.data or []]
        service.save_course(actor, found, form.facts(), chosen)
    except RefusedError:
        form.fail("gives", _("Kursene ville gitt hverandre i ring. Ta bort ett av dem."))
    except IntegrityError as error:
        form.blame(error)
    else:
        _judge(actor)
        return True
    return False


# Who is named --------------------------------------------------------------------------


@bp.route("/kommunen/papirer/ansvarlige", methods=BOTH)
@guard.rule(_manage)
def name_officer(actor: Actor) -> ResponseReturnValue:
    """Name who is shown certificates with remarks in an office."""
    assert actor.municipality_id is not None
    offices = municipality.offices(actor.municipality_id)
    form = OfficerForm().suit(offices, officers.candidates(actor))
    if form.validate_on_submit() and _is_named(actor, form):
        flash(_("Personen er utpekt."))
        return web.see_other("clearance.name_officer")
    page = render_template(
        "clearance/officers.html", form=form, officers=officers.named(actor),
        offices={office.id: office.name for office in offices},
    )  # fmt: skip
    return web.again(page) if form.is_submitted() else page


def _is_named(actor: Actor, form: OfficerForm) -> bool:
    office_id, user_id = form.chosen
    if not officers.works_at(user_id, office_id):
        form.fail("user_id", _("Velg en som er koordinator ved kontoret."))
        return False
    try:
        officers.name(actor, office_id, user_id)
    except ConflictError:
        form.fail("user_id", _("Personen er utpekt for kontoret alt."))
        return False
    return True


@bp.post("/kommunen/papirer/ansvarlige/<uuid:officer_id>/fjern")
@guard.rule(_manage, officers.one)
def end_officer(actor: Actor, row: ClearanceOfficer) -> ResponseReturnValue:
    """Take it back."""
    officers.end(actor, row)
    flash(_("Personen er ikke lenger utpekt."))
    return web.see_other("clearance.name_officer")
