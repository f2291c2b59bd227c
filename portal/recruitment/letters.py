"""The mails to applicants: made the same way for the preview and for the outbox, and logged."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from portal.core import db
from portal.messages.models import OutboxMessage
from portal.messages.service import File, Recipient, enqueue
from portal.municipality.models import Municipality
from portal.recruitment import queries
from portal.recruitment.models import Application, ApplicationLetter
from portal.recruitment.states import LetterKind

# What a municipality may write in its own paragraph, and what it becomes.
PLACEHOLDERS = ("fornavn", "kommune", "kontor", "telefon", "koordinator")


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to an applicant: which one, and what it is told."""

    application: Application
    kind: LetterKind
    params: dict[str, Any]

    def post(self, by_id: UUID | None = None, *, file: File | None = None) -> OutboxMessage:
        """Put it in the outbox and in the log."""
        to = recipient(self.application)
        message = enqueue(to, self.kind.value, file=file, **self.params)
        db.session().flush()  # gives the mail its id
        db.add(
            ApplicationLetter(
                municipality_id=self.application.municipality_id,
                application_id=self.application.id, message_id=message.id, kind=self.kind,
                by_id=by_id,
            )
        )  # fmt: skip
        return message


def made(application: Application, kind: LetterKind, acting: str = "", **facts: object) -> Letter:
    """Make a letter, signed, with the municipality's own paragraph; nothing is sent yet."""
    signed = signature(application, acting)
    own = _own_words(application, kind, signed)
    return Letter(application, kind, {**signed, **facts, **({"own": own} if own else {})})


def recipient(application: Application) -> Recipient:
    """Return where to write to the applicant."""
    return Recipient(
        municipality_id=application.municipality_id,
        address=application.email,
        name=application.name,
    )


def signature(application: Application, acting: str = "") -> dict[str, Any]:
    """Return who a letter to the applicant is from: municipality, office, person, telephone.

    ``acting`` signs while nobody follows the application up yet.
    """
    place = db.session().get_one(Municipality, application.municipality_id)
    contact = queries.with_contact(application)
    office = contact.office
    return {
        "municipality": place.name,
        "office": office.name if office else "",
        "phone": office.phone if office else place.phone,
        "coordinator": contact.responsible.name if contact.responsible else acting,
    }


# A municipality's own words ----------------------------------------------------------------

Source = Callable[[UUID, LetterKind], str]
_sources: list[Source] = []


def learn_from(source: Source) -> None:
    """Have the municipalities' own paragraphs from a package above; called at start-up."""
    _sources[:] = [source]


def _own_words(application: Application, kind: LetterKind, signed: dict[str, Any]) -> str:
    text = _text(application.municipality_id, kind)
    return filled(
        text,
        {
            "fornavn": application.first_name,
            "kommune": signed["municipality"],
            "kontor": signed["office"] or signed["municipality"],
            "telefon": signed["phone"],
            "koordinator": signed["coordinator"] or signed["municipality"],
        },
    )


def _text(municipality_id: UUID, kind: LetterKind) -> str:
    """Return the paragraph, read once a unit: many may be written to at once."""
    known: dict[tuple[UUID, LetterKind], str] = db.session().info.setdefault("own_words", {})
    if (municipality_id, kind) not in known:
        known[municipality_id, kind] = _sources[0](municipality_id, kind) if _sources else ""
    return known[municipality_id, kind]


def filled(text: str, words: dict[str, str]) -> str:
    """Put the words where the paragraph says ``{word}``."""
    for name in PLACEHOLDERS:
        text = text.replace(f"{{{name}}}", words[name])
    return text
