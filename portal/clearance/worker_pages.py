"""The pages about a worker: courses, who lives at home, and the worker's own papers.

A part of the feature's views; all are routes of the one blueprint.
"""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.clearance import household as homes
from portal.clearance import service, training
from portal.clearance.forms import CourseTakenForm, HouseholdForm, PolitiattestForm
from portal.clearance.letter_pages import BOTH, bp
from portal.clearance.training import Taken
from portal.core import clock, db, web
from portal.core.errors import ConflictError
from portal.engagements import paper_queries
from portal.engagements import queries as engagements
from portal.engagements.models import Engagement, HouseholdMember, Worker, WorkerCourse
from portal.engagements.papers import GROWN_UP
from portal.requirements import queries as requirements
from portal.requirements.states import ClearanceKind
from portal.rules.representation import birthday

# Courses -------------------------------------------------------------------------------


@bp.route("/medarbeidere/<uuid:worker_id>/kurs", methods=BOTH)
@guard.rule(Permission.CLEARANCE_MANAGE, engagements.worker)
def course_taken(actor: Actor, worker: Worker) -> ResponseReturnValue:
    """Register a course that a worker has taken."""
    form = CourseTakenForm().suit(requirements.courses(worker.municipality_id, offered=True))
    if form.validate_on_submit():
        taken = Taken(
            course=form.course,
            completed_on=form.completed_on.data,
            duration_minutes=form.duration.data or form.course.duration_minutes,
            expires_on=form.expires_on.data,
            has_certificate=form.has_certificate.data,
        )
        try:
            training.register(actor, worker, taken)
        except ConflictError:
            form.fail("completed_on", _("Kurset er registrert den dagen alt."))
        else:
            flash(_("Kurset er registrert."))
            return web.see_other("clearance.course_taken", worker_id=worker.id)
    page = render_template(
        "clearance/course_taken.html", form=form, worker=worker, courses=courses_of(worker)
    )
    return web.again(page) if form.is_submitted() else page


@dataclass(frozen=True, slots=True)
class TakenBy:
    """A course somebody has taken, and who: the worker's facts are what the policy asks."""

    row: WorkerCourse
    worker: Worker

    def __getattr__(self, name: str) -> object:
        return getattr(self.worker, name)


def _taken(actor: Actor, worker_id: UUID, held_id: UUID) -> TakenBy | None:
    worker = engagements.worker(actor, worker_id)
    row = db.session().get(WorkerCourse, held_id) if worker else None
    return TakenBy(row, worker) if worker and row and row.worker_id == worker.id else None


@bp.post("/medarbeidere/<uuid:worker_id>/kurs/<uuid:held_id>/fjern")
@guard.rule(Permission.CLEARANCE_MANAGE, _taken)
def remove_course(actor: Actor, found: TakenBy) -> ResponseReturnValue:
    """Take away a course that was registered by mistake."""
    training.remove(actor, found.row)
    flash(_("Kurset er fjernet."))
    return web.see_other("clearance.course_taken", worker_id=found.worker.id)


@dataclass(frozen=True, slots=True)
class CourseLine:
    """A course on somebody's list: what else it gives, and whether it has run out."""

    held: WorkerCourse
    also: list[str]

    @property
    def is_over(self) -> bool:
        """Whether it must be taken again."""
        return self.held.expires_on is not None and self.held.expires_on < clock.today()


def courses_of(worker: Worker) -> list[CourseLine]:
    """Return the courses of a worker, the newest first, with what each gives in words."""
    gives = requirements.of(worker.municipality_id).gives
    names = {course.id: course.name for course in requirements.courses(worker.municipality_id)}
    own = paper_queries.courses_of([worker.id]).get(worker.id, ())
    return [
        CourseLine(held, sorted(names[it] for it in gives.get(held.course_id, ()))) for held in own
    ]


# Who lives at home ---------------------------------------------------------------------


@bp.route("/oppdrag/<uuid:engagement_id>/husstand", methods=BOTH)
@guard.rule(Permission.CLEARANCE_MANAGE, engagements.one)
def household(actor: Actor, engagement: Engagement) -> ResponseReturnValue:
    """Write down who lives where the child will be, and see whose certificates are missing."""
    form = HouseholdForm().suit(engagement)
    if form.validate_on_submit():
        homes.save(actor, engagement, form.given)
        flash(_("Lagret. Alle over 18 år viser sin egen attest."))
        return web.see_other("clearance.household", engagement_id=engagement.id)
    page = _household_page(engagement, form, PolitiattestForm())
    return web.again(page) if form.is_submitted() else page


@dataclass(frozen=True, slots=True)
class AtHome:
    """Somebody in the home of a worker; the engagement's facts are what the policy asks."""

    member: HouseholdMember
    engagement: Engagement

    def __getattr__(self, name: str) -> object:
        return getattr(self.engagement, name)


def _member(actor: Actor, engagement_id: UUID, member_id: UUID) -> AtHome | None:
    engagement = engagements.one(actor, engagement_id)
    found = (
        next((it for it in engagement.household if it.id == member_id), None)
        if engagement
        else None
    )
    return AtHome(found, engagement) if engagement and found else None


@bp.post("/oppdrag/<uuid:engagement_id>/husstand/<uuid:member_id>/sett")
@guard.rule(Permission.CLEARANCE_MANAGE, _member)
def household_seen(actor: Actor, found: AtHome) -> ResponseReturnValue:
    """Note that a grown-up of the home has shown a certificate."""
    engagement = found.engagement
    form = PolitiattestForm().suit(paper_queries.max_age_months(engagement.municipality_id))
    if not form.issued_on.validate(form):
        empty = HouseholdForm(formdata=None).suit(engagement)
        return web.again(_household_page(engagement, empty, form, found.member))
    service.see_household(
        actor, engagement, found.member, form.issued_on.data, legal_basis_of(engagement)
    )
    flash(_("Registrert."))
    return web.see_other("clearance.household", engagement_id=engagement.id)


def legal_basis_of(engagement: Engagement) -> str:
    """Return on what law the municipality asks the others in the home."""
    found = paper_queries.of(engagement)
    bases = (it.legal_basis for it in found if it.kind is ClearanceKind.HOUSEHOLD)
    return next((basis for basis in bases if basis), "")


def _household_page(
    engagement: Engagement,
    form: HouseholdForm,
    seen: PolitiattestForm,
    failed: HouseholdMember | None = None,
) -> str:
    papers = [it for it in paper_queries.of(engagement) if it.kind is ClearanceKind.HOUSEHOLD]
    children = [
        (it, birthday(it.born_on, GROWN_UP))
        for it in engagement.household
        if birthday(it.born_on, GROWN_UP) > clock.today()
    ]
    return render_template(
        "clearance/household.html", engagement=engagement, people=form, seen=seen, failed=failed,
        papers=[it for it in papers if it.member], children=children, is_asked=bool(papers),
        basis=legal_basis_of(engagement), form=seen if failed else form,
    )  # fmt: skip


# One's own -----------------------------------------------------------------------------


@bp.get("/mine-papirer")
@guard.rule(Permission.CLEARANCE_READ_OWN)
def mine(actor: Actor) -> str:
    """Show a worker what is in place, what is missing, and the courses with their dates."""
    own = engagements.not_over(cast("UUID", actor.user_id), clock.today())
    worker = engagements.worker_of_user(actor.user_id)
    papers = paper_queries.of_all(own)
    return render_template(
        "clearance/mine.html",
        lines=[(one, papers[one.id]) for one in own],
        courses=courses_of(worker) if worker else [],
    )
