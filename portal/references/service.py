"""Ask a referee, keep what is written on the way, take the answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from portal.access.actor import NOBODY, Actor
from portal.accounts import links
from portal.audit.service import record, record_for
from portal.core import clock, db, ids
from portal.core.errors import ConflictError
from portal.messages.service import Recipient, enqueue
from portal.municipality import settings as municipality_settings
from portal.municipality.states import SettingKey
from portal.recruitment import queries as recruitment
from portal.recruitment.letters import signature
from portal.recruitment.models import Application, Referee
from portal.recruitment.service import MOVED, happened, take
from portal.recruitment.states import RUNNING, Happening, Stage
from portal.references import queries
from portal.references.models import ReferenceAnswer, ReferenceLink, ReferenceRequest
from portal.references.queries import Asked
from portal.references.states import RequestState, Trust

ALREADY = "Referansen har fått lenken eller har svart. Se hva som gjelder nå."
NO_ADDRESS = "Referansen har ingen e-postadresse. Ring i stedet."


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a referee says; nothing of health or crime is asked (domain/recruitment.md § 1.4)."""

    knows_how: str
    known_since: str
    trust: Trust
    trust_why: str
    strengths: str
    other: str


def ask(actor: Actor, seen: Asked, sent: str) -> ReferenceRequest:
    """Send a link to a referee, or a new one when the last ran out; what was written stays.

    ``sent`` says when it was sent last, as the coordinator read it: see ``mark_of``.
    Raises ConflictError when somebody else has asked, or the referee has answered.
    """
    application = recruitment.locked(seen.application.id)
    if Stage(application.stage) not in RUNNING:
        raise ConflictError(MOVED)
    if not seen.referee.email:
        raise ConflictError(NO_ADDRESS)
    request = queries.of_referee(seen.referee.id)
    if sent != mark_of(request):
        raise ConflictError(ALREADY)
    if request and request.state is RequestState.ANSWERED:
        raise ConflictError(ALREADY)
    expires_at = clock.now() + _lasts(application)
    if request is None:
        request = _begin(application, seen.referee)
    request.address, request.reminded_at = seen.referee.email, None
    request.sent_at, request.sent_by_id = clock.now(), actor.user_id
    request.expires_at = expires_at
    db.session().flush()
    take(actor, application)
    _mail(application, seen.referee, request, "reference_request", actor.name)
    happened(
        application,
        Happening.REFERENCE_ASKED,
        actor.user_id,
        why=f"Referanse {seen.referee.position}",
    )
    record(actor, "reference:asked", "application", application.id, referee=seen.referee.position)
    return request


def mark_of(request: ReferenceRequest | None) -> str:
    """Return what tells one sending from another; the version changes while one writes."""
    return request.sent_at.isoformat() if request else ""


def _begin(application: Application, referee: Referee) -> ReferenceRequest:
    return db.add(
        ReferenceRequest(
            municipality_id=application.municipality_id, application_id=application.id,
            referee_id=referee.id,
        )
    )  # fmt: skip


def _lasts(application: Application) -> timedelta:
    days = municipality_settings.number(
        application.municipality_id, SettingKey.REFERENCE_EXPIRES_DAYS, clock.today()
    )
    return timedelta(days=days)


def remind(seen: Asked) -> None:
    """Remind a referee once; the first link goes on working beside the new one."""
    assert seen.request is not None
    seen.request.reminded_at = clock.now()
    _mail(seen.application, seen.referee, seen.request, "reference_reminder", "")


def _mail(
    application: Application, referee: Referee, request: ReferenceRequest, template: str,
    acting: str,
) -> None:  # fmt: skip
    token = ids.new_token()
    db.add(
        ReferenceLink(
            municipality_id=request.municipality_id, request_id=request.id,
            token_hash=ids.digest(token),
        )
    )  # fmt: skip
    to = Recipient(
        municipality_id=request.municipality_id, address=request.address, name=referee.name
    )
    mail = enqueue(
        to, template, link=links.sealed(token), applicant=application.name,
        expires_at=request.expires_at.isoformat(), **signature(application, acting),
    )  # fmt: skip
    db.session().flush()  # gives the mail its id
    request.mail_id = mail.id


def keep(request: ReferenceRequest, written: Mapping[str, Any]) -> None:
    """Keep what has been written so far; it is shown to the referee alone."""
    request.draft, request.drafted_at = dict(written), clock.now()


def keep_although_late(request: ReferenceRequest, written: Mapping[str, Any]) -> None:
    """Keep what was sent too late: the request is refused, and the text is not lost."""
    request_id, text, now = request.id, dict(written), clock.now()

    def write(own: Session) -> None:
        own.execute(
            update(ReferenceRequest)
            .where(ReferenceRequest.id == request_id, ReferenceRequest.answered_at.is_(None))
            .values(draft=text, drafted_at=now)
        )

    db.afterwards(write)


def answer(seen: Asked, given: Answer) -> None:
    """Take the answer. Sent twice, it is kept once; the caller has refused what is too late."""
    assert seen.request is not None
    request = queries.locked(seen.request.id)
    if request.answered_at:
        return
    db.add(
        ReferenceAnswer(
            municipality_id=request.municipality_id, request_id=request.id,
            knows_how=given.knows_how, known_since=given.known_since, trust=given.trust,
            trust_why=given.trust_why, strengths=given.strengths, other=given.other,
        )
    )  # fmt: skip
    request.answered_at, request.draft, request.drafted_at = clock.now(), None, None
    seen.referee.answered_on = clock.today()
    position = seen.referee.position
    happened(seen.application, Happening.REFERENCE_ANSWERED, None, why=f"Referanse {position}")
    record_for(
        seen.municipality_id, NOBODY, "reference:answered", "application", seen.application.id,
        referee=position,
    )  # fmt: skip
