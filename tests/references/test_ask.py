"""The coordinator asks referees by mail; reminders, expiry and what the office sees."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.audit.models import AuditEvent
from portal.recruitment.models import ApplicationEvent, Referee
from portal.references import queries, reminders
from portal.references.models import ReferenceAnswer, ReferenceLink, ReferenceRequest
from tests.bookings.conftest import body, mails
from tests.plugins.office import NOW


def referee(one, place=1):
    return one.referees[place - 1]


def ask(page, one, place=1, status=303, sent=""):
    url = f"/rekruttering/{one.id}/spor/{referee(one, place).id}"
    return page.post(url, {"sent": sent}, status)


def test_a_referee_gets_a_link_and_nothing_about_children(page, app, kari, one):
    page.get(f"/rekruttering/{one.id}")
    page.submit(303, f"spor/{referee(one).id}")
    (mail,) = mails(page)
    said = body(app, mail)
    assert mail.address == referee(one).email
    assert one.name in said
    assert "/referanse/" in said
    assert "Svar innen søndag 6. desember." in said
    request = queries.of_referee(referee(one).id)
    assert request.expires_at == NOW + timedelta(days=14)
    assert page.session.query(ReferenceLink).one().token_hash not in said
    assert [it.event for it in page.session.query(ApplicationEvent)] == ["reference_asked"]
    assert "reference:asked" in {it.act for it in page.session.query(AuditEvent)}
    page.follow()
    assert "Venter på svar" in page.text


def test_two_coordinators_send_one_link(page, kari, one):
    ask(page, one)
    ask(page, one, status=409)
    assert len(mails(page)) == 1


def test_without_an_address_one_must_call(page, kari, one):
    referee(one).email = ""
    page.get(f"/rekruttering/{one.id}")
    assert "Har ingen e-post. Ring." in page.text
    ask(page, one, status=409)


def test_an_application_that_is_over_asks_nobody(page, kari, make, office):
    over = make.application(office=office, stage="withdrawn")
    page.session.flush()
    ask(page, over, status=409)


def test_others_referees_are_not_found(page, make, office, kari, one):
    other = make.application(
        office=make.office(municipality=None, municipality_id=office.municipality_id)
    )
    page.session.flush()
    ask(page, other, status=404)
    page.session.flush()
    mixed = f"/rekruttering/{one.id}/spor/{referee(other).id}"
    page.post(mixed, {"sent": ""}, 404)


def test_a_new_link_when_the_last_ran_out_keeps_what_was_written(page, kari, one, asked, today):
    asked.draft = {"knows_how": "Fra barnehagen"}
    asked.expires_at = NOW - timedelta(days=1)
    page.get(f"/rekruttering/{one.id}")
    assert "Fristen er ute" in page.text
    assert "Fra barnehagen" not in page.text
    page.submit(303, f"spor/{referee(one).id}")
    assert asked.expires_at == NOW + timedelta(days=14)
    assert asked.draft == {"knows_how": "Fra barnehagen"}
    assert page.session.query(ReferenceLink).count() == 2


def test_a_mail_that_did_not_arrive_can_be_sent_again(page, kari, one):
    page.get(f"/rekruttering/{one.id}")
    page.submit(303, f"spor/{referee(one).id}")
    mails(page)[0].state = "failed"
    page.get(f"/rekruttering/{one.id}")
    assert "kom ikke fram" in page.text
    page.submit(303, f"spor/{referee(one).id}")
    assert len(mails(page)) == 2


def test_a_telephone_call_still_counts(page, kari, one):
    url = f"/rekruttering/{one.id}/referanse/{referee(one).id}"
    page.post(url, {"spoken_on": "21.11.2026", "told": "Gode ord"})
    assert queries.answered(one.id) == 1
    page.get(f"/rekruttering/{one.id}")
    assert "Referanser: 1 av 2 har svart" in page.text


def test_answers_are_read_by_the_office_and_never_by_the_applicant(
    page, make, kari, one, asked, applicant
):
    answered(page, make, asked)
    page.get(f"/rekruttering/{one.id}")
    assert "Veldig tålmodig" in page.text
    assert "Referanser: 1 av 2 har svart" in page.text
    page.sign_in(applicant)
    page.get("/min-soknad")
    assert "1 av 2 referanser har svart." in page.text
    assert "Veldig tålmodig" not in page.text


def test_two_who_have_answered_are_both(page, one, applicant):
    for it in one.referees:
        it.spoken_on = NOW.date()
    page.session.flush()
    page.sign_in(applicant).get("/min-soknad")
    assert "Begge referansene har svart." in page.text


def answered(page, make, asked):
    asked.answered_at = NOW
    page.session.add(
        ReferenceAnswer(
            municipality_id=asked.municipality_id, request_id=asked.id, knows_how="Jobb",
            known_since="2019", trust="yes", strengths="Veldig tålmodig",
        )
    )  # fmt: skip
    page.session.get(Referee, asked.referee_id).answered_on = date(2026, 11, 22)
    page.session.flush()


def test_those_nobody_asked_and_those_too_late_are_tasks(page, kari, one, asked):
    one.stage = "references"
    asked.expires_at = NOW - timedelta(days=1)
    page.get("/rekruttering/moter")
    assert "Referansen svarte ikke i tide." in page.text
    assert "Referansen er ikke spurt." in page.text


# Reminders ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "state", "count"),
    [(4, "references", 0), (5, "references", 1), (5, "withdrawn", 0), (14, "references", 0)],
)
def test_a_reminder_goes_once_while_there_is_time(page, make, one, today, days, state, count):
    one.stage = state
    make.reference_request(
        application=one, sent_at=NOW, expires_at=NOW + timedelta(days=14), token="r" * 43
    )
    later = NOW + timedelta(days=days)
    today.move_to(later)
    assert reminders.remind(later) == count
    assert reminders.remind(later) == 0
    assert len(mails(page)) == count


def test_both_links_work_after_a_reminder(page, app, make, one, asked, today):
    later = NOW + timedelta(days=6)
    today.move_to(later)
    assert reminders.remind(later) == 1
    page.session.flush()
    said = body(app, mails(page)[0])
    assert "Dette er eneste påminnelse." in said
    assert page.session.query(ReferenceLink).count() == 2
    page.get(f"/referanse/{'r' * 43}")


def test_the_municipality_decides_the_days(decide, one, asked):
    decide("reference_reminder_days", "2")
    assert reminders.remind(NOW) == 1


def test_what_is_deleted_of_a_referee_takes_the_answer_along(page, make, session, one, asked):
    session.execute(one.__table__.metadata.tables["referee"].delete())
    assert session.query(ReferenceRequest).count() == 0
    assert session.query(ReferenceLink).count() == 0
