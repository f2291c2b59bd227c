"""One municipality with a way of its own, a paragraph in a letter, and letters in every state."""

from datetime import timedelta

from sqlalchemy import select

from portal.accounts.models import User
from portal.core import clock, db
from portal.demo.town import Town
from portal.messages.states import MessageState
from portal.pipeline.models import LetterText, RecruitmentStage
from portal.recruitment import letters
from portal.recruitment.models import Application
from portal.recruitment.states import LetterKind, Stage

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


def own_way(town: Town) -> None:
    """Let a municipality have decided its stages; nobody stands where nobody goes."""
    for position, (stage, name, told, is_used, is_required, days) in enumerate(STAGES):
        db.add(
            RecruitmentStage(
                municipality_id=town.place.id, stage=stage, position=position, name=name,
                applicant_name=told, is_used=is_used, is_required=is_required, usual_days=days,
            )
        )  # fmt: skip
    for application in _in(town, Stage.SCREENING):
        application.stage = Stage.CERTIFICATE


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
