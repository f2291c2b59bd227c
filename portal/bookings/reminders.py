"""The day before: the applicant and the hosts are reminded, once for each agreed time.

Run often (``flask --app wsgi remind``).
"""

from datetime import datetime, timedelta

from portal.bookings import notices, queries
from portal.rules.periods import local_day, midnight


def remind(now: datetime) -> int:
    """Write a mail for everything that is tomorrow, in Norway; return how many.

    Whoever chose the time today or yesterday has just been told, and is not told again.
    """
    tomorrow = local_day(now) + timedelta(days=1)
    found = queries.to_remind(now, midnight(tomorrow + timedelta(days=1)))
    mails = 0
    for booking, application in found:
        booking.reminded_at = now
        assert booking.starts_at is not None
        assert booking.chosen_at is not None
        day_before = local_day(booking.starts_at) - timedelta(days=1)
        if local_day(booking.chosen_at) < day_before:
            notices.remind(application, booking)
            mails += 1 + len(booking.hosts)
    return mails
