"""What stands in a calendar: rows in, plain events out, by how much the link may say."""

from uuid import UUID

from flask_babel import gettext as _

from portal.core.labels import label
from portal.feeds import queries
from portal.feeds.queries import Seen, Subscription
from portal.feeds.states import Privacy, Scope
from portal.ical.events import Calendar, Event, Status
from portal.ical.write import to_bytes
from portal.shifts import calendar as shift_calendar
from portal.shifts import uids
from portal.shifts.states import ShiftKind

COLOR = "purple"  # heather has no CSS3 name
_ROWS = {
    Scope.OWN: queries.attendances,
    Scope.FAMILY: queries.family_shifts,
    Scope.OPEN: queries.open_shifts,
}


def body(link: Subscription) -> bytes:
    """Build the bytes of a link. The same rows give the same bytes."""
    words = {True: str(_("Ledig vakt")), False: str(_("Vakt"))}
    if link.privacy == Privacy.BUSY:
        words = dict.fromkeys(words, str(_("Opptatt")))
    rows = _ROWS[Scope(link.scope)](link.user_id)
    events = tuple(_event(link, row, words[row.is_open]) for row in rows)
    return to_bytes(Calendar(name=_name(link), events=events, color=COLOR))


def _name(link: Subscription) -> str:
    if link.privacy == Privacy.BUSY:
        return str(_("Opptatt"))
    return str(_("Ledige vakter") if link.scope == Scope.OPEN else _("Vakter"))


def _event(link: Subscription, row: Seen, word: str) -> Event:
    """Make the event of a shift. One that is not the reader's own never makes them busy."""
    return Event(
        uid=row.uid or uids.of(row.shift_id, _reader(link)),
        sequence=row.sequence,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        summary=_summary(link, row, word),
        last_modified_at=row.changed_at,
        status=Status(row.status.upper()),
        is_busy=link.scope == Scope.OWN,
        url=shift_calendar.address(row.shift_id),
        description=_description(link, row),
        alarm_minutes=link.alarm_minutes,
    )


def _reader(link: Subscription) -> UUID:
    """Return whose calendar names the event.

    A link of open shifts is one of its own: a shift that is taken is a new event.
    """
    return link.link_id if link.scope == Scope.OPEN else link.user_id


def _summary(link: Subscription, row: Seen, word: str) -> str:
    """Return ``Opptatt``, ``Vakt``, ``Ledig vakt``, ``Vakt A.B.``; for a leader ``Vakt Maja``."""
    if link.privacy in {Privacy.BUSY, Privacy.PLAIN}:
        return word
    if link.scope == Scope.FAMILY:
        return f"{word} {row.worker.split(' ', 1)[0]}" if row.worker else word
    return f"{word} {row.initials}"


def _description(link: Subscription, row: Seen) -> str | None:
    if link.privacy != Privacy.FULL:
        return None
    kind = "" if row.kind == ShiftKind.ORDINARY else label(ShiftKind(row.kind), "worker")
    return "\n".join(part for part in (kind, row.note) if part) or None
