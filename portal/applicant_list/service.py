"""Ask not to be on the public list, answer that, take the list out, forget."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select

from portal.access.actor import Actor
from portal.applicant_list import queries
from portal.applicant_list.models import SecrecyRequest
from portal.applicant_list.queries import ApplicantList, Chosen, Secrecy
from portal.applicant_list.states import DECISIONS, SecrecyState, strictest
from portal.audit.service import record
from portal.core import clock, db
from portal.core.errors import ConflictError
from portal.municipality import settings
from portal.municipality.states import SettingKey
from portal.recruitment import letters
from portal.recruitment import queries as recruitment
from portal.recruitment.models import Application
from portal.recruitment.service import MOVED, happened, take
from portal.recruitment.states import Happening, LetterKind, ListColumn, Stage

HELD = "Lista kan ikke tas ut ennå. Noen venter på svar, eller på å rekke å trekke søknaden."
_TOLD = {
    SecrecyState.GRANTED: (Happening.SECRECY_GRANTED, LetterKind.SECRECY_GRANTED),
    SecrecyState.REFUSED: (Happening.SECRECY_REFUSED, LetterKind.SECRECY_REFUSED),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is decided, of which version of the request, and why."""

    version: int
    state: SecrecyState
    why: str


def ask(application: Application) -> None:
    """Write down the request of an application that has just been sent, once."""
    if application.stage != Stage.ACKNOWLEDGED or not application.wants_secrecy:
        return
    known = select(SecrecyRequest.id).where(SecrecyRequest.application_id == application.id)
    if db.session().scalar(known) is not None:
        return
    db.add(
        SecrecyRequest(
            municipality_id=application.municipality_id, application_id=application.id,
            reason=application.secrecy_reason,
        )
    )  # fmt: skip
    happened(application, Happening.SECRECY_ASKED, application.user_id)


def decide(actor: Actor, seen: Secrecy, answer: Answer) -> Secrecy:
    """Answer a request and write to the applicant; who gets no, has time to withdraw.

    Raises ConflictError when somebody else has answered, or the application is withdrawn.
    """
    application = recruitment.locked(seen.application.id)
    found = queries.secrecy_of(application)
    if found is None or found.version != answer.version or not _is_open(application):
        raise ConflictError(MOVED)
    if answer.state not in DECISIONS[found.state]:
        raise ConflictError(MOVED)
    before, from_on = found.state, None
    if answer.state is SecrecyState.REFUSED:
        from_on = clock.today() + timedelta(days=days_to_withdraw(application.municipality_id))
    for request in found.requests:
        request.state, request.why, request.listed_from_on = answer.state, answer.why, from_on
        request.decided_at, request.decided_by_id = clock.now(), actor.user_id
    db.touch(application)  # a merging that made it one request cannot be undone after this
    take(actor, application)
    event, kind = _TOLD[answer.state]
    happened(application, event, actor.user_id)
    record(
        actor, f"application:{event}", "application", application.id, before=before.value,
        listed_from=from_on.isoformat() if from_on else None,
    )  # fmt: skip
    letters.made(
        application, kind, actor.name, has_login=application.user_id is not None,
        listed_from=from_on.isoformat() if from_on else "",
    ).post(actor.user_id)  # fmt: skip
    return found


def _is_open(application: Application) -> bool:
    is_over = application.stage in {Stage.WITHDRAWN, Stage.EXPIRED}
    return not is_over and application.merged_into_id is None and not application.forgotten_at


def days_to_withdraw(municipality_id: UUID) -> int:
    """Return for how many days who gets no is kept off the list, to withdraw in."""
    return settings.number(municipality_id, SettingKey.PUBLIC_LIST_WAIT_DAYS, clock.today())


def take_out(actor: Actor, columns: tuple[ListColumn, ...], chosen: Chosen) -> ApplicantList:
    """Return the list to hand out, and log that it was. Raises ConflictError while it is held."""
    found = queries.of(actor, columns, chosen)
    if found.is_held:
        raise ConflictError(HELD)
    record(
        actor, "applicant_list:taken_out", "municipality", actor.municipality_id,
        from_on=chosen.from_on.isoformat(), to_on=chosen.to_on.isoformat(),
        need=str(chosen.need_id) if chosen.need_id else None, columns=list(columns),
        listed=len(found.rows), total=found.total,
    )  # fmt: skip
    return found


def forget(application_id: UUID) -> None:
    """Delete the request of an application that is emptied; merged, the other one takes it over."""
    application = db.session().get_one(Application, application_id)
    query = select(SecrecyRequest).where(SecrecyRequest.application_id == application_id)
    request = db.session().scalar(query)
    if request is not None and application.merged_into_id is not None:
        _hand_over(request, application.merged_into_id)
    db.session().flush()
    db.session().execute(
        delete(SecrecyRequest).where(SecrecyRequest.application_id == application_id)
    )


def _hand_over(request: SecrecyRequest, kept_id: UUID) -> None:
    """Let the strictest of the two be the one of the application that stays."""
    query = select(SecrecyRequest).where(SecrecyRequest.application_id == kept_id)
    other = db.session().scalar(query)
    if other is None:
        request.application_id = kept_id
    elif strictest([other.answered, request.answered]) != other.answered:
        other.state, other.why, other.reason = request.state, request.why, request.reason
        other.decided_at, other.decided_by_id = request.decided_at, request.decided_by_id
        other.listed_from_on = request.listed_from_on
