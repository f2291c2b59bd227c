"""The rota as it will be: published shifts with the drafts laid over them. Plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from portal.engagements.models import Engagement
from portal.rota.states import Difference, DraftAct
from portal.rules.periods import local_day
from portal.rules.spans import Span
from portal.shifts.models import Shift, ShiftDraft


@dataclass(frozen=True, kw_only=True)
class Line:
    """One shift as it will stand. It has a draft, or a shift, or both."""

    shift: Shift | None
    draft: ShiftDraft | None

    @property
    def id(self) -> UUID:
        """Return what the line is called in addresses: the shift's id, else the draft's."""
        return (self.shift or self._source).id

    @cached_property
    def _source(self) -> Shift | ShiftDraft:
        source = self.draft or self.shift
        assert source is not None
        return source

    @property
    def ordning_id(self) -> UUID:
        """Return whose rota it stands in."""
        return self._source.ordning_id

    @property
    def engagement(self) -> Engagement | None:
        """Return who will have it; None: nobody."""
        return self._source.engagement

    @property
    def worker_id(self) -> UUID | None:
        """Return the worker who will have it."""
        return self.engagement.worker_id if self.engagement else None

    @property
    def starts_at(self) -> datetime:
        """Return when it will begin, UTC."""
        return self._source.starts_at

    @property
    def ends_at(self) -> datetime:
        """Return when it will end, UTC."""
        return self._source.ends_at

    @property
    def kind(self) -> str:
        """Return the code of its kind."""
        return self._source.kind

    @property
    def note(self) -> str:
        """Return the handover note."""
        return self._source.note

    @property
    def open_reason(self) -> str:
        """Return why nobody has it, when that is known."""
        return self.shift.open_reason if self.shift and self.is_open else ""

    @property
    def span(self) -> Span:
        """Return its time on the UTC line."""
        return Span(self.starts_at, self.ends_at)

    @property
    def minutes(self) -> int:
        """Return its elapsed minutes."""
        return self.span.minutes

    @property
    def on(self) -> date:
        """Return the Norwegian day it begins."""
        return local_day(self.starts_at)

    @property
    def is_open(self) -> bool:
        """Whether nobody will have it."""
        return self.engagement is None

    @property
    def is_cancelled(self) -> bool:
        """Whether publishing cancels it: it is shown, and counts for nothing."""
        return self.draft is not None and self.draft.act == DraftAct.CANCEL

    @property
    def is_outdated(self) -> bool:
        """Whether the shift was taken, or given up, after the change was drafted."""
        made_from = self.draft.base_version if self.draft else None
        return self.shift is not None and made_from not in {None, self.shift.version}

    @property
    def version(self) -> str:
        """Return what a form sends back, so that a change in between is noticed."""
        return (
            f"{self.shift.version if self.shift else 0}.{self.draft.version if self.draft else 0}"
        )

    @property
    def difference(self) -> Difference | None:
        """Return what the draft changes; None without one."""
        if self.draft is None:
            return None
        if self.shift is None:
            return Difference.NEW
        return Difference.CANCELLED if self.is_cancelled else _between(self.shift, self.draft)


def _between(shift: Shift, draft: ShiftDraft) -> Difference:
    was, will = Span(shift.starts_at, shift.ends_at), Span(draft.starts_at, draft.ends_at)
    if shift.engagement_id != draft.engagement_id:
        return Difference.GIVEN
    if was == will:
        return Difference.DETAILS
    if was.minutes == will.minutes:
        return Difference.MOVED
    return Difference.LONGER if will.minutes > was.minutes else Difference.SHORTER


def overlay(shifts: Iterable[Shift], drafts: Iterable[ShiftDraft]) -> list[Line]:
    """Lay all drafts of an ordning over some of its shifts; in the order of time."""
    drafts = list(drafts)
    drafted = {draft.shift_id for draft in drafts}
    lines = [Line(shift=draft.shift, draft=draft) for draft in drafts]
    lines += [Line(shift=shift, draft=None) for shift in shifts if shift.id not in drafted]
    return sorted(lines, key=lambda line: (line.starts_at, line.ends_at, line.id))


def within(lines: Iterable[Line], window: Span) -> list[Line]:
    """Return the lines that begin in the window."""
    return [line for line in lines if window.start <= line.starts_at < window.end]


def minutes_of(lines: Iterable[Line]) -> int:
    """Return the elapsed minutes of what will be worked, or is still open."""
    return sum(line.minutes for line in lines if not line.is_cancelled)
