"""From one approved entry to its pay lines. Pure: the entry's facts and the rates come in.

Rates are those of the day the time was worked, so an entry is split at Oslo midnights.
Supplements are those of HTA kap. 1 § 5 (BPA assistants); an avlaster is paid one rate for
every hour and an amount per døgn (SGS 1030); a støttekontakt one rate.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from portal.engagements.states import Kind
from portal.municipality.rates import Rate, Rates
from portal.municipality.states import RateCode
from portal.payroll.states import WageCode
from portal.rules.periods import local_day, split_days, whole_days
from portal.rules.spans import MINUTE, Span
from portal.rules.supplements import supplements
from portal.shifts.states import EntryCode, ShiftKind

HOLIDAY_SHARE = Fraction(4, 3)  # 1⅓ hourly wage for each hour: HTA kap. 1 § 5.3
PERCENT = 10_000  # hundredths of a percent in a whole
_HOUR_RATE = {
    Kind.BPA_ASSISTANT: RateCode.ASSISTANT_HOUR,
    Kind.AVLASTER: RateCode.AVLASTER_HOUR,
    Kind.STOTTEKONTAKT: RateCode.STOTTEKONTAKT_HOUR,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is paid for: the facts of an entry, or what it comes to with its corrections.

    ``span`` is when it was logged to be, ``minutes`` how long it is said to have been.
    """

    span: Span
    minutes: int
    pay_minutes: int
    engaged_as: Kind
    code: EntryCode
    kind: ShiftKind
    km: int = 0
    outlay_ore: int = 0

    @property
    def time(self) -> Span | None:
        """Return the time that is paid: the minutes from the start on, or None of it."""
        end = self.span.start + self.minutes * MINUTE
        return Span(self.span.start, end) if end > self.span.start else None


@dataclass(frozen=True, slots=True)
class Line:
    """A wage code on a day: so much of it, at this rate."""

    on: date
    code: WageCode
    quantity: int
    rate: Rate

    @property
    def amount(self) -> Fraction:
        """Return the exact øre; minutes are paid by the hour."""
        return amount(self.code, self.quantity, self.rate.amount)


def amount(code: WageCode, quantity: int, rate_ore: int) -> Fraction:
    """Return the exact øre of a quantity at a rate."""
    if code is WageCode.OUTLAY:
        return Fraction(quantity)
    if code in {WageCode.KM, WageCode.EXPENSES_DOGN}:
        return Fraction(quantity * rate_ore)
    hours = Fraction(quantity, 60)
    return hours * rate_ore * (HOLIDAY_SHARE if code is WageCode.HOLIDAY else 1)


def lines_of(work: Work, rates: Rates) -> list[Line]:
    """Return the pay lines of an entry; raise NoRateError when a rate is missing."""
    return [line for line in _all(work, rates) if line.quantity]


def correction(before: Work, after: Work, rates: Rates) -> list[Line]:
    """Return what a correction is paid: all that is right now, less all that was right before.

    What is corrected is how long the work was, not when. It is taken to have begun when it was
    logged to begin: shortened, it is cut at the end; lengthened, it goes on after the end; of
    nothing nothing is left. For the start is what both sides agreed on and it is the end that
    slips, and whoever reads the line can work the supplements out anew. As each correction
    starts from what the one before came to, hours, supplements and døgn of a line that is
    corrected to nothing add up to nothing, day by day, whatever was said in between.
    """
    quantities: Counter[tuple[date, WageCode]] = Counter()
    paid_at = {}
    for sign, work in ((1, after), (-1, before)):
        for line in lines_of(work, rates):
            quantities[line.on, line.code] += sign * line.quantity
            paid_at[line.on, line.code] = line.rate
    return [Line(*key, quantity, paid_at[key]) for key, quantity in quantities.items() if quantity]


def _all(work: Work, rates: Rates) -> Iterator[Line]:
    if work.time:
        yield from _of_time(work, work.time, rates)
    on = local_day(work.span.start)
    if work.km:
        yield Line(on, WageCode.KM, work.km, rates.on(RateCode.KM, on))
    if work.outlay_ore:
        yield Line(on, WageCode.OUTLAY, work.outlay_ore, Rate(1, on, "kvittering"))


def _of_time(work: Work, time: Span, rates: Rates) -> Iterator[Line]:
    yield from _hours(work, time, rates)
    if work.engaged_as is Kind.BPA_ASSISTANT and _has_supplements(work):
        for on, piece in split_days(time):
            yield from _supplements(on, piece, rates)
    if work.engaged_as is Kind.AVLASTER and work.code is EntryCode.WORKED and whole_days(time):
        on = local_day(time.start)
        rate = rates.on(RateCode.AVLASTER_EXPENSE_DOGN, on)
        yield Line(on, WageCode.EXPENSES_DOGN, whole_days(time), rate)


def _hours(work: Work, time: Span, rates: Rates) -> Iterator[Line]:
    """Yield the hours day by day; a resting night's paid share is spread over its days."""
    code = WageCode.SICK if work.code is EntryCode.SICK else WageCode.HOURS
    rate_code = _HOUR_RATE[work.engaged_as]
    days = split_days(time)
    paid = 0
    for index, (on, piece) in enumerate(days, start=1):
        is_last = index == len(days)
        share = work.pay_minutes * piece.minutes // time.minutes
        minutes = work.pay_minutes - paid if is_last else share
        paid += minutes
        yield Line(on, code, minutes, rates.on(rate_code, on))


def _has_supplements(work: Work) -> bool:
    return work.kind is not ShiftKind.RESTING_NIGHT and work.code in {
        EntryCode.WORKED,
        EntryCode.EXTRA,
    }


def _supplements(on: date, piece: Span, rates: Rates) -> Iterator[Line]:
    """Yield the supplements of one day's piece; nothing is looked up that is not needed."""
    found = supplements(piece)
    base = rates.on(RateCode.ASSISTANT_HOUR, on)
    if found.evening:
        yield Line(on, WageCode.EVENING, found.evening, rates.on(RateCode.EVENING_HOUR, on))
    if found.night:
        rate = _share(
            base, rates.on(RateCode.NIGHT_PERCENT, on), rates.on(RateCode.NIGHT_MINIMUM, on)
        )
        yield Line(on, WageCode.NIGHT, found.night, rate)
    if found.weekend:
        rate = _share(
            base, rates.on(RateCode.WEEKEND_PERCENT, on), rates.on(RateCode.WEEKEND_MINIMUM, on)
        )
        yield Line(on, WageCode.WEEKEND, found.weekend, rate)
    if found.holiday:
        yield Line(on, WageCode.HOLIDAY, found.holiday, base)


def _share(base: Rate, percent: Rate, minimum: Rate) -> Rate:
    """Return so many percent of the hourly wage, but at least the minimum."""
    share = rounded(Fraction(base.amount * percent.amount, PERCENT))
    return Rate(max(share, minimum.amount), percent.valid_from, percent.source)


def rounded(exact: Fraction) -> int:
    """Return whole øre, half up; minus as plus, so that what goes back is what was paid."""
    half_up = int(abs(exact) + Fraction(1, 2))
    return half_up if exact > 0 else -half_up
