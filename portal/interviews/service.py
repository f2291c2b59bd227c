"""Write what one thought, deliver it, correct it; make a new version of the guide."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, func, select

from portal.access.actor import Actor
from portal.audit.service import record
from portal.bookings.service import hold
from portal.core import clock, db
from portal.core.errors import ConflictError
from portal.interviews import guides, queries
from portal.interviews.guides import Guide, Question
from portal.interviews.models import Assessment, InterviewGuide, Score
from portal.interviews.queries import Interview
from portal.interviews.states import GuidePart
from portal.municipality.models import Municipality
from portal.recruitment import queries as recruitment
from portal.recruitment.service import happened
from portal.recruitment.states import RUNNING, Happening, Stage

CHANGED = "Vurderingen er endret siden du leste den. Det du skrev, er tatt vare på."
TOO_EARLY = "Samtalen har ikke vært ennå. Vurderingen skrives etterpå."
OVER = "Søknaden er avgjort. Vurderingen kan ikke endres mer."
GUIDE_CHANGED = "Noen andre har endret spørsmålene siden du leste dem."


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What an interviewer has filled in, question by question in the order of the page.

    ``guides`` are the versions that were on the page; ``version`` 0: nothing was saved then.
    """

    version: int
    guides: Sequence[Guide]
    scores: Sequence[int | None]
    notes: Sequence[str]
    summary: str


def save(actor: Actor, seen: Interview, written: Written, *, delivers: bool) -> Assessment:
    """Save the actor's own assessment, and deliver it when asked to.

    Raises ConflictError when it is too early, too late, or saved in another window.
    """
    interview = _held(seen)
    if not interview.has_begun:
        raise ConflictError(TOO_EARLY)
    if actor.user_id in interview.delivered:
        raise ConflictError(CHANGED)
    draft = interview.draft_of(actor.user_id)
    if written.version != (draft.version if draft else 0):
        raise ConflictError(CHANGED)
    draft = draft or _begin(actor, interview, written.guides, number=1)
    _fill(draft, written)
    if delivers:
        draft.delivered_at = clock.now()
        hold(interview.booking)
        _tell(actor, interview, Happening.ASSESSED, draft)
    return draft


def correct(actor: Actor, seen: Interview, written: Written, why: str) -> Assessment:
    """Deliver a new version of what the actor delivered; the old one stays as it was."""
    interview = _held(seen)
    last = interview.delivered.get(actor.user_id) if actor.user_id else None
    if last is None or last.version != written.version:
        raise ConflictError(CHANGED)
    newer = _copy(last)
    _fill(newer, written)
    newer.why, newer.delivered_at = why, clock.now()
    _tell(actor, interview, Happening.ASSESSMENT_CORRECTED, newer)
    return newer


def _held(seen: Interview) -> Interview:
    """Return the interview as it is now; whoever else writes about the applicant waits."""
    application = recruitment.locked(seen.application.id)
    if Stage(application.stage) not in RUNNING:
        raise ConflictError(OVER)
    return queries.of_application(application)


def _begin(actor: Actor, interview: Interview, chosen: Sequence[Guide], number: int) -> Assessment:
    home_id = interview.municipality_id
    rows = [guides.written_down(it, home_id, None) for it in chosen]
    db.session().flush()  # the scores point to the questions
    asked = [question for row in rows for question in row.questions]
    return db.add(
        Assessment(
            municipality_id=home_id, application_id=interview.application.id,
            interviewer_id=actor.user_id, number=number,
            scores=[
                Score(municipality_id=home_id, question_id=it.id, question=it, position=place)
                for place, it in enumerate(asked, start=1)
            ],
        )
    )  # fmt: skip


def _copy(last: Assessment) -> Assessment:
    return db.add(
        Assessment(
            municipality_id=last.municipality_id, application_id=last.application_id,
            interviewer_id=last.interviewer_id, number=last.number + 1,
            scores=[
                Score(
                    municipality_id=it.municipality_id, question_id=it.question_id,
                    question=it.question, position=it.position,
                )
                for it in last.scores
            ],
        )
    )  # fmt: skip


def _fill(assessment: Assessment, written: Written) -> None:
    if len(assessment.scores) != len(written.scores):
        raise ConflictError(CHANGED)
    for row, score, note in zip(assessment.scores, written.scores, written.notes, strict=True):
        row.score, row.note = score, note
    assessment.summary, assessment.saved_at = written.summary, clock.now()


def _tell(actor: Actor, interview: Interview, what: Happening, assessment: Assessment) -> None:
    db.session().flush()
    happened(interview.application, what, actor.user_id, why=assessment.why)
    record(
        actor, f"interview:{what.value}", "application", interview.application.id,
        number=assessment.number,
    )  # fmt: skip


def forget(application_id: UUID) -> None:
    """Delete what was thought of an applicant; that there was an interview stays."""
    db.session().execute(delete(Assessment).where(Assessment.application_id == application_id))


# The guide ----------------------------------------------------------------------------------


def publish(actor: Actor, part: GuidePart, seen: int, asked: Sequence[Question]) -> InterviewGuide:
    """Make a new version of a part of the guide; what is answered keeps the old one.

    ``seen`` is the number that was on the page: ConflictError when there is a newer one.
    """
    assert actor.municipality_id is not None
    db.hold(Municipality, actor.municipality_id)
    newest = db.session().scalar(
        select(func.max(InterviewGuide.number)).where(
            InterviewGuide.municipality_id == actor.municipality_id, InterviewGuide.part == part
        )
    )
    if (newest or 0) != seen:
        raise ConflictError(GUIDE_CHANGED)
    made = guides.written_down(Guide(part, seen + 1, asked), actor.municipality_id, actor.user_id)
    record(
        actor, "interview:guide_changed", "municipality", actor.municipality_id, part=part.value,
        number=seen + 1,
    )  # fmt: skip
    return made
