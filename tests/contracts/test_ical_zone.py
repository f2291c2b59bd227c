"""Our two rules for the Oslo clock, against the world's table of time zones."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from portal.ical.oslo import OSLO, VTIMEZONE

TIMEZONE = icalendar.Timezone.from_ical("\r\n".join(VTIMEZONE))
ZONE = TIMEZONE.to_tz(lookup_tzid=False)


@pytest.mark.parametrize("year", range(2020, 2051))
@pytest.mark.parametrize("month", [3, 10])
def test_the_rules_agree_with_the_time_zone_database(year, month):
    """Every hour of the months of change. Red when Norway gives up changing its clocks.

    But not 02:30: that no local time can say, which is why shifts are written in UTC.
    """
    first = datetime(year, month, 1, tzinfo=UTC)
    walls = [(first + timedelta(hours=hours)).astimezone(OSLO) for hours in range(33 * 24)]
    wrong = [wall for wall in walls if wall.hour != 2 and _offset(wall) != wall.utcoffset()]
    assert wrong == []


@pytest.mark.parametrize("change", TIMEZONE.subcomponents, ids=lambda change: change.name)
def test_each_rule_begins_in_the_second_the_clock_changed(change):
    before, after = change["TZOFFSETFROM"].td, change["TZOFFSETTO"].td
    at = change["DTSTART"].dt.replace(tzinfo=UTC) - before
    assert (at - timedelta(seconds=1)).astimezone(OSLO).utcoffset() == before
    assert at.astimezone(OSLO).utcoffset() == after


def _offset(wall: datetime) -> timedelta | None:
    return wall.replace(tzinfo=ZONE).utcoffset()
