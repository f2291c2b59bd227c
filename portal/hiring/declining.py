"""Turn several down in one act, politely, each with a letter of their own; undo it in time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from portal.access.actor import Actor
from portal.audit.service import record
from portal.core import clock, db
from portal.core.errors import ConflictError
from portal.hiring import letters, service
from portal.hiring.models import Decline, DeclineLine
from portal.hiring.states import DeclineReason
from portal.messages import service as messages
from portal.needs import queries as needs
from portal.needs.models import Need
from portal.recruitment import queries as recruitment
from portal.recruitment.letters import Letter
from portal.recruitment.models import Application
from portal.recruitment.service import move
from portal.recruitment.states import RUNNING, Happening, Outcome, Stage

MOST = 50  # in one act: more is read by nobody
SUGGESTED = 3
REGRET_MINUTES = 10  # so long the letters wait
TOO_LATE = "Brevene er sendt. Ta kontakt med søkerne, og ta opp igjen søknadene én for én."


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What they are all told, beside what is each one's own."""

    reason: DeclineReason
    personal: str


@dataclass(frozen=True, slots=True)
class Declined:
    """An applicant who may be turned down, what else might suit, and the letter."""

    application: Application
    suggested: Sequence[Need]
    letter: Letter


def running(actor: Actor, application_ids: Sequence[UUID]) -> Sequence[Application]:
    """Return those of the chosen who can be turned down now."""
    return [it for it in chosen(actor, application_ids) if it.stage in RUNNING]


def chosen(actor: Actor, application_ids: Sequence[UUID]) -> Sequence[Application]:
    """Return those of the chosen whom the actor may treat, in the order of the list."""
    query = (
        select(Application)
        .where(
            *recruitment.known_to(actor),
            Application.id.in_(application_ids[:MOST]),
            Application.user_id.is_distinct_from(actor.user_id),
        )
        .order_by(Application.stage_since_at, Application.id)
    )
    return db.session().scalars(query).all()


def drafted(actor: Actor, applications: Sequence[Application], answer: Answer) -> list[Declined]:
    """Make each one's letter; nothing is sent."""
    if not applications:
        return []
    home = needs.municipality_of(applications[0].municipality_id)
    published = needs.published(home.id)
    found = []
    # All held at once, so that an office is read once for all its applicants.
    for contact in [recruitment.with_contact(it) for it in applications]:
        application = contact.application
        suggested = suggestions(application, published)
        letter = letters.refusal(
            actor, application, answer.personal, reason=answer.reason,
            suggested=[{"title": it.title, "path": f"{home.slug}/oppdrag/{it.slug}"}
                       for it in suggested],
        )  # fmt: skip
        found.append(Declined(application, suggested, letter))
    return found


def suggestions(application: Application, published: Sequence[Need]) -> list[Need]:
    """Return other adverts for a role applied for, those in the applicant's district first."""
    roles = {role.kind for role in application.roles}
    fit = [it for it in published if it.role.value in roles and it.id != application.need_id]
    near = application.district_id
    return sorted(fit, key=lambda it: near is None or it.district_id != near)[:SUGGESTED]


def decline(
    actor: Actor, seen: Sequence[Application], versions: Mapping[UUID, int], answer: Answer
) -> Decline:
    """Turn them down, each on its own: who was changed meanwhile is left out and written down."""
    assert actor.municipality_id is not None
    assert actor.user_id is not None
    act = db.add(
        Decline(
            municipality_id=actor.municipality_id, by_id=actor.user_id, reason=answer.reason,
            leaves_at=clock.now() + timedelta(minutes=REGRET_MINUTES),
        )
    )  # fmt: skip
    db.session().flush()
    # One order for everybody, so that two who turn down the same people never wait in a ring.
    for application in sorted(seen, key=lambda it: it.id):
        act.lines.append(_line(actor, act, application, versions[application.id], answer))
    record(
        actor, "application:several_declined", "decline", act.id, reason=answer.reason,
        count=sum(not line.is_left_out for line in act.lines),
    )  # fmt: skip
    return act


def _line(
    actor: Actor, act: Decline, seen: Application, version: int, answer: Answer
) -> DeclineLine:
    line = DeclineLine(
        municipality_id=act.municipality_id, application=seen, stage=seen.stage,
        since_at=seen.stage_since_at, outcomes={role.kind: role.outcome for role in seen.roles},
    )  # fmt: skip
    try:
        with db.session().begin_nested():
            application = service.say_no(actor, seen, version, why=answer.reason.value)
            letter = drafted(actor, [application], answer)[0].letter
            message = letter.post(actor.user_id)
            message.next_try_at = act.leaves_at
            line.message_id = message.id
    except ConflictError:
        line.is_left_out = True
    return line


def own(actor: Actor, decline_id: UUID) -> Decline | None:
    """Return an act of the actor's own."""
    query = select(Decline).where(Decline.id == decline_id, Decline.by_id == actor.user_id)
    return db.session().scalar(query)


def may_undo(act: Decline) -> bool:
    """Tell whether the letters are still here."""
    return act.undone_at is None and clock.now() < act.leaves_at


def undo(actor: Actor, seen: Decline) -> int:
    """Take the letters back and put everybody where they stood; return how many.

    Who has been changed since, or whose letter has left, stays as it is.
    """
    query = select(Decline).where(Decline.id == seen.id).with_for_update(of=Decline)
    act = db.session().execute(query.execution_options(populate_existing=True)).scalar_one()
    if not may_undo(act):
        raise ConflictError(TOO_LATE)
    for line in act.lines:
        if not line.is_left_out and line.message_id:
            line.is_undone = _put_back(actor, line, line.message_id)
    act.undone_at = clock.now()
    count = sum(line.is_undone for line in act.lines)
    record(actor, "application:several_undone", "decline", act.id, count=count)
    return count


def _put_back(actor: Actor, line: DeclineLine, message_id: UUID) -> bool:
    application = recruitment.locked(line.application_id)
    if application.stage != Stage.NOT_APPROVED or not messages.take_back(message_id):
        return False
    for role in application.roles:
        role.outcome = Outcome(line.outcomes.get(role.kind, role.outcome))
    move(application, Stage(line.stage), actor.user_id, Happening.MOVED, "Angret")
    application.stage_since_at = line.since_at
    return True
