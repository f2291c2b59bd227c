"""What a calendar that polls gets: the right shifts at the right instants, and only those."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
import time_machine

from portal.access.actor import Actor, Hat
from portal.ending import service as ending
from portal.families import service as families
from portal.families.states import LeaderKind
from portal.feeds import service as feeds
from portal.feeds.states import Privacy, Scope
from portal.rules.periods import DAY
from portal.shifts import service as shifts

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _sunday():
    with time_machine.travel(NOW, tick=False):
        yield


def link_of(user, *, privacy=Privacy.PLAIN, scope=Scope.OWN):
    """Make a link as the person would, and return its path."""
    actor = Actor(user_id=user.id, municipality_id=user.municipality_id, hat=Hat.WORKER)
    _link, token = feeds.make(actor, feeds.Wish(name="Mobil", privacy=privacy, scope=scope))
    return f"/kalender/{token}.ics"


def planned(ordning, engagement, start, end):
    """Publish a shift through the service, so it has its calendar row."""
    plan = shifts.Plan(starts_at=start, ends_at=end, engagement=engagement)
    return shifts.publish_new(ordning, plan).shift


@pytest.fixture
def job(make):
    return make.engagement()


def events(page, path):
    page.get(path)
    calendar = icalendar.Calendar.from_ical(page.response.data)
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def the_event(page, path):
    (event,) = events(page, path).values()
    return event


def at(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def test_a_shift_is_there_with_its_instant_and_no_name(page, job):
    planned(job.ordning, job, at(25, 16), at(25, 21))
    event = the_event(page, link_of(job.worker.user))
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (at(25, 16), at(25, 21))
    assert (str(event["SUMMARY"]), event["STATUS"], event["CLASS"]) == (
        "Vakt",
        "CONFIRMED",
        "PRIVATE",
    )
    text = page.response.get_data(as_text=True)
    assert job.ordning.child.name not in text
    assert "METHOD" not in text
    assert "ATTENDEE" not in text


@pytest.mark.parametrize(
    ("privacy", "summary", "description"),
    [
        (Privacy.BUSY, "Opptatt", None),
        (Privacy.PLAIN, "Vakt", None),
        (Privacy.INITIALS, "Vakt A.B.", None),
        (Privacy.FULL, "Vakt A.B.", "Ta med badetøy"),
    ],
)
def test_the_link_says_how_much_is_shown(page, job, privacy, summary, description):
    planned(job.ordning, job, at(25, 16), at(25, 21)).note = "Ta med badetøy"
    event = the_event(page, link_of(job.worker.user, privacy=privacy))
    assert str(event["SUMMARY"]) == summary
    assert event.get("DESCRIPTION") == description


def test_a_moved_shift_keeps_its_uid_with_a_higher_sequence(page, job):
    shift = planned(job.ordning, job, at(25, 16), at(25, 21))
    path = link_of(job.worker.user)
    before = the_event(page, path)
    shifts.move(shift, at(26, 7), at(26, 9))
    after = the_event(page, path)
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.decoded("DTSTART") == at(26, 7)


def test_given_away_it_is_cancelled_here_and_new_there(page, make, job):
    other = make.engagement(ordning=job.ordning)
    shift = planned(job.ordning, job, at(25, 16), at(25, 21))
    old, new = link_of(job.worker.user), link_of(other.worker.user)
    uid = the_event(page, old)["UID"]
    shifts.assign(shift, other)
    gone, come = the_event(page, old), the_event(page, new)
    assert (gone["UID"], gone["STATUS"]) == (uid, "CANCELLED")
    assert (come["STATUS"], come["UID"] != uid) == ("CONFIRMED", True)


def test_cancelled_shifts_stay_thirty_days(page, job):
    january = datetime(2027, 1, 20, 16, tzinfo=UTC)
    shift = planned(job.ordning, job, january, january + timedelta(hours=4))
    path = link_of(job.worker.user)
    shifts.cancel(shift)
    assert the_event(page, path)["STATUS"] == "CANCELLED"
    with time_machine.travel(datetime(2026, 12, 23, 9, tzinfo=UTC), tick=False):
        assert events(page, path) == {}


def test_nothing_new_is_304_and_nothing_is_built(page, job, statements):
    planned(job.ordning, job, at(25, 16), at(25, 21))
    path = link_of(job.worker.user)
    page.get(path)
    tag = page.response.headers["ETag"]
    statements.clear()
    page.get(path, 304, **{"If-None-Match": tag})
    assert page.response.data == b""
    assert len(statements) == 1
    statements.clear()
    page.get(path)
    assert page.response.headers["ETag"] == tag
    assert len(statements) == 1


def test_a_change_makes_new_bytes_once(page, job):
    shift = planned(job.ordning, job, at(25, 16), at(25, 21))
    path = link_of(job.worker.user)
    page.get(path)
    first = page.response.headers["ETag"]
    shifts.move(shift, at(25, 17), at(25, 21))
    page.get(path, 200, **{"If-None-Match": first})
    second = page.response.headers["ETag"]
    assert second != first
    page.get(path, 304, **{"If-None-Match": second})


def test_the_window_follows_the_date(page, job):
    planned(job.ordning, job, at(25, 16), at(25, 21))
    path = link_of(job.worker.user)
    assert len(events(page, path)) == 1
    with time_machine.travel(datetime(2026, 12, 27, 9, tzinfo=UTC), tick=False):
        assert events(page, path) == {}


def test_wrong_revoked_and_ended_are_the_same_404(page, make, job, session):
    revoked = link_of(job.worker.user)
    page.sign_in(job.worker.user).get("/kalender")
    link_id = next(href for href in page.links() if href.endswith("/slett"))
    page.get(link_id).submit().follow()
    assert "er slettet" in page.text
    ended = link_of(job.worker.user)
    job.ended_at = NOW
    bodies = set()
    for path in (revoked, ended, "/kalender/finnes-ikke.ics"):
        page.sign_out().get(path, 404)
        bodies.add(page.text)
    assert len(bodies) == 1


def test_a_disabled_account_has_no_feed(page, job):
    path = link_of(job.worker.user)
    page.get(path)
    job.worker.user.disabled_at = NOW
    page.get(path, 404)


def test_a_protected_child_is_in_no_feed(page, make, job, session):
    planned(job.ordning, job, at(25, 16), at(25, 21))
    path = link_of(job.worker.user)
    assert len(events(page, path)) == 1
    job.ordning.child.gradering = "fortrolig"
    job.worker.user.calendar_version += 1
    assert events(page, path) == {}


def test_a_protected_worker_can_have_no_link(page, make):
    job = make.engagement(worker__graded=True)
    page.get(link_of(job.worker.user), 404)
    page.sign_in(job.worker.user).get("/kalender")
    assert "adressen din er sperret" in page.text
    page.post("/kalender", {"name": "x", "scope": "own", "privacy": "plain"}, 422)


def test_a_leader_sees_every_shift_of_the_family_with_its_own_uid(page, make, job):
    parent = make.parent(municipality=None, municipality_id=job.municipality_id)
    leader = make.leader(ordning=job.ordning, user=parent)
    open_shift = planned(job.ordning, None, at(26, 14), at(26, 17))
    taken = planned(job.ordning, job, at(25, 16), at(25, 21))
    path = link_of(parent, privacy=Privacy.INITIALS, scope=Scope.FAMILY)
    seen = {str(event["SUMMARY"]): event["STATUS"] for event in events(page, path).values()}
    assert seen == {"Ledig vakt": "TENTATIVE", f"Vakt {job.worker.first_name}": "CONFIRMED"}
    assert open_shift.id != taken.id
    leader.valid_to = date(2026, 11, 21)
    page.get(path, 404)


def test_a_protected_worker_is_in_no_feed_of_the_family(page, make, job):
    graded = make.engagement(ordning=job.ordning, worker__graded=True)
    parent = make.parent(municipality=None, municipality_id=job.municipality_id)
    make.leader(ordning=job.ordning, user=parent)
    make.named_access(graded=graded.worker, user=parent)
    planned(job.ordning, graded, at(25, 16), at(25, 21))
    shifts.cancel(planned(job.ordning, graded, at(26, 16), at(26, 21)))
    planned(job.ordning, job, at(27, 16), at(27, 21))
    event = the_event(page, link_of(parent, privacy=Privacy.INITIALS, scope=Scope.FAMILY))
    assert str(event["SUMMARY"]) == f"Vakt {job.worker.first_name}"


@pytest.mark.parametrize("what", ["leader", "ordning"])
def test_who_leads_two_sees_one_from_the_minute_the_other_ends(page, make, job, what):
    parent = make.parent(municipality=None, municipality_id=job.municipality_id)
    make.leader(ordning=job.ordning, user=parent)
    child = make.child(
        office=None, municipality_id=job.municipality_id, office_id=job.ordning.office_id
    )
    other = make.ordning(child=child)
    for ordning, day in ((job.ordning, 25), (other, 26)):
        planned(ordning, None, at(day, 16), at(day, 21))
    path = link_of(parent, scope=Scope.FAMILY)
    assert len(events(page, path)) == 1
    actor = Actor(user_id=parent.id, municipality_id=parent.municipality_id, hat=Hat.COORDINATOR)
    row = families.appoint(actor, other, parent, LeaderKind.ARBEIDSLEDER, TODAY)
    assert len(events(page, path)) == 2
    row.valid_from = other.valid_from
    if what == "leader":
        families.end_leader(actor, row, TODAY - DAY)
    else:
        families.end_ordning(actor, other, TODAY - DAY)
    assert the_event(page, path).decoded("DTSTART") == at(25, 16)


def test_who_works_for_two_sees_one_from_the_minute_the_other_ends(page, make, job):
    other = make.engagement(worker=job.worker)
    for ordning, day in ((job.ordning, 25), (other.ordning, 26)):
        planned(ordning, None, at(day, 16), at(day, 21))
    path = link_of(job.worker.user, scope=Scope.OPEN)
    assert len(events(page, path)) == 2
    ending.end(Actor(municipality_id=other.municipality_id), other, "Ferdig med studiene")
    assert the_event(page, path).decoded("DTSTART") == at(25, 16)


def test_open_shifts_are_those_of_the_persons_own_ordninger(page, make, job):
    planned(job.ordning, None, at(26, 14), at(26, 17))
    planned(make.ordning(), None, at(26, 14), at(26, 17))
    event = the_event(page, link_of(job.worker.user, scope=Scope.OPEN))
    assert (str(event["SUMMARY"]), event["STATUS"]) == ("Ledig vakt", "TENTATIVE")


def test_the_answer_is_private_and_a_calendar(page, job):
    page.get(link_of(job.worker.user))
    headers = page.response.headers
    assert headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert headers["Cache-Control"] == "private, no-cache"
    assert "Set-Cookie" not in headers
