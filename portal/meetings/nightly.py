"""What is written about meetings by itself: the day before, once they are over, and again."""

from datetime import datetime, timedelta

from portal.core import clock
from portal.meetings import notices, queries
from portal.municipality import queries as municipalities
from portal.municipality import settings
from portal.municipality.states import SettingKey
from portal.rules.periods import DAY, local_day, midnight


def ask_all(now: datetime) -> int:
    """Ask both sides how it went, once it is over, and remind those who have not said, once."""
    mails = 0
    for meeting in queries.to_ask(now):
        meeting.asked_at = now
        mails += notices.ask(meeting, again=False)
    for home in municipalities.all_of_them():
        days = settings.number(home.id, SettingKey.MEETING_REMINDER_DAYS, clock.local(now).date())
        for meeting in queries.to_remind(home.id, now - timedelta(days=days)):
            meeting.reminded_at = now
            mails += notices.ask(meeting, again=True)
    return mails


def remind_day_before(now: datetime) -> int:
    """Remind both sides of what is tomorrow, in Norway; return how many mails were written.

    Who was told the time today or yesterday is not told it again.
    """
    tomorrow = local_day(now) + DAY
    mails = 0
    for meeting in queries.coming(midnight(tomorrow), midnight(tomorrow + DAY)):
        meeting.day_before_at = now
        if local_day(meeting.changed_at) < local_day(meeting.starts_at) - DAY:
            notices.remind(meeting)
            mails += len(meeting.guests)
    return mails
