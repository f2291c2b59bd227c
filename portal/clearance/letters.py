"""The letter to the police that says what the certificate is for (formålsbekreftelse).

With a part missing, or on a vague legal basis, the police send the application back
(bufdir 26 March 2020), so it cannot be made then. It holds nothing about the child, and
neither its title nor its file name holds a name.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal import pdf
from portal.access.actor import Actor
from portal.audit import service as audit
from portal.clearance.models import Letter, PurposeLetter
from portal.clearance.states import Part
from portal.core import clock, db
from portal.core.errors import RefusedError
from portal.core.format import day_year
from portal.core.labels import label
from portal.engagements.models import Engagement
from portal.engagements.states import Kind, LegalBasis
from portal.municipality.models import Municipality, Office
from portal.rules.representation import birthday

FILE_NAME = "formalsbekreftelse.pdf"
TITLE = "Bekreftelse på formål med politiattest"
POLICE = "Politiet, enhet for vandelskontroll og politiattester"
GROWN_UP = 18
# Together with the law of the service: who may be given a certificate for work with children.
WITH_LAW = "politiregisterloven § 39"
TASKS = {
    Kind.AVLASTER: "Ha omsorg for barnet i avlastningen, alene og uten at foreldrene er til stede.",
    Kind.STOTTEKONTAKT: "Være sammen med barnet på fritiden, alene og utenfor hjemmet.",
    Kind.BPA_ASSISTANT: "Gi barnet personlig og praktisk hjelp hjemme og ute, ofte alene.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Everything the letter must hold, as it will be printed; empty is missing."""

    recipient: str = ""
    legal_basis: str = ""
    offer: str = ""
    name: str = ""
    born_on: date | None = None
    tasks: str = ""
    place: str = ""
    written_on: date | None = None
    signed_by: str = ""
    guardian_name: str = ""

    @property
    def is_minor(self) -> bool:
        """Whether a guardian must confirm it too."""
        if self.born_on is None or self.written_on is None:
            return False
        return birthday(self.born_on, GROWN_UP) > self.written_on


def missing(parts: Parts) -> tuple[Part, ...]:
    """Return exactly which parts are missing, in the order of the letter."""
    there = {
        Part.RECIPIENT: parts.recipient.strip(),
        Part.LEGAL_BASIS: parts.legal_basis in set(LegalBasis),
        Part.OFFER: parts.offer.strip(),
        Part.NAME: parts.name.strip(),
        Part.BORN_ON: parts.born_on,
        Part.TASKS: parts.tasks.strip(),
        Part.PLACE: parts.place.strip(),
        Part.DATE: parts.written_on,
        Part.SIGNATURE: parts.signed_by.strip(),
        Part.GUARDIAN: parts.guardian_name.strip() or not parts.is_minor,
    }
    return tuple(part for part, is_there in there.items() if not is_there)


class IncompleteLetterError(RefusedError):
    """The letter lacks something; ``parts`` says what."""

    def __init__(self, parts: tuple[Part, ...]) -> None:
        super().__init__(", ".join(parts))
        self.parts = parts


def demand(parts: Parts) -> None:
    """Raise IncompleteLetterError while one part is missing."""
    lacking = missing(parts)
    if lacking:
        raise IncompleteLetterError(lacking)


def keep(actor: Actor, engagement: Engagement, letter: PurposeLetter) -> PurposeLetter:
    """Keep what a letter says; IncompleteLetterError while one part is missing."""
    demand(parts_of(engagement, letter, actor.name))
    db.add(letter)
    db.session().flush()
    audit.record(actor, "clearance:letter", "engagement", engagement.id)
    return letter


def draft(actor: Actor, engagement: Engagement, typed: dict[str, str]) -> PurposeLetter:
    """Make the row of a letter of today, kept or not."""
    return PurposeLetter(
        municipality_id=engagement.municipality_id, engagement_id=engagement.id,
        written_by_id=actor.user_id, written_on=clock.today(), **typed,
    )  # fmt: skip


def parts_of(engagement: Engagement, letter: PurposeLetter, signed_by: str) -> Parts:
    """Return what will be printed."""
    role = label(Kind(engagement.kind)).lower()
    offer = "" if engagement.is_over else f"Tilbudt oppdrag som {role}"
    worker = engagement.worker
    return parts_for(
        letter, offer=offer, name=worker.name, born_on=worker.born_on, signed_by=signed_by
    )


def parts_for(
    letter: Letter, *, offer: str, name: str, born_on: date | None, signed_by: str
) -> Parts:
    """Return what will be printed of a letter about somebody."""
    return Parts(
        recipient=letter.recipient,
        legal_basis=letter.legal_basis,
        offer=offer,
        name=name,
        born_on=born_on,
        tasks=letter.tasks,
        place=letter.place,
        written_on=letter.written_on,
        signed_by=signed_by,
        guardian_name=letter.guardian_name or "",
    )


def place_of(office_id: UUID) -> str:
    """Return where somebody will work, without telling for whom: the office."""
    office = db.session().get_one(Office, office_id)
    municipality = db.session().get_one(Municipality, office.municipality_id)
    return f"{municipality.name}, {office.name}"


def document(engagement: Engagement, letter: PurposeLetter) -> bytes:
    """Return the letter as PDF/UA; IncompleteLetterError while one part is missing."""
    parts = parts_of(engagement, letter, letter.written_by.name)
    return printed(parts, engagement.office_id)


def printed(parts: Parts, office_id: UUID) -> bytes:
    """Return a letter from an office as PDF/UA; IncompleteLetterError while a part is missing."""
    demand(parts)
    assert parts.born_on is not None
    assert parts.written_on is not None
    office = db.session().get_one(Office, office_id)
    municipality = db.session().get_one(Municipality, office.municipality_id)
    data = {
        "sender": municipality.name, "office": office.name, "phone": office.phone,
        "recipient": parts.recipient,
        "legal_basis": f"{_in_full(parts.legal_basis)}, jf. {WITH_LAW}",
        "offer": parts.offer, "name": parts.name, "born_on": day_year(parts.born_on),
        "tasks": parts.tasks, "place": parts.place, "written_on": day_year(parts.written_on),
        "signed_by": parts.signed_by, "is_minor": parts.is_minor,
        "guardian": parts.guardian_name,
    }  # fmt: skip
    return pdf.write("purpose_letter", data, title=TITLE)


def _in_full(basis: str) -> str:
    return {
        LegalBasis.HOL: "helse- og omsorgstjenesteloven (hol) § 5-4",
        LegalBasis.BARNEVERNSLOVEN: "barnevernsloven § 12-11",
    }[LegalBasis(basis)]
