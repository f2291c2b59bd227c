"""The working-time rules once more, half hour by half hour: slow, simple, and told nothing.

Shifts lie on the half hour. A half hour is its number from Monday 2 March 2026, UTC.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from portal.rules.rest import Work

ORIGIN = datetime(2026, 3, 2, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)
LAST = 60 * 7 * 48  # later than any rota of ours: free until then stands for free for good


def half_hours(shifts, work=None):
    return {
        number
        for shift in shifts
        if work is None or shift.work is work
        for number in range(number_of(shift.start), number_of(shift.end))
    }


def number_of(instant):
    return (instant - ORIGIN) // HALF_HOUR


def instant_of(number):
    return ORIGIN + number * HALF_HOUR


def starts(worked):
    return sorted(number for number in worked if number - 1 not in worked)


def block(worked, start):
    end = start
    while end in worked:
        end += 1
    return range(start, end)


def longest_run(numbers, worked):
    longest = run = 0
    for number in numbers:
        run = 0 if number in worked else run + 1
        longest = max(longest, run)
    return longest


def free_from(worked, numbers):
    """How long it is free, walking through the numbers until there is work."""
    free = 0
    for number in numbers:
        if number in worked:
            break
        free += 1
    return free


def weeks(worked):
    """Monday midnight in Oslo → the half hours of that week, for weeks with work."""
    found = {}
    for number in range(min(worked, default=0) - 400, max(worked, default=0) + 400):
        local = instant_of(number).astimezone(ZoneInfo("Europe/Oslo"))
        found.setdefault(local.isocalendar()[:2], []).append(number)
    return {
        instant_of(numbers[0]): numbers
        for numbers in found.values()
        if not worked.isdisjoint(numbers)
    }


def weekly_rest(worked, week):
    begins = [number for number in week if number not in worked and number - 1 in worked]
    whole = [free_from(worked, range(number, LAST)) for number in begins]
    return max([longest_run(week, worked), *whole])


def employee(shifts, daily_rest, total, ordinary, week_rest, week_hours):
    """(code, at) of arbeidsmiljøloven; limits in hours."""
    worked = half_hours(shifts)
    for start in starts(worked):
        window = range(start, start + 48)
        if longest_run(window, worked) < 2 * daily_rest:
            yield "daily_rest", instant_of(start)
        count = len(worked & {*window})
        if count > 2 * ordinary:
            yield ("total_24h" if count > 2 * total else "overtime_24h"), instant_of(start)
    for monday, week in weeks(worked).items():
        if weekly_rest(worked, week) < 2 * week_rest:
            yield "weekly_rest", monday
        if len(worked & {*week}) > 2 * week_hours:
            yield "weekly_hours", monday


def avlaster(shifts, *, averaging):
    """(code, at) of regulation 2017-1052."""
    worked, relief = half_hours(shifts), half_hours(shifts, Work.ORDINARY)
    for start in starts(worked):
        hours = block(worked, start)
        if relief & {*hours}:
            yield from ((code, instant_of(start)) for code in _block(worked, relief, hours))
    for monday, week in weeks(worked).items():
        if weekly_rest(worked, week) < 48:
            yield "weekly_rest", monday
        count = len(worked & {*week})
        if count > 176:
            yield "week_88h", monday
        elif count > 120 and not averaging:
            yield "week_60h", monday


def _block(worked, relief, hours):
    if len(hours) > 112:
        yield "continuous_56h"
    if len({*hours} - relief) > (16 if len(hours) > 96 else 32):
        yield "other_work"
    if len(hours) <= 32:
        if longest_run(range(hours[0], hours[0] + 48), worked) < 22:
            yield "daily_rest"
        return
    before = free_from(worked, range(hours[0] - 1, hours[0] - 100, -1))
    after = free_from(worked, range(hours[-1] + 1, hours[-1] + 100))
    if max(before, after) < 32:
        yield "rest_16h"
