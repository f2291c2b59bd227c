"""The mails of a meeting: the same to both sides, with a calendar file, and no child's name."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from portal.accounts import links
from portal.accounts.models import User
from portal.accounts.queries import recipient
from portal.asking.letters import signature
from portal.core import db, ids
from portal.core.config import settings
from portal.ical.events import Event, Organizer, Status
from portal.ical.uid import uid
from portal.ical.write import invitation
from portal.matching.models import Proposal
from portal.matching.states import Side
from portal.meetings.models import Guest, GuestLink, Meeting
from portal.meetings.states import Notice
from portal.messages.service import File, enqueue

_SUMMARY = "Bli kjent-møte"  # stands in calendars that others may see
_FILE = "mote.ics"
_STANDING = frozenset({Notice.PLANNED, Notice.CHANGED})


def new_uid(meeting_id: UUID, user_id: UUID) -> str:
    """Return the meeting's UID in one person's calendar."""
    return uid(meeting_id, user_id, urlsplit(settings().base_url).hostname or "pusterom")


def tell(meeting: Meeting, notice: Notice, acting: str) -> None:
    """Send everybody the time, or that it is off."""
    for guest in meeting.guests:
        tell_one(meeting, guest, notice, acting)


def tell_one(meeting: Meeting, guest: Guest, notice: Notice, acting: str) -> None:
    """Send one of them the same, with a file of their own."""
    signed = _signed(meeting.proposal, acting)
    event = Event(
        uid=guest.uid,
        sequence=meeting.sequence,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        summary=_SUMMARY,
        last_modified_at=meeting.changed_at,
        status=Status.CONFIRMED if notice in _STANDING else Status.CANCELLED,
        location=meeting.place,
    )
    by = Organizer(name=str(signed["office"] or signed["municipality"]), mail=settings().mail_from)
    made = invitation(event, by)
    file = File(name=_FILE, content_type=made.content_type, content=made.body)
    _write(meeting, guest, notice, acting, file)


def remind(meeting: Meeting) -> None:
    """Remind both sides of the time. It is in their calendars: no file goes with it."""
    for guest in meeting.guests:
        _write(meeting, guest, Notice.REMINDER, "", None)


def _write(meeting: Meeting, guest: Guest, notice: Notice, acting: str, file: File | None) -> None:
    enqueue(
        recipient(guest.user), "meeting", notice=notice, side=guest.side, file=file,
        starts_at=meeting.starts_at.isoformat(), ends_at=meeting.ends_at.isoformat(),
        place=meeting.place, advice=meeting.advice, **_signed(meeting.proposal, acting),
    )  # fmt: skip


def ask(meeting: Meeting, *, again: bool) -> int:
    """Ask those who have not said how it went; return how many mails were written."""
    waiting = [it for it in meeting.guests if meeting.verdict(it.side_code) is None]
    for guest in waiting:
        token = ids.new_token()
        db.add(
            GuestLink(
                municipality_id=meeting.municipality_id, guest_id=guest.id,
                token_hash=ids.digest(token),
            )
        )  # fmt: skip
        enqueue(
            recipient(guest.user), "meeting_over", link=links.sealed(token), side=guest.side,
            met_at=meeting.starts_at.isoformat(), is_again=again, **_signed(meeting.proposal, ""),
        )  # fmt: skip
    return len(waiting)


def spared(proposal: Proposal) -> None:
    """Tell somebody who wanted to meet a family that it comes to nothing: never why."""
    enqueue(recipient(proposal.user), "match_spared", **_signed(proposal, ""))


def outcome(proposal: Proposal, family: list[User], *, is_match: bool) -> None:
    """Tell both sides what it became: never who said no, and never why."""
    template = "match_made" if is_match else "match_off"
    signed = _signed(proposal, "")
    enqueue(recipient(proposal.user), template, side=Side.PERSON, **signed)
    for user in family:
        enqueue(recipient(user), template, side=Side.FAMILY, **signed)


def _signed(proposal: Proposal, acting: str) -> dict[str, Any]:
    return signature(proposal.municipality_id, proposal.office_id, acting)
