"""Both sides are reminded the day before they meet, once for each time that is agreed on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from portal.meetings import nightly
from portal.messages.models import Attachment
from tests.asking.conftest import body, mails

WEDNESDAY = datetime(2026, 11, 25, 16, tzinfo=UTC)  # 17 in Norway
DAY = timedelta(days=1)


@pytest.fixture
def coming(make, ada, family):
    ada.state = "meeting"
    return make.match_meeting(
        proposal=ada, family=[family], starts_at=WEDNESDAY, ends_at=WEDNESDAY + DAY / 24
    )


@pytest.mark.parametrize(
    ("now", "reminded"),
    [
        ("2026-11-23T22:59:00+00:00", 0),  # 23.59 on Monday in Norway
        ("2026-11-23T23:00:00+00:00", 2),  # Tuesday, the day before
        ("2026-11-24T22:59:00+00:00", 2),
        ("2026-11-24T23:00:00+00:00", 0),  # it is no longer tomorrow
    ],
)
def test_both_are_reminded_the_day_before_and_once(page, coming, now, reminded):
    at = datetime.fromisoformat(now)
    assert nightly.remind_day_before(at) == reminded
    assert nightly.remind_day_before(at) == 0


def test_it_says_when_and_where_and_not_whose_child(page, app, family, ada, coming):
    nightly.remind_day_before(WEDNESDAY - DAY)
    page.session.flush()
    sent = mails(page, "meeting")
    assert {it.address for it in sent} == {family.email, ada.user.email}
    assert page.session.query(Attachment).count() == 0
    for mail in sent:
        said = body(app, mail)
        assert mail.subject == "I morgen: dere skal bli kjent"
        assert "Onsdag 25. november kl. 17.00–18.00" in said
        assert "Biblioteket" in said
        assert "kalenderfilen" not in said
        assert "Jon" not in said


def test_who_was_told_yesterday_is_not_told_again(page, coming):
    coming.changed_at = WEDNESDAY - DAY - timedelta(hours=3)
    assert nightly.remind_day_before(WEDNESDAY - DAY) == 0


def test_what_is_called_off_is_not_reminded_of(page, coming):
    coming.state = "cancelled"
    assert nightly.remind_day_before(WEDNESDAY - DAY) == 0


@pytest.mark.parametrize("who", ["child", "worker"])
def test_nobody_is_reminded_of_who_is_graded_since(session, ada, coming, who):
    graded = ada.need.ordning.child if who == "child" else ada.worker
    graded.gradering = "fortrolig"
    session.flush()
    assert nightly.remind_day_before(WEDNESDAY - DAY) == 0


def test_a_meeting_that_is_moved_is_reminded_of_again(page, kari, coming):
    nightly.remind_day_before(WEDNESDAY - DAY)
    page.get(f"/forslag/{coming.proposal_id}/mote").submit(**{"slot-day": "30.11.2026"})
    page.session.refresh(coming)
    assert coming.day_before_at is None
    assert nightly.remind_day_before(datetime(2026, 11, 29, 9, tzinfo=UTC)) == 2
