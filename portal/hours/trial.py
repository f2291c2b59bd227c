"""Try what a shift every week would mean for the account, without planning anything."""

from datetime import date, datetime, time

from portal.engagements.states import Kind
from portal.hours.counting import SERVICE_OF, Draft
from portal.rules.periods import DAY, NoSuchTimeError, from_local
from portal.vedtak.timeline import Pot

KIND_OF = {service: kind for kind, service in SERVICE_OF.items()}


def every_week(
    pot: Pot, weekday: int, start: time, end: time, days: tuple[date, date]
) -> list[Draft]:
    """Return a shift on every such weekday (0 is Monday) from the first day to the last.

    An end that is not after the start is on the next day. A time that the clock skips is left out.
    """
    first, last = days
    begin = first + ((weekday - first.weekday()) % 7) * DAY
    found = []
    for number in range(max((last - begin).days // 7 + 1, 0)):
        day = begin + 7 * number * DAY
        until = day if end > start else day + DAY
        try:
            starts_at = from_local(datetime.combine(day, start))
            ends_at = from_local(datetime.combine(until, end))
        except NoSuchTimeError:
            continue
        found.append(Draft(starts_at, ends_at, Kind(KIND_OF[pot.service])))
    return found
