"""The only door to the system clock, and the two lines time is counted on.

Instants are aware UTC; days, weeks and months are those of Europe/Oslo.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")


def now() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the date it is in Norway now."""
    return now().astimezone(OSLO).date()


def local(instant: datetime) -> datetime:
    """Return the instant as it reads on a clock in Norway."""
    return instant.astimezone(OSLO)
