"""What a reader saw: the least all of them can say about an event."""

from datetime import datetime
from typing import NamedTuple


class Seen(NamedTuple):
    starts_at: datetime
    ends_at: datetime
    uid: str
    summary: str
    status: str
    sequence: int
