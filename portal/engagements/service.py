"""Invite, engage, clear: how somebody comes to work for a child."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import delete

from portal.access.actor import NOBODY, Actor, Hat, Relation
from portal.accounts import links
from portal.accounts import queries as accounts
from portal.accounts import service as account_service
from portal.audit import service as audit
from portal.core import clock, db, ids
from portal.core.errors import ConflictError, GoneError, RefusedError
from portal.engagements import carrying, made, obstacles, queries
from portal.engagements.models import AvailabilitySlot, Engagement, Invitation, Worker
from portal.engagements.obstacles import ObstacleError
from portal.engagements.states import InvitationState, Kind, Terms
from portal.engagements.week import slots_of
from portal.families.models import Child, DeclaredRelation, Ordning
from portal.families.states import Service
from portal.messages import service as messages
from portal.messages.service import Recipient
from portal.municipality.models import Municipality, Office

INVITATION_DAYS = 14
SAY_WHY = "Skriv hvorfor nær familie kan brukes her."
# What somebody is engaged as in an ordning of each service, unless told otherwise.
KIND_OF = {
    Service.BPA: Kind.BPA_ASSISTANT,
    Service.AVLASTNING: Kind.AVLASTER,
    Service.STOTTEKONTAKT: Kind.STOTTEKONTAKT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What somebody is to do, for whom, and on what terms. ``supplier_id`` None: our own."""

    ordning: Ordning
    kind: Kind
    valid_from: date
    terms: Terms = Terms.EMPLOYEE_PERMANENT
    agreement: str = "none"
    supplier_id: UUID | None = None
    valid_to: date | None = None
    hours_per_week_minutes: int | None = None
    kinship: str = ""  # a near relation the office has been told of
    relation_reason: str = ""  # why near family can be used, where they are
    is_at_home: bool = False  # the child comes to the worker's home
    household_told: str = ""  # who lives there, in the applicant's own words


def invite(actor: Actor, ordning: Ordning, name: str, email: str) -> Invitation:
    """Ask somebody by mail to be an assistant in an ordning; the link works once.

    Raises:
        ObstacleError: somebody known cannot be an assistant here, or is one.
        RefusedError: they are asked already and have not answered.
    """
    address = accounts.plain_email(email)
    _refuse_known(actor, ordning, address)
    db.hold(Ordning, ordning.id)
    if any(open_.email == address for open_ in queries.open_invitations([ordning.id])):
        raise RefusedError("already invited")
    token = ids.new_token()
    invitation = db.add(
        Invitation(
            id=ids.new_id(),
            municipality_id=ordning.municipality_id,
            ordning_id=ordning.id,
            email=address,
            name=name.strip(),
            state=InvitationState.SENT,
            token_hash=ids.digest(token),
            expires_at=clock.now() + timedelta(days=INVITATION_DAYS),
            invited_by_id=actor.user_id,
        )
    )
    recipient = Recipient(
        municipality_id=ordning.municipality_id, address=address, name=invitation.name
    )
    messages.enqueue(
        recipient, "assistant_invitation", link=links.sealed(token), leader=actor.name,
        days=INVITATION_DAYS,
    )  # fmt: skip
    audit.record(actor, "invitation:sent", "ordning", ordning.id)
    return invitation


def _refuse_known(actor: Actor, ordning: Ordning, address: str) -> None:
    """Refuse who cannot be an assistant here. Who is protected finds it out at the answer."""
    known = accounts.by_email(address)
    if known is None or known.municipality_id != ordning.municipality_id:
        return
    obstacle = obstacles.found(ordning, known.id, clock.today())
    worker = queries.worker_of_user(known.id)
    is_hidden = worker is not None and not worker.graded_ids <= actor.of(Relation.NAMED_FOR)
    if obstacle and not is_hidden:
        raise ObstacleError(obstacle)


def _hold(invitation: Invitation) -> None:
    db.session().refresh(invitation, with_for_update={"of": Invitation})


def withdraw(actor: Actor, invitation: Invitation) -> None:
    """Take an invitation back: its link stops working; ConflictError when it was answered."""
    _hold(invitation)
    if invitation.state != InvitationState.SENT:
        raise ConflictError
    invitation.state = InvitationState.WITHDRAWN
    audit.record(actor, "invitation:withdrawn", "ordning", invitation.ordning_id)


def is_open(invitation: Invitation) -> bool:
    """Tell whether somebody can still say yes."""
    return invitation.state == InvitationState.SENT and invitation.expires_at > clock.now()


def accept(invitation: Invitation, relation: str = "") -> None:
    """Say yes: the person gets an account, becomes a worker and has an engagement to clear.

    ``relation`` is a near relation to the family, in the person's own words: then the office
    is told, and there is no engagement before it has decided.

    Raises:
        GoneError: somebody has said yes to it already, or it was taken back.
        ObstacleError: they cannot be an assistant here, or are one already.
    """
    _hold(invitation)
    if not is_open(invitation):
        raise GoneError
    ordning = invitation.ordning
    user = account_service.create_user(ordning.municipality_id, invitation.email, invitation.name)
    if user.municipality_id != ordning.municipality_id:
        raise ConflictError
    if obstacle := obstacles.found(ordning, user.id, clock.today()):
        raise ObstacleError(obstacle)
    worker = hire(NOBODY, user.id, office_id=ordning.office_id)
    invitation.state = InvitationState.ACCEPTED
    if relation:
        _declare(worker, ordning, relation)
    else:
        invitation.engagement_id = _engage_invited(worker, ordning).id
    account_service.invite(user)


def _engage_invited(worker: Worker, ordning: Ordning) -> Engagement:
    job = Job(
        ordning=ordning,
        kind=KIND_OF[Service(ordning.service)],
        valid_from=clock.today(),
        supplier_id=ordning.supplier_id,
    )
    return engage(NOBODY, worker, job)


def declare(ordning: Ordning, user_id: UUID, kinship: str) -> DeclaredRelation:
    """Return the near relation that is known of; what is told for the first time is kept."""
    return obstacles.relation(ordning.child_id, user_id) or db.add(
        DeclaredRelation(
            municipality_id=ordning.municipality_id, user_id=user_id, child_id=ordning.child_id,
            relation=kinship,
        )
    )  # fmt: skip


def _declare(worker: Worker, ordning: Ordning, relation: str) -> None:
    """Keep a near relation that nobody has decided on yet, and ask the office to."""
    declare(ordning, worker.user_id, relation)
    audit.record_for(
        ordning.municipality_id, NOBODY, "relation:declared", "child", ordning.child_id
    )
    office = db.session().get_one(Office, ordning.office_id)
    messages.enqueue(
        Recipient(municipality_id=office.municipality_id, address=office.email, name=office.name),
        "near_relation",
        worker=str(worker.id),
    )


def hire(actor: Actor, user_id: UUID, *, office_id: UUID, employee_number: str = "") -> Worker:
    """Make somebody a worker, or return the worker they are; the hat comes with it."""
    user = accounts.user(user_id)
    assert user is not None
    db.hold(Municipality, user.municipality_id)  # before the number, and before who has the role
    account_service.give_role(user, Hat.WORKER, by=actor)
    existing = queries.worker_of_user(user_id)
    if existing is not None:
        return existing
    number = employee_number or queries.next_employee_number(user.municipality_id)
    worker = db.add(
        Worker(
            municipality_id=user.municipality_id,
            user_id=user_id,
            user=user,
            office_id=office_id,
            employee_number=number,
        )
    )
    db.session().flush()
    audit.record_for(user.municipality_id, actor, "worker:hired", "worker", worker.id)
    return worker


def engage(actor: Actor, worker: Worker, job: Job) -> Engagement:
    """Engage a worker in an ordning. Nothing can be planned before the papers are in place.

    Raises:
        ObstacleError: they lead or guard there, or are engaged there in the same days.
        RefusedError: they are near family, and nobody has said why that can be.
    """
    db.hold(Worker, worker.id)  # before what they have here is looked for, and is carried over
    db.hold(Child, job.ordning.child_id)  # nobody asks never to meet again meanwhile
    blocked = obstacles.found(job.ordning, worker.user_id, job.valid_from, job.valid_to)
    if blocked:
        raise ObstacleError(blocked)
    _decide_relation(actor, worker, job)
    engagement = db.add(
        Engagement(
            municipality_id=worker.municipality_id,
            worker_id=worker.id,
            worker=worker,
            ordning_id=job.ordning.id,
            ordning=job.ordning,
            supplier_id=job.supplier_id,
            kind=job.kind,
            terms=job.terms,
            agreement=job.agreement,
            hours_per_week_minutes=job.hours_per_week_minutes,
            valid_from=job.valid_from,
            valid_to=job.valid_to,
            is_at_home=job.is_at_home,
            household_told=job.household_told,
        )
    )
    db.session().flush()
    carrying.carry(engagement)
    for waiting in obstacles.invitations(job.ordning.id, worker.user.email):
        waiting.engagement_id = engagement.id
    made.tell(actor, engagement)
    audit.record_for(
        worker.municipality_id, actor, "engagement:made", "engagement", engagement.id,
        kind=job.kind.value, terms=job.terms.value, valid_from=job.valid_from.isoformat(),
    )  # fmt: skip
    return engagement


def _decide_relation(actor: Actor, worker: Worker, job: Job) -> None:
    """Keep why near family was accepted: they never decide on hours there."""
    declared = obstacles.relation(job.ordning.child_id, worker.user_id)
    if declared is None and job.kinship:
        declared = declare(job.ordning, worker.user_id, job.kinship)
    if declared is None or declared.approved_by_id is not None:
        return
    if not job.relation_reason:
        raise RefusedError(SAY_WHY)
    declared.approved_by_id, declared.approved_reason = actor.user_id, job.relation_reason
    audit.record(
        actor, "relation:accepted", "child", job.ordning.child_id, relation=declared.relation
    )


def set_availability(actor: Actor, worker: Worker, cells: list[str]) -> None:
    """Replace the weekly pattern of when somebody can work.

    It is fresh from the day the worker says it; taken over from an application nobody has
    confirmed it yet.
    """
    db.hold(Worker, worker.id)
    db.session().execute(delete(AvailabilitySlot).where(AvailabilitySlot.worker_id == worker.id))
    for weekday, first, last in slots_of(cells):
        db.add(
            AvailabilitySlot(
                municipality_id=worker.municipality_id,
                worker_id=worker.id,
                weekday=weekday,
                from_minute=first,
                to_minute=last,
            )
        )
    if worker.user_id == actor.user_id:
        _confirm(worker)
    db.touch(worker)  # also when it was fresh already today
    audit.record(actor, "availability:set", "worker", worker.id, cells=cells)


def confirm_availability(actor: Actor, worker: Worker) -> None:
    """Say that one's weekly pattern still holds."""
    db.hold(Worker, worker.id)
    _confirm(worker)
    audit.record(actor, "availability:confirmed", "worker", worker.id)


def _confirm(worker: Worker) -> None:
    worker.availability_confirmed_on, worker.availability_asked_at = clock.today(), None
