"""The name a shift has in one person's calendar."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from portal.core.config import settings
from portal.ical.uid import uid


def of_insert(context: Any) -> str:  # noqa: ANN401 - SQLAlchemy's context of an INSERT
    """Make the UID of a new row from its shift and person; stored, so it never changes."""
    row = context.get_current_parameters()
    return of(row["shift_id"], row["user_id"])


def of(shift_id: UUID, reader_id: UUID) -> str:
    """Return the UID of a shift in the calendar of a person, or of one calendar link."""
    return uid(shift_id, reader_id, urlsplit(settings().base_url).hostname or "pusterom")
