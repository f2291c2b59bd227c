"""Supplement categories: domain/bpa.md § 8, cases 21–35, hours as a case worker writes them."""

import pytest
from hypothesis import given

from portal.rules.periods import parse_time, split_days
from portal.rules.spans import Span
from portal.rules.supplements import Supplements, supplements
from tests.rules.strategies import spans

# start, end: total / weekend / holiday / evening / night, in hours
TABLE = [
    ("2026-11-19T22:00", "2026-11-20T07:00", (9, 0, 0, 0, 8)),
    ("2026-11-21T22:00", "2026-11-22T07:00", (9, 9, 0, 0, 8)),
    ("2026-11-22T22:00", "2026-11-23T07:00", (9, 2, 0, 0, 8)),
    ("2026-11-20T15:30", "2026-11-20T23:30", (8, 0, 0, 4, 2.5)),
    ("2026-11-20T23:00", "2026-11-21T01:00", (2, 1, 0, 0, 2)),
    ("2026-03-28T22:00", "2026-03-29T07:00", (8, 8, 0, 0, 7)),
    ("2026-10-24T22:00", "2026-10-25T07:00", (10, 10, 0, 0, 9)),
    ("2027-03-27T22:00", "2027-03-28T07:00", (8, 0, 8, 0, 7)),
    ("2026-12-24T10:00", "2026-12-24T18:00", (8, 0, 6, 1, 0)),
    ("2026-04-01T11:00", "2026-04-01T19:00", (8, 0, 7, 2, 0)),
    ("2026-05-17T08:00", "2026-05-17T16:00", (8, 0, 8, 0, 0)),
    ("2026-05-23T10:00", "2026-05-23T18:00", (8, 2, 6, 1, 0)),
    ("2026-12-31T20:00", "2027-01-01T04:00", (8, 0, 8, 1, 7)),
    ("2022-12-31T22:00", "2023-01-01T06:00", (8, 0, 8, 0, 8)),
    # the edges of the hours
    ("2026-11-18T17:00", "2026-11-18T21:00", (4, 0, 0, 4, 0)),
    ("2026-11-18T21:00", "2026-11-19T06:00", (9, 0, 0, 0, 9)),
    ("2026-11-18T06:00", "2026-11-18T17:00", (11, 0, 0, 0, 0)),
    # a weekend of relief over each clock change
    ("2026-03-27T16:00", "2026-03-29T16:00", (47, 39, 0, 8, 17)),
    ("2026-10-23T16:00", "2026-10-25T16:00", (49, 41, 0, 8, 19)),
    # Saturday 24 December: weekend until noon, holiday after
    ("2022-12-24T08:00", "2022-12-24T18:00", (10, 4, 6, 1, 0)),
    # the second of the two hours between 2 and 3
    ("2026-10-25T02:00+01:00", "2026-10-25T03:00", (1, 1, 0, 0, 1)),
]


@pytest.mark.parametrize(("start", "end", "expected"), TABLE)
def test_hours_by_category(start, end, expected):
    found = supplements(Span(parse_time(start), parse_time(end)))
    assert found == Supplements(*(int(hours * 60) for hours in expected))


@given(spans())
def test_the_parts_never_exceed_the_whole(span):
    found = supplements(span)
    assert found.total == span.minutes
    assert found.weekend + found.holiday <= found.total
    assert found.evening + found.night <= found.total


@given(spans())
def test_the_days_add_up(span):
    days = (supplements(part) for _, part in split_days(span))
    assert sum(days, Supplements()) == supplements(span)
