"""Treat an application: move, note, speak to referees, decide for each role, refuse."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm.attributes import flag_modified

from portal.access.actor import Actor
from portal.audit.service import record
from portal.certificates import queries as certificates
from portal.core.errors import ConflictError
from portal.hiring import checks, letters, refusals
from portal.pipeline import moves
from portal.pipeline import service as pipeline
from portal.recruitment import queries as recruitment
from portal.recruitment import way
from portal.recruitment.models import Application, Referee
from portal.recruitment.service import MOVED, happened
from portal.recruitment.service import move as put
from portal.recruitment.states import (
    DECIDED,
    RUNNING,
    Happening,
    NorwegianLevel,
    Outcome,
    Stage,
)


def choices(application: Application) -> tuple[Stage, ...]:
    """Return where a coordinator may move it without deciding."""
    found = tuple(to for to in moves.of(application) if to not in DECIDED)
    return tuple(to for to in found if not waits_for_certificate(application, to))


def waits_for_certificate(application: Application, to: Stage) -> bool:
    """Tell whether a move must wait until the police certificate has been seen."""
    here = way.of(application.municipality_id)
    is_past = checks.is_past_certificate(application, to, here)
    return is_past and not certificates.is_in_place(application)


def held(seen: Application, version: int, to: Stage) -> Application:
    """Return the application as it is now, held; ConflictError when it cannot go there."""
    pipeline.hold(seen.municipality_id)  # before the applications: whoever moves several does so
    application = recruitment.locked(seen.id)
    if application.version != version:
        raise ConflictError(refusals.changed(application))
    demand_way(application, to)
    return application


def demand_way(application: Application, to: Stage) -> None:
    """Raise ConflictError, with the reason, when the application cannot go to a stage."""
    if to not in moves.of(application):
        raise ConflictError(refusals.no_way(application, to))
    if waits_for_certificate(application, to):
        raise ConflictError(refusals.NO_CERTIFICATE)


def take(actor: Actor, application: Application) -> None:
    """Whoever acts first on an application follows it up."""
    if application.responsible_id is None:
        application.responsible_id = actor.user_id


def move(
    actor: Actor, seen: Application, version: int, to: Stage, *, why: str, sends: bool
) -> None:
    """Move it to another stage, with a reason, and tell the applicant if asked to."""
    application = held(seen, version, to)
    take(actor, application)
    before = application.stage
    if before == Stage.NOT_APPROVED:
        _reopen(application)
    put(application, to, actor.user_id, Happening.MOVED, why)
    record(actor, "application:moved", "application", application.id, before=before, after=to)
    letter = letters.on_move(actor, application, to) if sends else None
    if letter:
        letter.post(actor.user_id)


def _reopen(application: Application) -> None:
    for role in application.roles:
        role.outcome = Outcome.OPEN


def note(actor: Actor, application: Application, text: str) -> None:
    """Write something down for colleagues."""
    take(actor, application)
    happened(application, Happening.NOTE, actor.user_id, why=text)
    record(actor, "application:noted", "application", application.id)


def take_reference(
    actor: Actor, application: Application, referee: Referee, on: date, text: str
) -> None:
    """Write down that a referee has been spoken to; ConflictError when somebody else was first."""
    recruitment.locked(application.id)
    if referee.spoken_on is not None:
        raise ConflictError(MOVED)
    take(actor, application)
    referee.spoken_on, referee.spoken_by_id = on, actor.user_id
    happened(application, Happening.REFERENCE_TAKEN, actor.user_id, why=text)
    record(
        actor, "application:reference_taken", "application", application.id,
        referee=referee.position,
    )  # fmt: skip


def decide(
    actor: Actor, seen: Application, version: int, outcomes: Mapping[str, str], why: str
) -> None:
    """Approve or refuse each role on its own; the application goes on."""
    application = recruitment.locked(seen.id)
    if application.version != version or Stage(application.stage) not in RUNNING:
        raise ConflictError(refusals.changed(application))
    take(actor, application)
    for role in application.roles:
        role.outcome = Outcome(outcomes.get(role.kind, role.outcome))
    flag_modified(application, "stage")  # a new version: two coordinators never both decide
    happened(application, Happening.ROLE_DECIDED, actor.user_id, why=why)
    decided = {role.kind: role.outcome for role in application.roles}
    record(actor, "application:role_decided", "application", application.id, outcomes=decided)


def set_level(actor: Actor, seen: Application, version: int, level: NorwegianLevel) -> None:
    """Write down how well the applicant speaks Norwegian."""
    application = recruitment.locked(seen.id)
    if application.version != version:
        raise ConflictError(refusals.changed(application))
    take(actor, application)
    before, application.norwegian_level = application.norwegian_level, level.value
    happened(application, Happening.LEVEL_SET, actor.user_id, why=level.value)
    record(
        actor, "application:level_set", "application", application.id, before=before,
        after=level.value,
    )  # fmt: skip


def refuse(actor: Actor, seen: Application, version: int, *, why: str, personal: str) -> None:
    """Say no to the whole application, politely."""
    application = say_no(actor, seen, version, why=why)
    letters.refusal(actor, application, personal).post(actor.user_id)


def say_no(actor: Actor, seen: Application, version: int, *, why: str) -> Application:
    """Turn the whole application down; the letter is the caller's. Return it, held."""
    application = held(seen, version, Stage.NOT_APPROVED)
    take(actor, application)
    for role in application.roles:
        role.outcome = Outcome.NOT_APPROVED
    put(application, Stage.NOT_APPROVED, actor.user_id, Happening.MOVED, why)
    record(actor, "application:not_approved", "application", application.id)
    return application
