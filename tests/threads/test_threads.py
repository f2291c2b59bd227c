"""A family and who helps them write to each other: who, when, and what the other gets to know."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.audit.models import AuditEvent
from portal.core import db
from portal.messages.models import OutboxMessage
from portal.messages.worker import rendered
from portal.threads.models import Thread, ThreadMessage
from tests.plugins.office import NOW
from tests.plugins.races import pressing


@pytest.fixture(autouse=True)
def today(today):
    return today


@pytest.fixture
def ordning(make, office, family):
    child = make.child(office=office, initials="J.O.", name="Jon Hemmelig")
    ordning = make.ordning(child=child, service="stottekontakt")
    make.leader(ordning=ordning, user=family)
    return ordning


@pytest.fixture
def maja(make, office):
    return make.worker_user(
        municipality=None, municipality_id=office.municipality_id, name="Maja Lund"
    )


@pytest.fixture
def engagement(make, office, ordning, maja):
    worker = make.worker(office=office, user=maja)
    return make.engagement(worker=worker, ordning=ordning, kind="stottekontakt")


@pytest.fixture
def url(engagement):
    return f"/meldinger/{engagement.ordning_id}/{engagement.user_id}"


def mails(page):
    return page.session.query(OutboxMessage).filter_by(template="message_waits").all()


def written(page):
    return page.session.query(ThreadMessage).order_by(ThreadMessage.id).all()


# Writing ----------------------------------------------------------------------------------


def test_each_side_reads_what_the_other_wrote(page, family, maja, url):
    page.sign_in(family).get(url)
    assert page.h1 == "Skriv til Maja"
    assert "Med i samtalen: Randi Hemmelig for familien, og Maja Lund." in page.text
    page.submit(303, text="Han har med svømmetøy.\nHusk håndkle.").follow()
    assert page.h1 == "Meldinger med Maja"
    page.sign_in(maja).get(url)
    assert page.h1 == "Meldinger med familien til J.O."
    assert "Han har med svømmetøy." in page.text
    page.submit(303, form=url, text="Fint!").follow()
    assert {it.text for it in written(page)} == {"Han har med svømmetøy.\nHusk håndkle.", "Fint!"}
    assert page.session.query(Thread).count() == 1


def test_a_message_may_be_about_a_shift(page, make, family, maja, engagement, url):
    shift = make.shift(engagement=engagement, start="2026-11-24 15:00", end="2026-11-24 18:00")
    page.sign_in(maja).get(f"/vakter/{shift.id}")
    page.get(next(it for it in page.links() if it.startswith(url)))
    page.submit(303, text="Kan vi begynne litt før?").follow()
    assert [it.shift_id for it in written(page)] == [shift.id]
    page.sign_in(family).get(url)
    assert "Om vakten tirsdag 24. november kl. 15.00–18.00" in page.text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": "  "}, "Skriv noe først."),
        ({"text": "å" * 2001}, "Skriv høyst 2000 tegn."),
    ],
)
def test_what_is_wrong_is_said_at_the_field(page, family, url, typed, said):
    page.sign_in(family).get(url).submit(422, **typed)
    assert [it.replace("\u00a0", " ") for it in page.errors] == [said]
    assert written(page) == []


def test_a_shift_of_somebody_else_is_no_choice(page, make, family, url):
    other = make.shift()
    page.sign_in(family).get(url).submit(422, text="Hei", shift_id=str(other.id))
    assert written(page) == []


def test_sent_twice_it_is_there_once(page, family, url):
    press = pressing(page.sign_in(family).get(url), text="Hei")
    assert [press(), press()] == [303, 303]
    assert len(written(page)) == 1


# What the other side gets to know ----------------------------------------------------------


def test_one_mail_until_it_is_read_and_it_tells_nothing(page, app, family, maja, url):
    page.sign_in(family).get(url).submit(303, text="Jon Hemmelig har feber")
    page.follow().submit(303, form=url, text="Han sover nå")
    assert [it.address for it in mails(page)] == [maja.email]
    with app.test_request_context():
        mail = rendered(mails(page)[0])
        text = f"{mail['Subject']}\n{mail.get_content()}"
    assert "Du har en melding i Pusterom" in text
    assert not [it for it in ("Jon", "Hemmelig", "J.O.", "Randi", "feber") if it in text]
    page.sign_in(maja).get(url)
    page.sign_in(family).get(url)
    assert "Lest" in page.text
    page.submit(303, form=url, text="Og en til")
    assert len(mails(page)) == 2


def test_the_home_page_says_what_is_unread_until_it_is_read(page, family, maja, url):
    page.sign_in(maja).get(url).submit(303, text="Hei")
    page.sign_in(family).get("/hjem")
    assert "Maja har skrevet til dere." in page.text
    page.get("/meldinger")
    assert page.h1 == "Én har skrevet til deg"
    page.get(url).get("/hjem")
    assert "har skrevet til dere" not in page.text
    page.get("/meldinger")
    assert page.h1 == "Ingen nye meldinger"


def test_the_log_tells_that_something_was_written_and_not_what(page, family, url):
    page.sign_in(family).get(url).submit(303, text="Jon Hemmelig har feber")
    event = page.session.query(AuditEvent).filter_by(act="thread_message:sent").one()
    assert event.thing == "ordning"


# Taking back -------------------------------------------------------------------------------


def test_what_is_taken_back_cannot_be_read(page, family, maja, url):
    page.sign_in(family).get(url).submit(303, text="Feil person").follow()
    page.submit(303, form="trekk").follow()
    assert "Meldingen er trukket tilbake." in page.text
    page.sign_in(maja).get(url)
    assert "Feil person" not in page.text
    assert "Meldingen er trukket tilbake." in page.text
    assert [it.text for it in written(page)] == [""]
    page.get("/meldinger")
    assert page.h1 == "Ingen nye meldinger"


def test_nobody_takes_back_what_another_wrote(page, family, maja, url):
    page.sign_in(family).get(url).submit(303, text="Hei")
    page.sign_in(maja).post(f"/meldinger/{written(page)[0].id}/trekk", status=404)
    assert written(page)[0].text == "Hei"


# While the match lasts ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ends", "is_open"),
    [
        ({}, True),
        ({"valid_from": date(2026, 12, 1)}, True),
        ({"valid_to": date(2026, 11, 22)}, True),
        ({"valid_to": date(2026, 11, 21)}, False),
        ({"ended_at": NOW - timedelta(minutes=1)}, False),
    ],
)
def test_it_closes_with_the_match(page, family, engagement, url, ends, is_open):
    page.sign_in(family).get(url).submit(303, text="Takk for nå")
    for name, value in ends.items():
        setattr(engagement, name, value)
    page.session.flush()
    page.get(url)
    assert "Takk for nå" in page.text
    assert ("Send meldingen" in page.text) is is_open
    assert ("Oppdraget er avsluttet." in page.text) is not is_open


def test_what_is_sent_after_the_end_is_refused_and_not_lost(page, family, engagement, url):
    page.sign_in(family).get(url).submit(303, text="I tide").follow()
    engagement.ended_at = NOW - timedelta(minutes=1)
    page.session.flush()
    page.submit(409, form=url, text="For sent")
    assert [it.text for it in written(page)] == ["I tide"]
    assert "For sent" in page.text


def test_a_match_that_ended_without_a_word_is_not_there(page, family, engagement, url):
    engagement.ended_at = NOW - timedelta(days=1)
    page.session.flush()
    page.sign_in(family).get(url, 404)


@pytest.mark.parametrize(
    ("state", "status"),
    [("meeting", 404), ("accepted", 200), ("declined", 404), ("withdrawn", 404)],
)
def test_it_opens_when_both_have_said_yes(page, make, family, ordning, maja, state, status):
    make.proposal(need=make.need(ordning=ordning), user=maja, state=state)
    for user in (family, maja):
        page.sign_in(user).get(f"/meldinger/{ordning.id}/{maja.id}", status)
    page.get("/meldinger")
    assert (page.h1 == "Ingen å skrive til ennå") is (status == 404)


def test_the_office_and_other_families_do_not_read_it(page, make, office, kari, engagement, url):
    page.get("/meldinger", 403).get(url, 404)
    stranger = make.user(municipality=None, municipality_id=office.municipality_id)
    make.role(user=stranger, hat="parent")
    page.sign_in(stranger).get(url, 404)


def test_a_protected_helper_is_written_to_by_nobody_who_is_not_named(page, family, engagement, url):
    engagement.worker.gradering = "fortrolig"
    page.session.flush()
    page.sign_in(family).get(url, 404)


# How long ----------------------------------------------------------------------------------


def test_a_message_goes_after_ninety_days_and_the_thread_with_the_last(make, session, office):
    from portal.retention.night import run  # noqa: PLC0415 - only here

    thread = make.thread()
    make.thread_message(thread=thread, sent_at=datetime(2026, 8, 23, 9, tzinfo=UTC))
    make.thread_message(thread=thread, sent_at=datetime(2026, 8, 24, 9, tzinfo=UTC))
    assert run(NOW).counts == {"message": 1}
    assert session.query(Thread).count() == 1
    assert run(NOW + timedelta(days=1)).counts == {"message": 1}
    assert session.query(Thread).count() == 0


def test_as_many_statements_for_twenty_as_for_two(page, make, family, ordning, statements):
    counts = []
    for _ in range(2):
        for _number in range(2 if not counts else 18):
            one = make.engagement(ordning=ordning)
            make.thread_message(thread=make.thread(engagement=one))
        page.sign_in(family).get("/meldinger")
        statements.clear()
        page.get("/meldinger")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_of_two_first_messages_both_are_there_in_one_thread(race) -> None:
    with race.making() as make:
        engagement = make.engagement()
        parent = make.parent(municipality=None, municipality_id=engagement.municipality_id)
        make.leader(ordning=engagement.ordning, user=parent)
        where = f"/meldinger/{engagement.ordning_id}/{engagement.user_id}"
        people = [parent, engagement.worker.user]
    acts = []
    for user in people:
        page = race.browser(user)
        page.get(where)
        acts.append(pressing(page, text="Hei"))
    assert race.run(*acts, meet="INSERT INTO thread ") == [303, 303]
    with db.unit(write=False) as session:
        assert session.query(Thread).count() == 1
        assert session.query(ThreadMessage).count() == 2
