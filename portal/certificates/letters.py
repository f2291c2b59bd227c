"""The letter to the police about an applicant: the same one, on a conditional offer.

The law asks for a certificate when somebody is offered the work (hol § 5-4), so what the
letter says is on what terms they are.
"""

from datetime import date

from portal.access.actor import Actor
from portal.audit import service as audit
from portal.certificates.models import ApplicationPurposeLetter
from portal.clearance import letters
from portal.clearance.letters import Parts
from portal.core import clock, db
from portal.core.labels import label
from portal.engagements.states import Kind
from portal.recruitment import letters as mails
from portal.recruitment import queries as recruitment
from portal.recruitment.models import Application
from portal.recruitment.service import take
from portal.recruitment.states import RUNNING, LetterKind, Outcome


def kinds(application: Application) -> list[Kind]:
    """Return the roles that are not refused."""
    return [Kind(it.kind) for it in application.roles if it.outcome != Outcome.NOT_APPROVED]


def offer(application: Application) -> str:
    """Return what is offered, and on what terms; empty when nothing is any more."""
    if application.stage not in RUNNING or not kinds(application):
        return ""
    roles = " og ".join(label(kind).lower() for kind in kinds(application))
    return f"Tilbud om oppdrag som {roles}, på vilkår av politiattest og at søknaden godkjennes"


def keep(
    actor: Actor, seen: Application, typed: dict[str, str], born_on: date | None
) -> ApplicationPurposeLetter:
    """Keep what a letter says, and tell the applicant where it is.

    Raises IncompleteLetterError while one part is missing; then nothing is kept.
    """
    application = recruitment.locked(seen.id)
    letter = ApplicationPurposeLetter(
        municipality_id=application.municipality_id, application_id=application.id,
        written_by_id=actor.user_id, written_on=clock.today(), **typed,
    )  # fmt: skip
    letters.demand(parts_of(application, letter, actor.name, application.born_on or born_on))
    application.born_on = application.born_on or born_on
    db.add(letter)
    take(actor, application)
    db.session().flush()
    audit.record(actor, "clearance:letter", "application", application.id)
    if application.user_id is not None:  # others have no page to fetch it from
        mails.made(application, LetterKind.PURPOSE_LETTER, actor.name).post(actor.user_id)
    return letter


def parts_of(
    application: Application,
    letter: ApplicationPurposeLetter,
    signed_by: str,
    born_on: date | None = None,
) -> Parts:
    """Return what will be printed."""
    return letters.parts_for(
        letter, offer=offer(application), name=application.name,
        born_on=application.born_on or born_on, signed_by=signed_by,
    )  # fmt: skip


def document(application: Application, letter: ApplicationPurposeLetter) -> bytes:
    """Return the letter as PDF/UA; IncompleteLetterError while one part is missing."""
    assert application.office_id is not None
    parts = parts_of(application, letter, letter.written_by.name)
    return letters.printed(parts, application.office_id)
