"""One municipality with a way of its own, a paragraph in a letter, and letters in every state."""

from datetime import timedelta

from sqlalchemy import select

from portal.accounts.models import User
from portal.certificates import letters as police
from portal.certificates.models import ApplicationCertificate, ApplicationPurposeLetter
from portal.clearance.letters import POLICE, TASKS, place_of
from portal.core import clock, db
from portal.demo.places import START
from portal.demo.town import Town
from portal.engagements.states import LegalBasis
from portal.messages.states import MessageState
from portal.municipality.models import DatedSetting
from portal.municipality.states import SettingKey
from portal.pipeline.models import LetterText, RecruitmentStage
from portal.recruitment import letters
from portal.recruitment.models import Application
from portal.recruitment.states import LetterKind, Stage
from portal.rules.carry_over import Carry

# What the neighbour wants done in which order: the certificate before anybody is spoken to.
STAGES = (
    (Stage.ACKNOWLEDGED, "", "", True, False, 2),
    (Stage.CERTIFICATE, "Politiattest først", "Du viser oss politiattesten", True, True, 14),
    (Stage.REFERENCES, "", "", True, False, 6),
    (Stage.INTERVIEW, "Prat", "Vi tar en prat", True, True, 5),
    (Stage.HOME_VISIT, "", "", True, False, 8),
    (Stage.COURSE, "Kveldskurs", "Du tar kveldskurset vårt", True, False, 20),
    (Stage.SCREENING, "", "", False, False, 4),
)
PARAGRAPH = "Vi holder til i andre etasje på rådhuset, {fornavn}. Ring {telefon} når du er i døra."
SENT = (
    (Stage.INTERVIEW, LetterKind.INTERVIEW),
    (Stage.REFERENCES, LetterKind.REFERENCES),
    (Stage.HOME_VISIT, LetterKind.HOME_VISIT),
)


def own_way(town: Town, by: User) -> None:
    """Let a municipality have decided its stages; nobody stands where nobody goes.

    Of those whose certificate is waited for, the first has the letter to the police.
    """
    for position, (stage, name, told, is_used, is_required, days) in enumerate(STAGES):
        db.add(
            RecruitmentStage(
                municipality_id=town.place.id, stage=stage, position=position, name=name,
                applicant_name=told, is_used=is_used, is_required=is_required, usual_days=days,
            )
        )  # fmt: skip
    db.add(
        DatedSetting(
            municipality_id=town.place.id, key=SettingKey.CARRY_OVER, value=Carry.BY_APPLICATION,
            valid_from=START, source="Kommunestyret, sak 31/25", set_by_id=None,
        )
    )  # fmt: skip
    for application in _in(town, Stage.SCREENING):
        application.stage = Stage.CERTIFICATE
    db.session().flush()
    for application in _in(town, Stage.CERTIFICATE)[:1]:
        _letter(town, application, by)
    for application in _in(town, Stage.INTERVIEW):
        _seen(town, application, by)


def _letter(town: Town, application: Application, by: User) -> None:
    assert application.office_id is not None
    tasks = " ".join(TASKS[kind] for kind in police.kinds(application))
    db.add(
        ApplicationPurposeLetter(
            municipality_id=town.place.id, application_id=application.id, recipient=POLICE,
            legal_basis=LegalBasis.HOL, tasks=tasks, place=place_of(application.office_id),
            written_by_id=by.id, written_on=town.today - timedelta(days=3),
        )
    )  # fmt: skip


def _seen(town: Town, application: Application, by: User) -> None:
    """Nobody comes to the interview here without having shown it."""
    db.add(
        ApplicationCertificate(
            municipality_id=town.place.id, application_id=application.id, seen_by_id=by.id,
            issued_on=town.today - timedelta(days=20), seen_on=town.today - timedelta(days=12),
            legal_basis=LegalBasis.HOL,
        )
    )  # fmt: skip


def letters_sent(town: Town, by: User) -> None:
    """Let applicants have been written to; one mail did not arrive."""
    db.add(
        LetterText(
            municipality_id=town.place.id, kind=LetterKind.INTERVIEW, number=1, text=PARAGRAPH,
            made_by_id=None,
        )
    )  # fmt: skip
    db.session().flush()
    for stage, kind in SENT:
        for number, application in enumerate(_in(town, stage)):
            message = letters.made(application, kind, by.name).post(by.id)
            message.created_at = clock.now() - timedelta(days=1)
            is_failed = number == 0 and stage is Stage.REFERENCES
            if is_failed:
                message.state, message.tries = MessageState.FAILED, 6
                message.error = "SMTPRecipientsRefused"


def _in(town: Town, stage: Stage) -> list[Application]:
    query = (
        select(Application)
        .where(Application.municipality_id == town.place.id, Application.stage == stage)
        .order_by(Application.number)
    )
    return list(db.session().scalars(query))
