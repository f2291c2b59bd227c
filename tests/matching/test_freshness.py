"""Times that have become old: asked about once, and said to hold with one button."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.matching import freshness
from portal.matching.score import STALE_DAYS
from portal.messages.models import OutboxMessage
from portal.messages.worker import rendered

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FRESH = TODAY - timedelta(days=STALE_DAYS)  # as the score says it
OLD = FRESH - timedelta(days=1)

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def worker(make, office):
    """Make a worker who works somewhere and has said when."""

    def one(confirmed_on=OLD, *, engaged=True, slots=True, **more):
        it = make.worker(office=office, availability_confirmed_on=confirmed_on, **more)
        if engaged:
            make.engagement(worker=it, ordning=make.ordning(child=make.child(office=office)))
        if slots:
            make.availability_slot(worker=it, weekday=1)
        return it

    return one


def mails(session):
    session.flush()
    return session.query(OutboxMessage).filter_by(template="times_stale").all()


@pytest.mark.parametrize(("confirmed_on", "asked"), [(OLD, 1), (FRESH, 0), (TODAY, 0)])
def test_who_has_old_times_is_asked_once(session, worker, confirmed_on, asked):
    worker(confirmed_on)
    assert freshness.remind(NOW) == asked
    assert freshness.remind(NOW) == 0


@pytest.mark.parametrize(("created_on", "asked"), [(OLD, 1), (FRESH, 0)])
def test_times_from_an_application_age_from_the_hiring(session, worker, created_on, asked):
    at = datetime(created_on.year, created_on.month, created_on.day, 12, tzinfo=UTC)
    worker(None, created_at=at)
    assert freshness.remind(NOW) == asked


def test_however_long_it_takes_nobody_is_asked_twice(worker):
    worker()
    assert [freshness.remind(NOW + timedelta(days=30 * month)) for month in range(12)][1:] == [
        0
    ] * 11


def test_who_has_nothing_to_do_or_has_said_nothing_is_left_alone(make, session, worker):
    worker(engaged=False)
    worker(slots=False)
    make.pool_consent(worker=worker(engaged=False), paused_on=TODAY)
    worker().user.disabled_at = NOW
    session.flush()
    assert freshness.remind(NOW) == 0
    make.pool_consent(worker=worker(engaged=False))
    assert freshness.remind(NOW) == 1


def test_the_mail_says_where_to_look(app, session, worker):
    it = worker()
    freshness.remind(NOW)
    (mail,) = mails(session)
    assert mail.address == it.user.email
    with app.test_request_context():
        said = rendered(mail)
    assert said["Subject"] == "Stemmer tidene dine fortsatt?"
    assert "/meg/tider" in said.get_body(("plain",)).get_content()


def test_one_button_on_the_home_page_says_they_hold(page, session, worker):
    it = worker()
    freshness.remind(NOW)
    page.sign_in(it.user, hat="worker").get("/hjem")
    assert "Stemmer tidene dine fortsatt?" in page.text
    page.submit(303, "/meg/tider/stemmer")
    page.follow()
    assert "Takk. Da vet vi at tidene dine stemmer." in page.text
    assert "Stemmer tidene dine fortsatt?" not in page.text
    session.refresh(it)
    assert it.availability_confirmed_on == TODAY
    assert it.availability_asked_at is None


def test_new_times_are_an_answer_and_may_become_old_again(page, session, worker, today):
    it = worker()
    freshness.remind(NOW)
    page.sign_in(it.user, hat="worker").get("/meg/tider").submit(303, "tider", cells=["0-day"])
    session.refresh(it)
    assert it.availability_asked_at is None
    later = NOW + timedelta(days=STALE_DAYS + 1)
    today.move_to(later)
    assert freshness.remind(later) == 1


def test_who_has_fresh_times_sees_no_line(page, worker):
    page.sign_in(worker(FRESH).user, hat="worker").get("/hjem")
    assert "Stemmer tidene" not in page.text
