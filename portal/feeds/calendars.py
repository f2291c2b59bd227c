"""What stands in a calendar: rows in, plain events out, by how much the link may say."""

from dataclasses import replace
from uuid import UUID

from flask_babel import gettext as _

from portal.core.labels import label
from portal.feeds import queries
from portal.feeds.models import FeedLink
from portal.feeds.states import Privacy, Scope
from portal.ical.events import Calendar, Event, Status
from portal.ical.write import to_bytes
from portal.shifts import calendar as shift_calendar
from portal.shifts import uids
from portal.shifts.models import Attendee, Shift
from portal.shifts.states import ShiftKind, ShiftState

COLOR = "purple"  # heather has no CSS3 name


def body(link: FeedLink) -> bytes:
    """Build the bytes of a link. The same rows give the same bytes."""
    events = _EVENTS[Scope(link.scope)](link)
    return to_bytes(Calendar(name=_name(link), events=tuple(events), color=COLOR))


def _name(link: FeedLink) -> str:
    if link.privacy == Privacy.BUSY:
        return str(_("Opptatt"))
    return str(_("Ledige vakter") if link.scope == Scope.OPEN else _("Vakter"))


def _own(link: FeedLink) -> list[Event]:
    return [_attended(link, row) for row in queries.attendances(link.user_id)]


def _attended(link: FeedLink, row: Attendee) -> Event:
    event = shift_calendar.event(row, summary(link, row.shift), alarm_minutes=link.alarm_minutes)
    return replace(event, description=_description(link, row.shift))


def _family(link: FeedLink) -> list[Event]:
    return [_seen(link, shift) for shift in queries.family_shifts(link.user_id)]


def _open(link: FeedLink) -> list[Event]:
    return [_seen(link, shift) for shift in queries.open_shifts(link.user_id)]


def _seen(link: FeedLink, shift: Shift) -> Event:
    """Make the event of a shift that is not the reader's own: it never makes them busy."""
    return Event(
        uid=uids.of(shift.id, _reader(link)),
        sequence=shift.version - 1,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        summary=summary(link, shift),
        last_modified_at=shift.changed_at,
        status=_status(shift),
        is_busy=False,
        url=shift_calendar.address(shift.id),
        description=_description(link, shift),
        alarm_minutes=link.alarm_minutes,
    )


def _reader(link: FeedLink) -> UUID:
    """Return whose calendar names the event.

    A link of open shifts is one of its own: a shift that is taken is a new event.
    """
    return link.id if link.scope == Scope.OPEN else link.user_id


def _status(shift: Shift) -> Status:
    if shift.state == ShiftState.CANCELLED:
        return Status.CANCELLED
    return Status.TENTATIVE if shift.is_open else Status.CONFIRMED


def summary(link: FeedLink, shift: Shift) -> str:
    """Return ``Opptatt``, ``Vakt``, ``Ledig vakt``, ``Vakt A.B.``; for a leader ``Vakt Maja``."""
    if link.privacy == Privacy.BUSY:
        return str(_("Opptatt"))
    word = str(_("Ledig vakt") if shift.is_open else _("Vakt"))
    if link.privacy == Privacy.PLAIN:
        return word
    if link.scope == Scope.FAMILY:
        return f"{word} {shift.engagement.worker.first_name}" if shift.engagement else word
    return f"{word} {shift.ordning.child.initials}"


def _description(link: FeedLink, shift: Shift) -> str | None:
    if link.privacy != Privacy.FULL:
        return None
    kind = "" if shift.kind == ShiftKind.ORDINARY else label(ShiftKind(shift.kind), "worker")
    return "\n".join(part for part in (kind, shift.note) if part) or None


_EVENTS = {Scope.OWN: _own, Scope.FAMILY: _family, Scope.OPEN: _open}
