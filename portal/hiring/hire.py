"""Approve somebody: the applicant becomes a worker in one act, and nothing is typed again."""

from dataclasses import dataclass
from datetime import date

from portal.access.actor import Actor
from portal.audit.service import record
from portal.certificates import queries as certificates
from portal.core import clock, db
from portal.core.errors import ConflictError, RefusedError
from portal.engagements import obstacles
from portal.engagements import queries as engagements
from portal.engagements import service as engagement_service
from portal.engagements.models import Worker
from portal.engagements.service import Job
from portal.engagements.states import Kind, Terms
from portal.hiring import checks, letters, queries, service
from portal.interviews import queries as interviews
from portal.needs import queries as needs
from portal.needs import service as need_service
from portal.needs.models import Need
from portal.needs.states import NeedState, RoleKind
from portal.recruitment import demands, way
from portal.recruitment.models import Application
from portal.recruitment.service import move
from portal.recruitment.states import Happening, Outcome, Stage
from portal.references import queries as references
from portal.visits import queries as visits

# As most municipalities engage people (domain/recruitment.md § 0.1); the contract may differ.
TERMS = {
    RoleKind.AVLASTER: Terms.EMPLOYEE_PERMANENT,
    RoleKind.STOTTEKONTAKT: Terms.CONTRACTOR,
    RoleKind.BPA_ASSISTANT: Terms.EMPLOYEE_PERMANENT,
}
STOPPED = "Søkeren kan ikke godkjennes ennå. Se hva som mangler."
NO_ACCOUNT = "E-postadressen hører til en konto i en annen kommune. Be om en annen adresse."


class NumberTakenError(Exception):
    """Somebody else has the employee number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the coordinator has confirmed. ``engage_from`` None: no engagement yet."""

    version: int
    employee_number: str = ""
    engage_from: date | None = None
    relation_reason: str = ""


def checklist(application: Application) -> tuple[checks.Check, ...]:
    """Return what is done and what is missing for this application today."""
    today = clock.today()
    asked = demands.of(application.municipality_id, today)
    done = checks.Done(
        references=references.answered(application.id),
        is_interviewed=interviews.is_done(application.id),
        is_visited=visits.is_signed(application.id),
        is_certified=certificates.is_in_place(application),
        been=queries.left(application.id),
        used=way.of(application.municipality_id).stages,
    )
    return checks.of(application, done, asked, today)


def approved_kinds(application: Application) -> list[RoleKind]:
    """Return the roles that have been approved."""
    return [role.role for role in application.roles if role.outcome == Outcome.APPROVED]


def offer(actor: Actor, application: Application) -> Need | None:
    """Return the need the applicant can be engaged for in the same act, if there is one."""
    need = needs.one(actor, application.need_id) if application.need_id else None
    if need is None or need.state not in {NeedState.PUBLISHED, NeedState.DRAFT}:
        return None
    return need if need.role in approved_kinds(application) else None


def relation(application: Application, need: Need | None) -> str:
    """Return the near relation to whom the need is about that nobody has accepted; or nothing."""
    if need is None or application.user_id is None:
        return ""
    declared = obstacles.relation(need.child_id, application.user_id)
    if declared is None:
        return application.relation
    return "" if declared.approved_by_id else declared.relation


def hire(actor: Actor, seen: Application, plan: Plan) -> Worker:
    """Make the applicant a worker, and engage them if the plan says so.

    Done by one of two coordinators: the other gets ConflictError. Raises RefusedError when
    something stops it, NumberTakenError when the number is somebody else's.
    """
    application = service.held(seen, plan.version, Stage.APPROVED)
    if checks.stops(checklist(application)):
        raise RefusedError(STOPPED)
    worker = _worker_of(actor, application, plan)
    service.take(actor, application)
    move(application, Stage.APPROVED, actor.user_id, Happening.HIRED)
    kinds = approved_kinds(application)
    record(actor, "application:hired", "application", application.id, worker=str(worker.id))
    if plan.engage_from:
        _engage(actor, application, worker, plan)
    letter = letters.approval(
        actor, application, [str(kind) for kind in kinds], is_engaged=bool(plan.engage_from)
    )
    letter.post(actor.user_id)
    db.session().flush()
    return worker


def _worker_of(actor: Actor, application: Application, plan: Plan) -> Worker:
    """Return the worker the applicant is, or is now; a worker's own facts are left alone."""
    if application.user_id is None or application.office_id is None:
        raise RefusedError(NO_ACCOUNT)
    known = engagements.worker_of_user(application.user_id)
    number = plan.employee_number.strip()
    if known is None and number and queries.is_number_taken(application.municipality_id, number):
        raise NumberTakenError
    worker = engagement_service.hire(
        actor, application.user_id, office_id=application.office_id, employee_number=number
    )
    if known is None:
        worker.born_on, worker.interests = application.born_on, application.interests
        worker.has_car = bool(application.has_car)
        engagement_service.set_availability(actor, worker, list(application.availability))
    return worker


def _engage(actor: Actor, application: Application, worker: Worker, plan: Plan) -> None:
    """Engage the worker where the need is, uncleared, and say that the need is filled."""
    need = offer(actor, application)
    if need is None:
        raise ConflictError(need_service.STALE)
    assert plan.engage_from is not None
    job = Job(
        ordning=need.ordning,
        kind=Kind(need.role.value),
        terms=TERMS[need.role],
        supplier_id=need.ordning.supplier_id,
        valid_from=plan.engage_from,
        is_at_home=application.is_at_home and need.role is RoleKind.AVLASTER,
        household_told=str((application.home or {}).get("household", "")),
        kinship=application.relation,
        relation_reason=plan.relation_reason.strip(),
    )
    engagement_service.engage(actor, worker, job)
    if need.state != NeedState.FILLED:  # a match that became this engagement fills it too
        need_service.fill(actor, need, need.version)
