"""Blocks of work and the free time around them."""

from datetime import date

import pytest

from portal.rules.periods import week_of
from portal.rules.rest import Timeline
from tests.rules.tables import shifts

# worked · the Mondays of the weeks that hold any of it
WEEKS = [
    ("", []),
    ("22T20:00–23T00:00", [16]),  # until midnight is Sunday's
    ("22T20:00–23T00:01", [16, 23]),
    ("23T00:00–23T01:00", [23]),
    ("02T08:00–02T16:00, 23T08:00–23T16:00, 24T08:00–24T16:00", [2, 23]),
    ("08T20:00–23T01:00, 23T02:00–23T03:00", [2, 9, 16, 23]),
]


@pytest.mark.parametrize(("worked", "mondays"), WEEKS)
def test_the_weeks_that_hold_work(worked, mondays):
    weeks = [week_of(date(2026, 11, monday)).span for monday in mondays]
    assert Timeline(shifts(worked)).weeks() == weeks


def test_the_longer_rest_beside_each_block():
    line = Timeline(shifts("16T08:00–16T16:00, 17T08:00–17T16:00, 17T20:00–17T21:00"))
    first, second, third = line.blocks
    assert line.rest_beside(first).end == first.start
    assert line.rest_beside(second).minutes == 16 * 60
    assert line.rest_beside(third).start == third.end
