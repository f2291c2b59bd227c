"""What has been sent to applicants, and what did not arrive."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, case, select

from portal.access.actor import Actor
from portal.audit.service import record
from portal.core import db
from portal.core.errors import ConflictError
from portal.messages import service as messages
from portal.messages.models import OutboxMessage
from portal.messages.states import MessageState
from portal.recruitment import queries as recruitment
from portal.recruitment.application_part import ApplicationPart
from portal.recruitment.models import Application, ApplicationLetter

NOT_FAILED = "E-posten er sendt, eller prøves allerede igjen."
FORGOTTEN = "E-posten og adressen er slettet, og kan ikke sendes igjen."


@dataclass(frozen=True)
class Sent(ApplicationPart):
    """A letter to an applicant."""

    letter: ApplicationLetter


def of_application(application: Application) -> Sequence[ApplicationLetter]:
    """Return what was sent to an applicant whom the caller has found, newest first."""
    query = select(ApplicationLetter).where(ApplicationLetter.application_id == application.id)
    newest = query.order_by(ApplicationLetter.at.desc(), ApplicationLetter.id.desc())
    return db.session().scalars(newest).all()


def one(actor: Actor, application_id: UUID, letter_id: UUID) -> Sent | None:
    """Return a letter to one of the office's applicants."""
    application = recruitment.known(actor, application_id)
    query = select(ApplicationLetter).where(
        ApplicationLetter.id == letter_id, ApplicationLetter.application_id == application_id
    )
    letter = db.session().scalar(query) if application else None
    return Sent(application, letter) if application and letter else None


def latest(actor: Actor) -> Select[ApplicationLetter]:
    """Select the letters of the actor's offices: those nobody got, those that wait, the newest."""
    place = case(
        (OutboxMessage.state == MessageState.FAILED, 0),
        (OutboxMessage.state == MessageState.WAITING, 1),
        else_=2,
    )
    return (
        select(ApplicationLetter)
        .join(Application, Application.id == ApplicationLetter.application_id)
        .join(OutboxMessage, OutboxMessage.id == ApplicationLetter.message_id)
        .where(*recruitment.known_to(actor))
        .order_by(place, ApplicationLetter.at.desc(), ApplicationLetter.id.desc())
    )


def send_again(actor: Actor, sent: Sent) -> None:
    """Try a letter that did not arrive anew. Raises ConflictError when it is not such a one."""
    query = select(OutboxMessage).where(OutboxMessage.id == sent.letter.message_id)
    held = query.with_for_update().execution_options(populate_existing=True)
    message = db.session().execute(held).scalar_one()
    if not messages.try_again(message):
        raise ConflictError(NOT_FAILED if message.address else FORGOTTEN)
    record(actor, "letter:sent_again", "application", sent.application.id, letter=sent.letter.kind)
