"""Stretches of time: what is joined, cut and left over."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules.periods import parse_time
from portal.rules.rest import Shift, Work
from portal.rules.spans import FAR_AHEAD, LONG_AGO, Span, gaps, merged, minutes_within
from tests.rules.strategies import rotas, spans


def hours(start, end):
    return Span(parse_time(f"2026-11-23T{start:02}:00"), parse_time(f"2026-11-23T{end:02}:00"))


@pytest.mark.parametrize(("start", "end"), [(10, 10), (10, 9)])
def test_an_empty_stretch_is_refused(start, end):
    with pytest.raises(ValueError, match="not after"):
        hours(start, end)


def test_a_time_without_a_zone_is_refused():
    naive = datetime(2026, 11, 23, 8)  # noqa: DTZ001 - the mistake itself
    with pytest.raises(ValueError, match="zone"):
        Span(naive, parse_time("2026-11-23T10:00"))
    with pytest.raises(ValueError, match="zone"):
        Span(parse_time("2026-11-23T07:00"), naive)


@pytest.mark.parametrize(
    ("given_spans", "joined"),
    [
        ([], []),
        ([hours(8, 10), hours(10, 12)], [hours(8, 12)]),
        ([hours(9, 12), hours(8, 10)], [hours(8, 12)]),
        ([hours(8, 14), hours(9, 10)], [hours(8, 14)]),
        ([hours(12, 14), hours(8, 10)], [hours(8, 10), hours(12, 14)]),
    ],
)
def test_touching_and_overlapping_stretches_are_one(given_spans, joined):
    assert merged(given_spans) == joined


def test_shifts_of_different_kinds_are_one_block():
    other = Shift(hours(8, 12).start, hours(8, 12).end, Work.OTHER)
    assert merged([hours(12, 16), other]) == [hours(8, 16)]


def test_the_free_line_has_no_ends():
    assert gaps([]) == [Span(LONG_AGO, FAR_AHEAD)]
    before, after = gaps([hours(8, 10)])
    assert (before.end, after.start) == (hours(8, 10).start, hours(8, 10).end)


@pytest.mark.parametrize(
    ("cut_out", "left"),
    [
        ([], [hours(8, 16)]),
        ([hours(7, 8), hours(16, 17)], [hours(8, 16)]),
        ([hours(6, 7), hours(18, 19)], [hours(8, 16)]),
        ([hours(10, 12)], [hours(8, 10), hours(12, 16)]),
        ([hours(7, 9), hours(15, 17)], [hours(9, 15)]),
        ([hours(8, 12), hours(11, 16)], []),
        ([hours(7, 17)], []),
    ],
)
def test_cutting_out(cut_out, left):
    assert hours(8, 16).minus(cut_out) == left


def test_clipping():
    assert hours(8, 12).clip(hours(10, 14)) == hours(10, 12)
    assert hours(8, 10).clip(hours(10, 14)) is None
    assert hours(8, 12).minutes_inside(hours(10, 14)) == 120
    assert hours(8, 9).minutes_inside(hours(10, 14)) == 0


@given(rotas(), spans())
def test_work_and_free_time_fill_every_window(shifts, window):
    blocks = merged(shifts)
    free = [part for gap in gaps(blocks) if (part := gap.clip(window))]
    assert minutes_within(blocks, window) + minutes_within(free, window) == window.minutes


@given(spans(), st.lists(spans(), max_size=5))
def test_what_is_cut_and_what_is_left_sum_to_the_whole(span, others):
    left = sum(part.minutes for part in span.minus(others))
    assert left + minutes_within(merged(others), span) == span.minutes
