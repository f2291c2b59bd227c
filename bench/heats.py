"""What people do at the same moment, one scenario a function; the docstring names it."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, func, select

from bench.arena import COORDINATORS, DOMAIN, DRAFTS, PAID_LINES, PAIR
from bench.track import Heat, Runner, Shot, Track
from portal.audit.models import AuditEvent
from portal.core import clock, db
from portal.engagements.models import Engagement, Invitation
from portal.municipality.models import ClosedPeriod, Office
from portal.payroll.models import BatchedEntry
from portal.rota.queries import week_name
from portal.shifts.models import Attendee, Entry, Shift

SAME_FORM = 20
Heats = Callable[[Track, int], Heat]


def approve(track: Track, number: int) -> Heat:
    """Eight coordinators approve one line."""
    line = track.arena.attested(number)
    form = {"version": str(line.version), "reason": "Avtalt"}
    shots = [Shot(one, f"/timer/{line.id}/godkjenn", form) for one in _office(track)]
    approved = AuditEvent.thing_id == line.id, AuditEvent.act == "entry:approved"
    return Heat(shots, lambda: _count(AuditEvent, *approved))


def send_again(track: Track, number: int) -> Heat:
    """One form is posted twenty times with one key."""
    who = track.runner("assistent")
    form = _hours(track.arena.team[0], 1 + number, "01.00", "01.30")
    shots = [Shot(who.twin(), "/mine-timer/ekstra", form) for _time in range(SAME_FORM)]
    return Heat(shots, lambda: _count(Entry, Entry.note == form["note"]), winners=SAME_FORM)


def overlap(track: Track, number: int) -> Heat:
    """One worker logs overlapping hours on four devices."""
    who = track.runner("assistent")
    forms = [
        _hours(track.arena.team[0], 1 + number, f"02.{minute:02}", f"03.{minute:02}")
        for minute in (0, 10, 20, 30)
    ]
    shots = [Shot(who.twin(), "/mine-timer/ekstra", form) for form in forms]
    mine = Entry.note.in_([form["note"] for form in forms])
    return Heat(shots, lambda: _count(Entry, mine))


def take(track: Track, number: int) -> Heat:
    """Two assistants take one open shift."""
    shift = track.arena.open_shift(number)
    shots = [
        Shot(track.runner("assistent", one), f"/ledige-vakter/{shift.id}/ta", _key())
        for one in range(PAIR)
    ]
    has_it = Attendee.shift_id == shift.id, Attendee.status == "confirmed"
    return Heat(shots, lambda: _count(Attendee, *has_it))


def publish(track: Track, number: int) -> Heat:
    """Two parents publish one week of three shifts."""
    seen, day = track.arena.drafts(number), track.arena.day_of(number)
    path = f"/vaktplan/{track.arena.ordning_id}/publiser"
    form = {"seen": seen, "week": week_name(clock.local(day).date())}
    shots = [Shot(track.runner("forelder", one), path, form | _key()) for one in range(PAIR)]
    on_it = (
        Shift.ordning_id == track.arena.ordning_id,
        Shift.starts_at.between(day, day + timedelta(days=1)),
    )
    return Heat(shots, lambda: _count(Shift, *on_it), wanted=DRAFTS, winners=None)


def pay(track: Track, number: int) -> Heat:
    """Eight coordinators make the pay file of five lines."""
    lines = track.arena.approved(number)
    to_on = track.arena.period.to_on
    form = {
        "employer": "own", "to_on": to_on.isoformat(),
        "pay_on": (clock.today() + timedelta(days=7)).isoformat(),
    }  # fmt: skip
    shots = [Shot(one, "/lonn", form | _key()) for one in _office(track)]
    paid = BatchedEntry.entry_id.in_(lines)
    return Heat(shots, lambda: _count(BatchedEntry, paid), wanted=PAID_LINES)


def close(track: Track, number: int) -> Heat:
    """Two close a period while somebody logs in it."""
    track.arena.open_period()
    to_on, engagement = track.arena.period.to_on, track.arena.alone
    form = _hours(engagement, (clock.today() - to_on).days + number % 20, "01.00", "02.00")
    closing = {"to_on": to_on.isoformat()}
    shots = [
        Shot(track.runner("admin", one), "/kommunen/perioder/lukk", closing | _key())
        for one in range(PAIR)
    ]
    shots.append(Shot(track.runner("aleneassistent"), "/mine-timer/ekstra", form))
    here = ClosedPeriod.municipality_id == engagement.municipality_id

    def found() -> int:
        return _count(Entry, Entry.note == form["note"]) + _count(ClosedPeriod, here)

    return Heat(shots, found, wanted=None, winners=None)


def invite(track: Track, number: int) -> Heat:
    """Two parents invite one person."""
    email = f"ny{number}@{DOMAIN}"
    path = f"/assistenter/{track.arena.ordning_id}/inviter"
    shots = [
        Shot(track.runner("forelder", one), path, {"name": "Ny", "email": email} | _key())
        for one in range(PAIR)
    ]
    return Heat(shots, lambda: _count(Invitation, Invitation.email == email))


def change(track: Track, number: int) -> Heat:
    """Two administrators change one office."""
    place = track.arena.closing.offices[0]
    with db.unit(write=False) as session:
        office = session.get_one(Office, place.id)
    form = {
        "name": office.name, "phone": f"73 00 00 {number:02}", "email": office.email,
        "version": str(office.version),
    }  # fmt: skip
    shots = [
        Shot(track.runner("admin", one), f"/kommunen/kontorer/{place.id}", form | _key())
        for one in range(PAIR)
    ]

    def found() -> int:
        with db.unit(write=False) as session:
            return session.get_one(Office, place.id).version - office.version

    return Heat(shots, found)


HEATS: Mapping[str, Heats] = {
    (heat.__doc__ or "").rstrip("."): heat
    for heat in (approve, send_again, overlap, take, publish, pay, close, invite, change)
}


def _office(track: Track) -> list[Runner]:
    return [track.runner("koordinator", number) for number in range(COORDINATORS)]


def _key() -> dict[str, str]:
    return {"request_key": str(uuid4())}


def _hours(engagement: Engagement, days_ago: int, start: str, end: str) -> dict[str, str]:
    """Fill in the form of hours that were not in the plan, at night when nobody is planned."""
    day = (clock.today() - timedelta(days=days_ago)).isoformat()
    return _key() | {
        "engagement_id": str(engagement.id), "kind": "ordinary", "start_on": day, "end_on": day,
        "start_at": start, "end_at": end, "reason": "Barnet var våkent.", "note": str(uuid4()),
    }  # fmt: skip


def _count(table: type[db.Base], *where: ColumnElement[bool]) -> int:
    query: Any = select(func.count()).select_from(table).where(*where)
    with db.unit(write=False) as session:
        return session.scalar(query) or 0
