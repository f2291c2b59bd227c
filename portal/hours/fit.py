"""The proposed plan against the vedtak: its days, hours and conditions, and the notice given."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from itertools import chain

from portal.engagements.states import Terms
from portal.families.states import Service
from portal.hours import counting
from portal.hours.book import Book
from portal.hours.pieces import Piece
from portal.hours.queries import Work
from portal.hours.working import Found
from portal.municipality.states import SettingKey
from portal.rules.budget import Per, rounded
from portal.rules.findings import Finding
from portal.rules.holidays import is_working_day
from portal.rules.limits import LimitKind
from portal.rules.notice import NOTICE_DAYS, short_notice
from portal.rules.overlaps import two_helpers
from portal.rules.periods import (
    DAY,
    OSLO,
    Days,
    days_between,
    local_day,
    month_of,
    split_days,
    year_of,
)
from portal.rules.spans import Span
from portal.rules.vedtak_fit import (
    night_not_granted,
    outside_vedtak,
    over_budget,
    over_limit,
    school_hours,
)
from portal.vedtak import timeline
from portal.vedtak.models import Vedtak
from portal.vedtak.timeline import InForce, Pot


@dataclass(frozen=True, slots=True)
class Part:
    """What a changed piece takes of its pot on one Norwegian day, in exact minutes."""

    piece: Piece
    day: date
    share: Fraction


@dataclass(frozen=True, slots=True)
class Fit:
    """What the plan of one ordning is held against. ``others`` are its shifts not judged."""

    book: Book
    others: Sequence[Work]
    school_holidays: Sequence[Days]
    today: date

    def check(self, pieces: Sequence[Piece]) -> Iterator[Found]:
        """Yield every finding about the plan, with the pieces it concerns."""
        using = [piece for piece in pieces if self._uses_hours(piece)]
        for piece in using:
            for finding in self._conditions(piece):
                yield Found(finding, [piece], involves_other_family=False)
        yield from self._helpers(pieces)
        yield from self._budget(using)
        yield from self._notice(pieces)

    def _uses_hours(self, piece: Piece) -> bool:
        return counting.minutes_of(piece.kind, piece.span.minutes, self.book.settings) > 0

    def _vedtak(self, at: datetime) -> Vedtak | None:
        held = timeline.on_day(self.book.held, local_day(at))
        return held.vedtak if held else None

    # one piece

    def _conditions(self, piece: Piece) -> list[Finding]:
        pot = self.book.pot_for(piece.as_draft)
        found = outside_vedtak(piece.span, self.book.portions.get(pot, ()))
        vedtak = self._vedtak(piece.span.start)
        if vedtak is None or pot.service is not Service.BPA:
            return found  # the two conditions below limit the right to BPA
        if not vedtak.allows_night:
            found += night_not_granted(piece.span)
        if self.book.ordning.child.has_school_hours and not vedtak.allows_school_hours:
            found += school_hours(piece.span, self._school(piece.span))
        return found

    def _school(self, span: Span) -> Iterator[Span]:
        """The school days a span touches, from bell to bell."""
        keys = (SettingKey.SCHOOL_STARTS_MINUTE, SettingKey.SCHOOL_ENDS_MINUTE)
        starts, ends = (int(self.book.settings[key]) for key in keys)
        for day in days_between(span):
            is_off = any(days.clip(day, day) for days in self.school_holidays)
            if starts < ends and day.weekday() < 5 and is_working_day(day) and not is_off:
                yield Span(_minute(day, starts), _minute(day, ends))

    # several

    def _helpers(self, pieces: Sequence[Piece]) -> Iterator[Found]:
        """More with the child than the vedtak says; meetings and training are not with it."""
        here = [it for it in pieces if it.kind not in counting.STAFF_TIME]
        spans = [it.span for it in here]
        spans += [it.span for it in self.others if it.kind not in counting.STAFF_TIME]
        for at_once in (1, 2):
            for finding in two_helpers(spans, at_once):
                vedtak = self._vedtak(finding.at)
                granted = 2 if vedtak and vedtak.allows_double_staffing else 1
                minutes = timedelta(minutes=finding.numbers["overlap_minutes"])
                reach = Span(finding.at, finding.at + minutes)
                concerned = [it for it in here if it.span.clip(reach)]
                if granted == at_once and concerned:
                    yield Found(finding, concerned, involves_other_family=False)

    def _budget(self, pieces: Sequence[Piece]) -> Iterator[Found]:
        """Hours beyond what is left, for changes that take more than they free."""
        changes = sorted((it for it in pieces if it.is_change), key=lambda it: it.span.start)
        taken: dict[Pot, list[Part]] = {}
        for piece in changes:
            draft = piece.as_draft
            takes = counting.minutes_of(piece.kind, draft.minutes, self.book.settings)
            for day, part in split_days(piece.span):
                share = Fraction(takes * part.minutes, draft.minutes)
                taken.setdefault(self.book.pot_for(draft), []).append(Part(piece, day, share))
        for pot, parts in taken.items():
            for year in _each(year_of, parts):
                yield from self._year(pot, year, parts)
            for kind, days, limit in self._ceilings(pot, parts):
                yield from self._ceiling(pot, kind, days, limit, parts)

    def _year(self, pot: Pot, year: Days, parts: Sequence[Part]) -> Iterator[Found]:
        figures = self.book.figures(pot, year, self.book.carried_in(pot, year))
        if not figures.granted:
            return
        left = figures.left - figures.drafted
        over = _beyond(parts, year, left, figures.drafted)
        if over:
            at, minutes = over[0].span.start, _sum(parts, year)
            for finding in over_budget(at, rounded(minutes), rounded(left)):
                yield Found(finding, over, involves_other_family=False)

    def _ceilings(
        self, pot: Pot, parts: Sequence[Part]
    ) -> Iterator[tuple[LimitKind, Days, Fraction]]:
        """What each month may take where it is granted by month, and the limits on top."""
        grant = self.book.grant(pot)
        monthly = [it for it in parts if grant.is_monthly(it.day)]
        for month in _each(month_of, monthly):
            carried = self.book.carried_in(pot, year_of(month.from_on))
            yield (
                LimitKind.MONTH,
                month,
                grant.month(month, carried, lambda days: self._planned(pot, days, parts)),
            )
        for limit in grant.limits:
            for days in limit.periods(it.day for it in parts):
                yield limit.kind, days, Fraction(limit.minutes)

    def _ceiling(
        self, pot: Pot, kind: LimitKind, days: Days, limit: Fraction, parts: Sequence[Part]
    ) -> Iterator[Found]:
        figures = self.book.figures(pot, days)
        left = limit - figures.worked - figures.planned - figures.drafted
        over = _beyond(parts, days, left, figures.drafted)
        if over:
            minutes = self._planned(pot, days, parts)
            for finding in over_limit(kind, days.span.start, rounded(minutes), rounded(limit)):
                yield Found(finding, over, involves_other_family=False)

    def _planned(self, pot: Pot, days: Days, parts: Sequence[Part]) -> Fraction:
        """All that the days would hold with the changes."""
        figures = self.book.figures(pot, days)
        return figures.worked + figures.planned + figures.drafted + _sum(parts, days)

    def _notice(self, pieces: Sequence[Piece]) -> Iterator[Found]:
        """One finding for all that comes later than two weeks before, with the shortest notice."""
        late = [
            piece
            for piece in pieces
            if piece.is_change
            and piece.engagement
            and piece.engagement.terms != Terms.CONTRACTOR
            and (local_day(piece.span.start) - self.today).days < NOTICE_DAYS
        ]
        if late:
            first = min(local_day(piece.span.start) for piece in late)
            for finding in short_notice(first, self.today):
                yield Found(finding, late, involves_other_family=False)


def edges_of(pieces: Sequence[Piece], held: Sequence[InForce]) -> set[date]:
    """Return the days the books must tell apart for the months and limits of a plan."""
    days = {day for piece in pieces for day in days_between(piece.span)}
    periods = [
        part
        for limit in chain.from_iterable(timeline.limits_in(held).values())
        for part in limit.periods(days)
    ]
    portions = chain.from_iterable(timeline.granted_in(held).values())
    if any(it.per is Per.MONTH for it in portions):
        months = {(day.year, month) for day in days for month in range(1, 13)}
        periods += [month_of(date(year, month, 1)) for year, month in months]
    return {edge for part in periods for edge in (part.from_on, part.to_on + DAY)}


def _each(period_of: Callable[[date], Days], parts: Sequence[Part]) -> list[Days]:
    return sorted({period_of(it.day) for it in parts})


def _sum(parts: Sequence[Part], days: Days) -> Fraction:
    return sum((it.share for it in parts if days.clip(it.day, it.day)), Fraction(0))


def _beyond(parts: Sequence[Part], days: Days, left: Fraction, freed: Fraction) -> Sequence[Piece]:
    """The pieces that take more of the days than is left; none when the changes free as much."""
    if _sum(parts, days) + freed <= 0:  # what the changes free is drafted below zero
        return ()
    used, over = Fraction(0), []
    for part in parts:
        if days.clip(part.day, part.day):
            used += part.share
            if used > left and part.piece not in over:
                over.append(part.piece)
    return over


def _minute(day: date, minute: int) -> datetime:
    """The instant of a minute of a Norwegian day; none of ours lies where the clock jumps."""
    midnight = datetime.combine(day, time(), OSLO)
    return midnight + timedelta(minutes=minute)  # wall clock: the same zone on both sides
