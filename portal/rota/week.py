"""A week, or a month, of a rota as it is drawn: rows of people, columns of days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.access.actor import Actor, Relation
from portal.core import clock
from portal.engagements.models import Engagement
from portal.rota import plan, queries
from portal.rota.plan import Line
from portal.rota.queries import Rota
from portal.rota.states import Away
from portal.shifts import queries as shift_queries
from portal.shifts.models import ShiftDraft
from portal.shifts.states import AbsenceKind


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One person on one day."""

    on: date
    lines: Sequence[Line] = ()
    away: Away | AbsenceKind | None = None
    can_add: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    """One person's week; ``engagement`` None is the row of what nobody has."""

    engagement: Engagement | None
    cells: Sequence[Cell]

    @property
    def lines(self) -> list[Line]:
        """Return all the shifts of the row."""
        return [line for cell in self.cells for line in cell.lines]

    @property
    def minutes(self) -> int:
        """Return the elapsed minutes of the row."""
        return plan.minutes_of(self.lines)

    @property
    def count(self) -> int:
        """Return how many shifts there are."""
        return sum(not line.is_cancelled for line in self.lines)


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """The rota over some days, with everything that is not published laid over it."""

    rota: Rota
    lines: Sequence[Line]  # that begin in these days
    known: Sequence[Line]  # these, and what is drafted on other days

    @property
    def drafted(self) -> list[Line]:
        """Return every line of the ordning that has a draft, on any day."""
        return [line for line in self.known if line.draft]

    @property
    def drafts(self) -> list[ShiftDraft]:
        """Return every draft of the ordning."""
        return [line.draft for line in self.known if line.draft]

    @property
    def elsewhere(self) -> list[Line]:
        """Return what is drafted on other days than these."""
        return [line for line in self.drafted if line not in self.lines]

    @property
    def minutes(self) -> int:
        """Return the elapsed minutes of all the shifts."""
        return plan.minutes_of(self.lines)

    @property
    def minutes_in_month(self) -> int:
        """Return the elapsed minutes of what begins in the month."""
        assert self.rota.month is not None
        return plan.minutes_of(plan.within(self.lines, self.rota.month.span))

    @property
    def lines_by_day(self) -> list[tuple[date, list[Line]]]:
        """Return every day with its shifts."""
        return [
            (day, [line for line in self.lines if line.on == day]) for day in self.rota.days.each()
        ]

    @property
    def weeks(self) -> list[list[tuple[date, list[Line]]]]:
        """Return the days with their shifts, week by week."""
        days = self.lines_by_day
        return [days[first : first + 7] for first in range(0, len(days), 7)]

    @property
    def told(self) -> list[str]:
        """Return the first names of those who are told when the drafts are published."""
        engaged = [it for one in self.drafts for it in (one.engagement, _had(one)) if it]
        return sorted({one.worker.first_name for one in engaged})

    def rows(self) -> list[Row]:
        """Return a row for each person, and last the row of what nobody has."""
        team = [one for one in self.rota.team if self._belongs(one)]
        return [*(self._row(one) for one in team), self._row(None)]

    def _belongs(self, engagement: Engagement) -> bool:
        has_ended = engagement.ended_at is not None and engagement.ended_at <= clock.now()
        return not has_ended or any(line.engagement == engagement for line in self.lines)

    def _row(self, engagement: Engagement | None) -> Row:
        cells = [self._cell(engagement, day) for day in self.rota.days.each()]
        return Row(engagement=engagement, cells=cells)

    def _cell(self, engagement: Engagement | None, day: date) -> Cell:
        lines = [one for one in self.lines if one.on == day and one.engagement == engagement]
        away = self._away(engagement, day)
        is_ahead = day >= clock.today()
        can_add = is_ahead and (engagement is None or engagement.is_cleared) and not away
        return Cell(on=day, lines=lines, away=away, can_add=can_add and not lines)

    def _away(self, engagement: Engagement | None, day: date) -> Away | AbsenceKind | None:
        if engagement is None:
            return None
        kind = self.rota.times.absence(engagement.worker_id, day)
        if kind:
            return AbsenceKind(kind)
        return None if self.rota.times.can(engagement.worker_id, day) else Away.CANNOT


def _had(draft: ShiftDraft) -> Engagement | None:
    return draft.shift.engagement if draft.shift else None


def draw(actor: Actor, rota: Rota) -> Drawn:
    """Read what stands in some days of a rota, drafts and all, in two statements."""
    shifts = shift_queries.of_ordning(rota.ordning_id, rota.days.span)
    drafts = _visible(actor, queries.drafts(rota.ordning_id))
    lines = plan.overlay((one for one in shifts if _may_see(actor, one.graded_ids)), drafts)
    return Drawn(rota=rota, lines=plan.within(lines, rota.days.span), known=lines)


def _visible(actor: Actor, drafts: Sequence[ShiftDraft]) -> list[ShiftDraft]:
    return [
        one for one in drafts if not one.engagement or _may_see(actor, one.engagement.graded_ids)
    ]


def _may_see(actor: Actor, graded_ids: frozenset[object]) -> bool:
    return graded_ids <= actor.of(Relation.NAMED_FOR)
