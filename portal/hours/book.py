"""The sums behind an hours account: time is entered piece by piece, then it is added up."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import partial
from itertools import pairwise
from uuid import UUID

from portal.engagements.states import Kind
from portal.families.models import Ordning
from portal.families.states import Service
from portal.hours import counting
from portal.hours.counting import Draft, Settings
from portal.hours.figures import ZERO, Account, Figures, PotAccount
from portal.hours.granting import Grant, policy_of
from portal.hours.queries import Used
from portal.rules.budget import Per, Portion, rounded
from portal.rules.forecast import RECENT_DAYS, Use, forecast
from portal.rules.periods import (
    DAY,
    Days,
    midnight,
    month_of,
    split_days,
    week_of,
    whole_days,
    year_of,
)
from portal.rules.spans import Span
from portal.shifts.states import ShiftKind
from portal.vedtak import timeline
from portal.vedtak.models import Portion as VedtakPortion
from portal.vedtak.timeline import InForce, Pot

ENOUGH_DAYS = 14  # of history, before its pace says anything
ByDay = dict[date, Fraction]


def edges_for(on: date, per: Per, *, last_year: bool) -> list[date]:
    """Return the first day of every stretch the account tells apart, and the day after all."""
    year, week = year_of(on), week_of(on)
    edges = {
        *(_first_days(year, per)),
        year.to_on + DAY,
        *(week.from_on, week.to_on + DAY),
        *(month_of(on).from_on, month_of(on).to_on + DAY),
        *(on - RECENT_DAYS * DAY, on),
    }
    if last_year:
        edges.add(year_of(year.from_on - DAY).from_on)
    return sorted(edges)


def periods_of(year: Days, per: Per) -> list[Days]:
    """Return the months of a year, or the weeks that begin or end in it, cut to the year."""
    firsts = _first_days(year, per)
    return [
        Days(first, following - DAY)
        for first, following in zip(firsts, [*firsts[1:], year.to_on + DAY], strict=True)
    ]


def _first_days(year: Days, per: Per) -> list[date]:
    if per is Per.WEEK:
        mondays = [day for day in year.each() if day.weekday() == 0]
        return sorted({year.from_on, *mondays})
    return [date(year.from_on.year, month, 1) for month in range(1, 13)]


@dataclass
class Columns:
    """Time of one pot by day; logged time stands on the first day of its stretch."""

    worked: ByDay = field(default_factory=lambda: defaultdict(Fraction))
    approved: ByDay = field(default_factory=lambda: defaultdict(Fraction))
    planned: ByDay = field(default_factory=lambda: defaultdict(Fraction))
    drafted: ByDay = field(default_factory=lambda: defaultdict(Fraction))


@dataclass
class Book:
    """What the account is made from, entered piece by piece."""

    ordning: Ordning
    on: date
    held: Sequence[InForce]
    settings: Settings
    pauses: Sequence[Days]
    edges: Sequence[date]
    approved: Mapping[Pot, Mapping[int, int]]  # hours to come over on application
    pots: dict[Pot, Columns] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.portions: Mapping[Pot, Sequence[Portion]] = timeline.granted_in(self.held)
        self.limits = timeline.limits_in(self.held)
        self.service = Service(self.ordning.service)
        self.year = year_of(self.on)
        self.stretches = [
            (first, Span(midnight(first), midnight(after))) for first, after in pairwise(self.edges)
        ]

    # what happened

    def enter(self, used: Used, without: Collection[UUID]) -> None:
        """Enter logged time, or a published shift that holds hours."""
        if used.minutes is None:
            assert used.span is not None
            engaged_as = Kind(used.engaged_as) if used.engaged_as else None
            piece = Draft(used.span.start, used.span.end, engaged_as, ShiftKind(used.kind))
            self._spread(piece, "planned")
            if used.shift_id in without:
                self._spread(piece, "drafted", sign=-1)
            return
        pot = self._pot(used.engaged_as, is_dogn_long=used.is_dogn_long)
        columns = self.pots.setdefault(pot, Columns())
        for day, minutes in self._placed(used):
            columns.worked[day] += minutes
            if used.is_approved:
                columns.approved[day] += minutes

    def draft(self, drafts: Iterable[Span]) -> None:
        """Enter what is not published."""
        for span in drafts:
            piece = span if isinstance(span, Draft) else Draft(span.start, span.end)
            self._spread(piece, "drafted")

    def _placed(self, used: Used) -> Iterable[tuple[date, Fraction]]:
        assert used.minutes is not None
        if used.span is None:
            yield self.edges[used.bucket], Fraction(used.minutes)
            return
        for first, stretch in self.stretches:
            inside = used.span.minutes_inside(stretch)
            if inside:
                yield first, Fraction(used.minutes * inside, used.span.minutes)

    def _spread(self, piece: Draft, column: str, sign: int = 1) -> None:
        """Hold a planned piece's vedtak minutes on the Norwegian days it lies on."""
        columns = self.pots.setdefault(self.pot_for(piece), Columns())
        takes = counting.minutes_of(piece.kind, piece.minutes, self.settings)
        by_day: ByDay = getattr(columns, column)
        for day, part in split_days(piece):
            by_day[day] += sign * Fraction(takes * part.minutes, piece.minutes)

    def pot_for(self, piece: Draft) -> Pot:
        """Return the pot a planned piece is taken from."""
        return self._pot(piece.engaged_as, is_dogn_long=whole_days(piece) > 0)

    def _pot(self, engaged_as: str | None, *, is_dogn_long: bool) -> Pot:
        return counting.pot_of(
            engaged_as, is_dogn_long=is_dogn_long, own=self.service, granted=self.portions.keys()
        )

    # what it comes to

    def account(self, per: Per) -> Account:
        """Make the account."""
        today = timeline.on_day(self.held, self.on)
        pots = [self.pot(pot, per) for pot in {**self.portions, **self.pots}]
        shown = [it for it in pots if it.days or it.year.worked or it.year.planned]
        shown.sort(key=lambda it: (it.pot.service is not self.service, it.pot))
        last = max(self.held, key=lambda it: it.days.to_on, default=None)
        return Account(
            ordning_id=self.ordning.id,
            service=self.service,
            on=self.on,
            year=self.year,
            vedtak=today.vedtak if today else None,
            ends_on=last.days.to_on if last else None,
            last=last.vedtak if last else None,
            pots=tuple(shown),
            carry=policy_of(self.settings).carry,
        )

    def pot(self, pot: Pot, per: Per) -> PotAccount:
        """Make the account of one pot."""
        columns = self.pots.get(pot, Columns())
        grant = self.grant(pot)
        carried_in = self.carried_in(pot, self.year)
        days = grant.covered(self.year)
        may_carry = grant.may_carry(self.year)
        source = self._source(pot)
        return PotAccount(
            pot=pot,
            portion=_portion_of(source, pot),
            vedtak=source.vedtak if source else None,
            held=source.days if source else None,
            days=days,
            year=self.figures(pot, self.year, carried_in),
            month=self.figures(pot, month_of(self.on)),
            week=self.figures(pot, week_of(self.on)),
            rows=tuple(self.figures(pot, part) for part in periods_of(self.year, per)),
            forecast=forecast(
                days or self.year,
                self.on,
                grant.within(self.year) + carried_in,
                self._use(columns, days or self.year),
                may_carry_over=may_carry,
            ),
            carried_in=carried_in,
            unused_before=grant.unused_before(self.year, partial(_within, columns.worked)),
            may_carry=may_carry,
        )

    def grant(self, pot: Pot) -> Grant:
        """Return what one pot is granted."""
        portions, limits = self.portions.get(pot, ()), self.limits.get(pot, ())
        approved = self.approved.get(pot, {})
        return Grant(portions, limits, self.pauses, self.settings, approved)

    def carried_in(self, pot: Pot, year: Days) -> Fraction:
        """Return what came over to a year from the one before."""
        worked = self.pots.get(pot, Columns()).worked
        return self.grant(pot).carried_in(year, partial(_within, worked))

    def figures(self, pot: Pot, days: Days, carried_in: Fraction = ZERO) -> Figures:
        """Return the figures of one pot for days that the edges tell apart."""
        columns = self.pots.get(pot, Columns())
        return Figures(
            days,
            self.grant(pot).within(days) + carried_in,
            *(
                _within(by_day, days)
                for by_day in (columns.worked, columns.approved, columns.planned, columns.drafted)
            ),
        )

    def _use(self, columns: Columns, days: Days) -> Use:
        """How the hours are used: a shift that should have been logged counts as worked."""
        before = Days(days.from_on, self.on - DAY) if days.from_on < self.on else None
        unlogged = _within(columns.planned, before) if before else ZERO
        planned = {
            day: rounded(minutes)
            for day, minutes in columns.planned.items()
            if self.on <= day <= days.to_on
        }
        history = (self.on - self._began()).days
        recent_days = min(history, RECENT_DAYS) if history >= ENOUGH_DAYS else 0
        recent = Days(self.on - RECENT_DAYS * DAY, self.on - DAY)
        return Use(
            used=rounded(_within(columns.worked, self.year) + unlogged),
            planned=planned,
            recent=rounded(_within(columns.worked, recent) + _within(columns.planned, recent)),
            recent_days=recent_days,
        )

    def _began(self) -> date:
        """The first day hours could be used."""
        first = min((it.days.from_on for it in self.held), default=self.on)
        return max(first, self.ordning.valid_from)

    def _source(self, pot: Pot) -> InForce | None:
        """The version that grants the pot today, else the last one that did, or the next."""
        granting = [it for it in self.held if _portion_of(it, pot)]
        today = timeline.on_day(granting, self.on)
        past = [it for it in granting if it.days.to_on < self.on]
        return today or (past[-1] if past else next(iter(granting), None))


def _portion_of(source: InForce | None, pot: Pot) -> VedtakPortion | None:
    portions = source.vedtak.portions if source else []
    return next((it for it in portions if timeline.pot_of(it) == pot), None)


def _within(by_day: Mapping[date, Fraction], days: Days) -> Fraction:
    return sum((m for day, m in by_day.items() if days.from_on <= day <= days.to_on), ZERO)
