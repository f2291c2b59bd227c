"""What every verb does to the rows people's calendars are made of."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.shifts import queries, service
from portal.shifts.models import Attendee, Shift
from portal.shifts.service import Change, Plan
from portal.shifts.states import AttendeeStatus, ShiftState
from tests.factories.shifts import at

HOUR = timedelta(hours=1)


@pytest.fixture
def team(make):
    """Two workers of one family, and a shift the first of them has."""
    ordning = make.ordning()
    maja, tor = make.engagement(ordning=ordning), make.engagement(ordning=ordning)
    plan = Plan(starts_at=at("2026-11-25 17:00"), ends_at=at("2026-11-25 20:00"), engagement=maja)
    return maja, tor, service.publish_new(ordning, plan).shift


def calendars(shift: Shift) -> dict:
    return {row.user_id: row for row in queries.attendees([shift.id])[shift.id]}


def test_a_new_shift_stands_in_its_workers_calendar(team) -> None:
    maja, _tor, shift = team
    row = calendars(shift)[maja.user_id]
    assert (row.status, row.sequence) == (AttendeeStatus.CONFIRMED, 0)
    assert (row.starts_at, row.ends_at) == (shift.starts_at, shift.ends_at)


def test_an_open_shift_stands_in_nobodys(make) -> None:
    plan = Plan(starts_at=at("2026-11-25 17:00"), ends_at=at("2026-11-25 20:00"))
    assert calendars_of_none(service.publish_new(make.ordning(), plan).shift)


def calendars_of_none(shift: Shift) -> bool:
    return queries.attendees([shift.id]) == {}


@pytest.mark.parametrize(
    ("verb", "status", "moved"),
    [
        (lambda s: service.move(s, s.starts_at + HOUR, s.ends_at + HOUR), "confirmed", True),
        (service.cancel, "cancelled", False),
        (lambda s: service.assign(s, None, open_reason="sick"), "cancelled", False),
    ],
    ids=["move", "cancel", "open"],
)
def test_each_verb_raises_the_sequence_and_keeps_the_uid(team, verb, status, moved) -> None:
    maja, _tor, shift = team
    was = calendars(shift)[maja.user_id].uid
    starts_at = shift.starts_at
    verb(shift)
    row = calendars(shift)[maja.user_id]
    assert (row.uid, row.sequence, row.status) == (was, 1, status)
    assert row.starts_at == starts_at + (HOUR if moved else timedelta())


def test_given_away_the_old_row_is_cancelled_with_the_times_it_had(team) -> None:
    maja, tor, shift = team
    old = (shift.starts_at, shift.ends_at)
    service.change(shift, Plan(starts_at=old[0] - HOUR, ends_at=old[1] - HOUR, engagement=tor))
    rows = calendars(shift)
    assert rows[maja.user_id].status == AttendeeStatus.CANCELLED
    assert (rows[maja.user_id].starts_at, rows[maja.user_id].ends_at) == old
    assert (rows[tor.user_id].sequence, rows[tor.user_id].status) == (0, "confirmed")
    assert rows[tor.user_id].starts_at == old[0] - HOUR
    assert rows[tor.user_id].uid != rows[maja.user_id].uid


def test_taken_back_it_is_the_same_event_again(team) -> None:
    maja, tor, shift = team
    uid = calendars(shift)[maja.user_id].uid
    service.assign(shift, tor)
    service.assign(shift, maja)
    rows = calendars(shift)
    assert (rows[maja.user_id].uid, rows[maja.user_id].sequence) == (uid, 2)
    assert rows[maja.user_id].status == AttendeeStatus.CONFIRMED
    assert (rows[tor.user_id].status, rows[tor.user_id].sequence) == ("cancelled", 1)


def test_a_cancelled_shift_keeps_whose_it_was(team) -> None:
    maja, _tor, shift = team
    applied = service.cancel(shift)
    assert (shift.state, shift.engagement) == (ShiftState.CANCELLED, maja)
    assert (applied.after, applied.user_ids) == (None, {maja.user_id})


def test_a_row_that_is_cancelled_already_is_left_alone(team, session) -> None:
    maja, tor, shift = team
    service.assign(shift, tor)
    before = calendars(shift)[maja.user_id].sequence
    service.cancel(shift)
    assert calendars(shift)[maja.user_id].sequence == before
    assert session.query(Attendee).count() == 2


def test_calendars_that_show_the_shift_get_a_new_version(make, session) -> None:
    ordning = make.ordning()
    maja, tor = make.engagement(ordning=ordning), make.engagement(ordning=ordning)
    parent, stranger = make.parent(), make.parent()
    make.leader(ordning=ordning, user=parent)
    make.leader(user=stranger)
    users = [maja.worker.user, tor.worker.user, parent, stranger]

    def versions() -> list[int]:
        for user in users:
            session.refresh(user)
        return [user.calendar_version for user in users]

    plan = Plan(starts_at=at("2026-11-25 17:00"), ends_at=at("2026-11-25 20:00"), engagement=maja)
    shift = service.publish_new(ordning, plan).shift
    assert versions() == [2, 1, 2, 1]
    service.assign(shift, None)  # what is open, all the workers see
    assert versions() == [3, 2, 3, 1]


def test_the_version_of_a_shift_follows_every_change(team) -> None:
    _maja, tor, shift = team
    service.assign(shift, tor)
    service.move(shift, shift.starts_at, shift.ends_at + HOUR)
    assert shift.version == 3


@pytest.mark.parametrize("count", [2, 20])
def test_many_changes_ask_no_more_than_two(make, session, statements, count) -> None:
    """One UPDATE a shift, since its version is checked; calendars in a lump."""
    ordning = make.ordning()
    engagement = make.engagement(ordning=ordning)
    shifts = [make.shift(engagement=engagement, ordning=ordning) for _ in range(count)]
    for shift in shifts:
        make.attendee(shift=shift)
    session.flush()
    statements.clear()
    service.apply([Change(ordning=ordning, shift=shift) for shift in shifts])
    assert len(statements) == count + 3
