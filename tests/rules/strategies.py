"""Invented shifts for the property tests: any hour from 2024 to 2031, clock changes included."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from portal.rules.rest import Shift, Work
from portal.rules.spans import Span

START = datetime(2024, 1, 1, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)


@st.composite
def spans(draw):
    start = START + timedelta(minutes=draw(st.integers(0, 7 * 366 * 24 * 60)))
    return Span(start, start + timedelta(minutes=draw(st.integers(1, 40 * 24 * 60))))


@st.composite
def rotas(draw, *, longest=40, other=False):
    """Up to three weeks of shifts on the half hour, around a clock change as often as not."""
    around = draw(st.sampled_from(["2026-03-16", "2026-10-12", "2026-06-01"]))
    at = datetime.fromisoformat(around).replace(tzinfo=UTC)
    shifts = []
    for free, worked in draw(
        st.lists(st.tuples(st.integers(0, 60), st.integers(1, longest)), max_size=25)
    ):
        start, end = at + free * HALF_HOUR, at + (free + worked) * HALF_HOUR
        is_other = other and draw(st.booleans())
        shifts.append(Shift(start, end, Work.OTHER if is_other else Work.ORDINARY))
        at = end
    return shifts
