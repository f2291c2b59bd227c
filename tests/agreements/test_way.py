"""From draft to signed: who does what, what is kept, and what each party is told."""

from __future__ import annotations

import io
from datetime import date, timedelta
from hashlib import sha256

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from portal.access.actor import Assurance
from portal.agreements import reminders
from portal.agreements.models import Acceptance, Agreement
from portal.audit.models import AuditEvent
from portal.core import clock as clocks
from portal.messages.models import OutboxMessage
from portal.municipality.models import DatedRate
from tests.agreements.conftest import NOW, contract_of, engaged, staff
from tests.bookings.conftest import body

OR_LATER = "Skriv den dagen eller en senere."
NOT_TOLD = "Avtalen skal ikke røpe hvem barnet er."


def drafted(page, engagement, coordinator, **typed):
    page.sign_in(coordinator).get(f"/oppdrag/{engagement.id}/avtaler/ny")
    page.submit(**({"month_minutes": "16"} | typed)).follow()
    return page.path


def sent(page, engagement, coordinator, **typed):
    url = drafted(page, engagement, coordinator, **typed)
    page.submit(form="/send").follow()
    return url


def accepted(page, user, url, form):
    page.sign_in(user).get(url)
    return page.submit(form=form, has_read="y").follow()


def the(session):
    session.expire_all()
    return session.scalars(select(Agreement).order_by(Agreement.edition.desc())).first()


def mails(session):
    return sorted(session.scalars(select(OutboxMessage.template)))


def test_a_draft_is_filled_in_from_what_is_known(page, make, engagement, coordinator):
    make.need(ordning=engagement.ordning, hours_per_week_minutes=180)
    page.sign_in(coordinator).get(f"/oppdrag/{engagement.id}/avtaler/ny")
    assert page.h1 == f"Oppdragsavtale med {engagement.worker.name}"
    page.submit().follow()
    assert page.h1 == "Avtalen er klar til å sendes"
    for words in ("13 t", "kr 195", "Kari Koordinator", "10. november 2026", "Hvert nyttår"):
        assert words in page.text, words


def test_both_accept_and_then_it_holds(page, session, engagement, coordinator, worker):
    url = sent(page, engagement, coordinator, km_cap="100")
    assert page.h1 == "Avtalen venter på Kim"
    page.sign_in(worker).get("/mine-avtaler")
    assert page.h1 == "1 avtale venter på deg"
    accepted(page, worker, url, "signer")
    assert page.h1 == "Nå venter vi på kommunen"
    assert the(session).state == "sent"
    accepted(page, coordinator, url, "godta")
    assert page.h1 == "Avtalen er signert av begge"
    assert "innlogget med høyt sikkerhetsnivå" in page.text
    found = the(session)
    assert (found.state, found.signed_at) == ("signed", NOW)
    assert found.engagement.km_cap_month == 100
    assert found.engagement.agreed_month_minutes == 16 * 60
    assert contract_of(session).signed_on == date(2026, 11, 22)
    assert found.engagement.is_cleared
    assert mails(session) == ["agreement_sent", "agreement_signed", "cleared"]


def test_what_is_kept_of_each_acceptance(page, session, engagement, coordinator, worker):
    url = sent(page, engagement, coordinator)
    accepted(page, coordinator, url, "godta")
    accepted(page, worker, url, "signer")
    found = the(session)
    kept = {
        (it.party, it.user_id, it.at, it.assurance, it.text_version, it.sha256)
        for it in session.scalars(select(Acceptance))
    }
    assert kept == {
        (party, user.id, NOW, Assurance.HIGH, "2026-1", found.sha256)
        for party, user in (("worker", worker), ("municipality", coordinator))
    }
    acts = {it.act for it in session.scalars(select(AuditEvent))}
    assert {"agreement:sent", "agreement:accepted", "agreement:signed"} <= acts


def document(page, url):
    answer = page._client.get(url)  # noqa: SLF001 - no page, a file
    assert answer.status_code == 200
    reader = PdfReader(io.BytesIO(answer.data))
    return answer, " ".join(" ".join(it.extract_text() for it in reader.pages).split())


def test_the_document_is_the_same_bytes_for_ever(page, session, engagement, coordinator, worker):
    url = sent(page, engagement, coordinator)
    first, text = document(page, f"{url}.pdf")
    found = the(session)
    assert sha256(first.data).hexdigest() == found.sha256
    assert (
        f'attachment; filename="avtale-{found.number}.pdf"' == first.headers["Content-Disposition"]
    )
    assert b"<pdfuaid:part>1</pdfuaid:part>" in first.data
    for words in ("Oppdragsavtale", worker.name, "16 t", "kr 195", "Til konto den 15. i måneden"):
        assert words in text, words
    found.engagement.worker.user.name = "Et Annet Navn"
    session.flush()
    accepted(page, worker, url, "signer")
    accepted(page, coordinator, url, "godta")
    assert document(page, f"{url}.pdf")[0].data == first.data
    receipt, told = document(page, f"{url}/kvittering.pdf")
    assert (
        f'filename="avtale-{found.number}-kvittering.pdf"' in receipt.headers["Content-Disposition"]
    )
    assert found.sha256[:32] in told
    assert "22. november" in told


def test_no_document_or_mail_names_the_child(page, app, session, engagement, coordinator, worker):
    url = sent(page, engagement, coordinator)
    accepted(page, worker, url, "signer")
    accepted(page, coordinator, url, "godta")
    child = engagement.ordning.child
    for path in (f"{url}.pdf", f"{url}/kvittering.pdf"):
        answer, text = document(page, path)
        assert not [it for it in child.name.split() if it in text]
        assert child.initials not in answer.headers["Content-Disposition"]
    for mail in session.scalars(select(OutboxMessage)):
        told = body(app, mail)
        assert child.name not in told
        assert child.initials not in told


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"starts_on": ""}, "Skriv dagen avtalen gjelder fra."),
        ({"starts_on": "9.11.2026"}, f"Oppdraget begynner 10. november 2026. {OR_LATER}"),
        ({"starts_on": "31.2.2026"}, "Datoen finnes ikke. Se i kalenderen."),
        ({"ends_on": "1.11.2026"}, "Skriv en dag etter at avtalen begynner."),
        ({"month_minutes": "mange"}, "Skriv et tall, for eksempel 3,5."),
        ({"month_minutes": "251"}, "Skriv et tall som er høyst 250 timer."),
        ({"notice_months": "999999999"}, "Skriv et tall som er høyst 12 måneder."),
        ({"aim": "x" * 10_000}, "Skriv høyst 600 tegn."),
        ({"aim": "Gå på kino. Har autisme."}, f"Skriv uten «autisme». {NOT_TOLD}"),
    ],
)
def test_what_cannot_be_right_is_said_at_the_field(
    page, session, engagement, coordinator, typed, sentence
):
    page.sign_in(coordinator).get(f"/oppdrag/{engagement.id}/avtaler/ny")
    page.submit(422, **({"month_minutes": "16"} | typed))
    assert page.errors == [sentence]
    assert the(session) is None


def test_the_childs_own_name_is_stopped(page, engagement, coordinator):
    name = engagement.ordning.child.name.split()[0]
    page.sign_in(coordinator).get(f"/oppdrag/{engagement.id}/avtaler/ny")
    page.submit(422, aim=f"Være venn med {name}.", month_minutes="16")
    assert page.errors == [f"Skriv uten «{name}». Avtalen skal ikke røpe hvem barnet er."]


def test_example_20_without_volume_it_cannot_be_sent(page, make, session):
    job = engaged(make, kind="avlaster", terms="employee_temporary", valid_to=date(2027, 6, 30))
    kari = staff(make, job)
    page.sign_in(kari).get(f"/oppdrag/{job.id}/avtaler/ny")
    assert page.h1 == f"Arbeidsavtale med {job.worker.name}"
    page.submit().follow()
    assert page.h1 == "Avtalen mangler noe før den kan sendes"
    url = page.path
    page.post(f"{url}/send", {"version": "1"}, 422)
    assert page.errors == [
        "Avtalen mangler timer i uka.",
        "Avtalen mangler grunnlaget for at ansettelsen er midlertidig.",
    ]
    assert (the(session).state, mails(session)) == ("draft", [])
    page.submit(week_minutes="7,5", ground="Vedtaket varer til sommeren.").follow()
    page.submit(form="/send").follow()
    assert page.h1 == "Avtalen venter på Kim"
    assert "7 t 30 min" in page.text
    assert "Vedtaket varer til sommeren." in page.text


def test_example_20_a_contractor_is_not_asked_for_them(page, engagement, coordinator):
    page.sign_in(coordinator).get(f"/oppdrag/{engagement.id}/avtaler/ny")
    names = {it.get("name") for tag in ("input", "textarea") for it in page.all(tag)}
    assert not names & {"week_minutes", "ground", "trial_months"}
    assert {"month_minutes", "aim", "renews_yearly"} <= names
    page.get(f"/oppdrag/{engagement.id}/avtaler/ny?vilkar=midlertidig")
    names = {it.get("name") for tag in ("input", "textarea") for it in page.all(tag)}
    assert {"week_minutes", "ground"} <= names
    assert "month_minutes" not in names


def test_a_missing_rate_is_said(page, engagement, coordinator, session):
    page.sign_in(coordinator).get(f"/oppdrag/{engagement.id}/avtaler/ny?vilkar=fast")
    session.query(DatedRate).delete()
    page.submit(week_minutes="5").follow()
    assert "Timesats for rollen den dagen avtalen begynner" in page.text


def test_the_engagement_follows_the_agreement(page, session, engagement, coordinator, worker):
    page.sign_in(coordinator).get(f"/oppdrag/{engagement.id}/avtaler/ny?vilkar=fast")
    page.submit(week_minutes="5").follow()
    page.submit(form="/send").follow()
    url = page.path
    accepted(page, worker, url, "signer")
    assert engagement.terms == "contractor"
    accepted(page, coordinator, url, "godta")
    assert (engagement.terms, engagement.hours_per_week_minutes) == ("employee_permanent", 300)


# No ------------------------------------------------------------------------------------


def test_a_no_comes_back_to_the_office(page, session, engagement, coordinator, worker):
    url = sent(page, engagement, coordinator)
    page.sign_in(worker).get(f"{url}/avsla").submit(422)
    assert page.errors == ["Skriv kort hvorfor."]
    page.submit(why="Jeg kan bare annenhver uke.").follow()
    page.get(url)
    assert page.h1 == "Du sa nei til avtalen"
    assert mails(session) == ["agreement_refused", "agreement_sent"]
    page.sign_in(coordinator).get(url)
    assert "Jeg kan bare annenhver uke." in page.text
    page.submit(form="ny-utgave").follow()
    page.submit(month_minutes="8").follow()
    assert "utgave 2" in page.text
    page.submit(form="/send")
    assert the(session).edition == 2


def test_taken_back_it_cannot_be_accepted(page, session, engagement, coordinator, worker):
    url = sent(page, engagement, coordinator)
    page.sign_in(worker).get(url)
    read = the(session).sha256
    page.sign_in(coordinator).get(f"{url}/trekk").submit(why="Feil timetall").follow()
    assert page.h1 == "Kommunen har trukket avtalen tilbake"
    page.sign_in(worker).get(url).post(f"{url}/signer", {"read": read, "has_read": "y"}, 409)
    assert "Kommunen har trukket avtalen tilbake." in page.text
    page.get(f"{url}/avsla", 409)
    assert mails(session) == ["agreement_sent", "agreement_withdrawn"]


def test_run_out_it_is_sent_again(page, clock, session, engagement, coordinator, worker):
    url = sent(page, engagement, coordinator)
    read, number = the(session).sha256, the(session).number
    clock.move_to(NOW + timedelta(days=31))
    page.sign_in(worker).get(url).post(f"{url}/signer", {"read": read, "has_read": "y"}, 409)
    assert "Fristen for å godta avtalen er ute." in page.text
    page.sign_in(coordinator).get(url)
    assert page.h1 == "Fristen for å godta avtalen er ute"
    page.submit(form="send-igjen").follow()
    found = the(session)
    assert (found.sha256, found.number) == (read, number)
    assert found.expires_on == clocks.today() + timedelta(days=30)
    page.post(f"{url}/send-igjen", status=409)


def test_twice_is_told(page, session, engagement, coordinator, worker, make):
    url = sent(page, engagement, coordinator)
    read = the(session).sha256
    accepted(page, worker, url, "signer")
    page.post(f"{url}/signer", {"read": read, "has_read": "y"}, 409)
    assert "Avtalen er godtatt av dere allerede." in page.text
    accepted(page, coordinator, url, "godta")
    page.sign_in(staff(make, engagement)).get(url).post(
        f"{url}/godta", {"read": read, "has_read": "y"}, 409
    )
    assert session.query(Acceptance).count() == 2


def test_what_was_not_read_is_not_accepted(page, session, engagement, coordinator, worker):
    url = sent(page, engagement, coordinator)
    page.sign_in(worker).get(url).post(f"{url}/signer", {"read": "0" * 64, "has_read": "y"}, 409)
    assert "Les den på nytt." in page.text
    page.post(f"{url}/signer", {"read": the(session).sha256}, 422)
    assert page.errors == ["Kryss av for at du har lest avtalen og godtar den."]
    assert session.query(Acceptance).count() == 0


def test_a_draft_changed_meanwhile_must_be_read_anew(page, session, engagement, coordinator):
    url = drafted(page, engagement, coordinator)
    page.get(f"{url}/endre").submit(month_minutes="20")
    page.post(f"{url}/send", {"version": "1"}, 409)
    page.post(f"{url}/forkast", {"version": "1"}, 409)
    page.get(f"{url}/endre")
    the(session).version = 9
    page.submit(409, month_minutes="21")
    assert the(session).details["month_minutes"] == 1200


def test_a_draft_is_thrown_away_and_only_one_is_on_its_way(page, session, engagement, coordinator):
    url = drafted(page, engagement, coordinator)
    page.get(f"/oppdrag/{engagement.id}/avtaler/ny").submit(409, month_minutes="4")
    page.get(url).submit(form="forkast").follow()
    assert page.h1 == "Kim har ingen avtale her ennå"
    assert the(session) is None


def test_an_old_certificate_stops_the_last_acceptance_and_keeps_nothing(
    page, clock, session, engagement, coordinator, worker
):
    url = sent(page, engagement, coordinator)
    accepted(page, worker, url, "signer")
    the(session).expires_on = date(2027, 6, 1)
    clock.move_to(NOW + timedelta(days=90))
    page.sign_in(coordinator).get(url)
    page.submit(422, form="godta", has_read="y")
    assert page.errors == [
        "Politiattesten er eldre enn tre måneder den dagen. Be om en ny før avtalen signeres."
    ]
    assert session.query(Acceptance).count() == 1


# Changes and reminders -----------------------------------------------------------------


def test_a_change_replaces_what_it_changes_and_needs_no_new_certificate(
    page, clock, session, make, engagement, coordinator, worker
):
    url = sent(page, engagement, coordinator)
    accepted(page, worker, url, "signer")
    accepted(page, coordinator, url, "godta")
    first = the(session)
    clock.move_to(NOW + timedelta(days=200))
    page.sign_in(coordinator).get(url).submit(form="ny-utgave").follow()
    page.submit(month_minutes="30").follow()
    new = page.path
    assert "Oppdraget begynte 10. november 2026 Endringen gjelder fra 10. juni 2027" in page.text
    page.submit(form="/send").follow()
    session.expire_all()
    assert (first.state, engagement.is_cleared) == ("signed", True)  # until the new one holds
    accepted(page, worker, new, "signer")
    accepted(page, coordinator, new, "godta")
    session.expire_all()
    assert (first.state, the(session).changes_id) == ("replaced", first.id)
    assert contract_of(session).signed_on == date(2026, 11, 22)
    page.get(url)
    assert page.h1 == "Avtalen er erstattet av en nyere"


def test_example_21_whoever_is_late_is_reminded_once(
    page, clock, session, engagement, coordinator, worker
):
    url = sent(page, engagement, coordinator)  # the 22nd: to be signed by the 25th
    clock.move_to(NOW + timedelta(days=3))
    assert reminders.remind(clocks.now()) == 0
    clock.move_to(NOW + timedelta(days=4))
    assert reminders.remind(clocks.now()) == 1
    assert reminders.remind(clocks.now()) == 0
    sent_to = dict(session.execute(select(OutboxMessage.template, OutboxMessage.address)).all())
    assert sent_to["agreement_reminder"] == worker.email
    accepted(page, worker, url, "signer")
    the(session).reminded_at = None
    session.flush()
    assert reminders.remind(clocks.now()) == 1
    sent_to = dict(session.execute(select(OutboxMessage.template, OutboxMessage.address)).all())
    assert sent_to["agreement_office_reminder"] == coordinator.email
