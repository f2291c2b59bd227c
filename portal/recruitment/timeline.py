"""The way of an application as its applicant sees it: what is done, whose turn it is, what is left.

Pure: an application's facts in, steps out; the words are the template's.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.core import clock
from portal.recruitment.models import Application, ApplicationEvent
from portal.recruitment.states import Stage
from portal.recruitment.way import Way


class Mark(StrEnum):
    """The steps an applicant is shown. Several stages may be one step."""

    SENT = "sent"
    READING = "reading"
    REFERENCES = "references"
    CERTIFICATE = "certificate"
    INTERVIEW = "interview"
    HOME_VISIT = "home_visit"
    COURSE = "course"
    ANSWER = "answer"
    MATCH = "match"
    MEETING = "meeting"
    PAPERS = "papers"
    FIRST_SHIFT = "first_shift"


# What is left for who is approved. Who was engaged at once has found a child already.
_AFTER = (Mark.MATCH, Mark.MEETING, Mark.PAPERS, Mark.FIRST_SHIFT)
_ENGAGED = (Mark.PAPERS, Mark.FIRST_SHIFT)
_NEVER_JUMPED_OVER = frozenset({Mark.SENT, Mark.ANSWER, Mark.PAPERS})


_MARK_OF = {
    Stage.ACKNOWLEDGED: Mark.READING,
    Stage.SCREENING: Mark.READING,
    Stage.REFERENCES: Mark.REFERENCES,
    Stage.CERTIFICATE: Mark.CERTIFICATE,
    Stage.INTERVIEW: Mark.INTERVIEW,
    Stage.HOME_VISIT: Mark.HOME_VISIT,
    Stage.COURSE: Mark.COURSE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: ``state`` is "done", "now" or "" (ahead); days are whole days.

    ``name`` is what the municipality calls it to applicants; empty when it says nothing.
    """

    mark: Mark
    state: str
    name: str = ""
    done_on: date | None = None
    usual_days: int | None = None
    waited_days: int = 0


def of(  # noqa: PLR0913 - the facts of an application
    application: Application,
    events: Sequence[ApplicationEvent],
    usual: Mapping[Stage, int],
    on: date,
    *,
    way: Way,
    after: Mark = Mark.MATCH,
    told: Collection[Mark] = (),
) -> list[Step]:
    """Return the steps of a running or approved application, in their order.

    ``way`` is what this applicant goes through, ``after`` where one who is approved is now. A
    stage that was jumped over is no step, unless there is something ``told`` of it.
    """
    stage = Stage(application.stage)
    now = after if stage is Stage.APPROVED else _MARK_OF.get(stage)  # None: it is over
    marks, left = _marks(way, now), _left_on(events)
    behind = marks.index(now) if now else len(marks)
    gone = [it for it in marks[:behind] if it in {*left, *told, *_NEVER_JUMPED_OVER}]
    here = len(gone)
    return [
        Step(
            mark=mark,
            name=_name(mark, way),
            state="done" if place < here else ("now" if place == here else ""),
            done_on=_done_on(mark, application, left) if place < here else None,
            usual_days=usual.get(stage) if place == here else None,
            waited_days=application.days_in_stage(on) if place == here else 0,
        )
        for place, mark in enumerate([*gone, *marks[behind:]])
    ]


def _marks(way: Way, now: Mark | None) -> list[Mark]:
    """Return the steps of a way in its order; several stages in a row may be one step."""
    on_the_way = [_MARK_OF[it.stage] for it in way.steps if it.is_used or _MARK_OF[it.stage] is now]
    after = _ENGAGED if now in _ENGAGED else _AFTER
    return list(dict.fromkeys([Mark.SENT, *on_the_way, Mark.ANSWER, *after]))


def _name(mark: Mark, way: Way) -> str:
    names = [it.applicant_name for it in way.used if _MARK_OF[it.stage] is mark]
    return next(filter(None, names), "")


def _left_on(events: Sequence[ApplicationEvent]) -> dict[Mark, date]:
    """Return the last day each step was left."""
    return {
        _MARK_OF[Stage(event.from_stage)]: clock.local(event.at).date()
        for event in sorted(events, key=lambda it: it.at)
        if event.from_stage in _MARK_OF
    }


def _done_on(mark: Mark, application: Application, left: Mapping[Mark, date]) -> date | None:
    if mark is Mark.SENT and application.submitted_at:
        return clock.local(application.submitted_at).date()
    if mark is Mark.ANSWER:
        return clock.local(application.stage_since_at).date()
    return left.get(mark)
