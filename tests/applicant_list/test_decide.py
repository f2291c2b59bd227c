"""The office answers who asks not to be on the list; the answer goes by mail."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from portal.applicant_list.models import SecrecyRequest
from portal.audit.models import AuditEvent
from portal.core import db
from portal.messages.models import OutboxMessage
from portal.messages.worker import rendered
from portal.recruitment.models import ApplicationEvent
from tests.plugins.races import pressing


@pytest.fixture
def asked(make, office, has_list, apply):
    user = make.applicant(municipality=None, municipality_id=office.municipality_id)
    it = apply("Anna Oppdiktet", user_id=user.id, email=user.email, wants_secrecy=True)
    make.secrecy_request(application=it)
    make.session.flush()
    return it


def request_of(page, application):
    page.session.flush()
    page.session.expire_all()
    return page.session.query(SecrecyRequest).filter_by(application_id=application.id).one()


def letter(page, app):
    query = page.session.query(OutboxMessage).order_by(OutboxMessage.id.desc())
    with app.test_request_context():
        return rendered(query.first()).get_body(("plain",)).get_content().replace("\u00a0", " ")


def where(application):
    return f"/rekruttering/{application.id}/sokerliste"


def test_a_yes_keeps_the_applicant_off_and_says_so(page, app, kari, asked) -> None:
    page.get(where(asked))
    assert page.h1 == "Anna vil ikke stå på søkerlista"
    assert "Sjefen vet det ikke" in page.text
    page.submit(303, state="granted", why="God grunn")
    it = request_of(page, asked)
    assert (it.state, it.decided_by_id, it.listed_from_on) == ("granted", kari.id, None)
    assert asked.responsible_id == kari.id
    said = letter(page, app)
    assert "navnet ditt kommer ikke på lista" in said
    assert "God grunn" not in said
    assert page.session.query(AuditEvent).filter_by(act="application:secrecy_granted").count() == 1
    page.follow()
    assert "Står ikke på lista" in page.text
    assert "Gjør om" not in page.text


def test_a_no_is_explained_and_leaves_time_to_withdraw(page, app, kari, asked) -> None:
    page.get(where(asked)).submit(422, state="refused", why=" ")
    assert page.errors == ["Skriv hvorfor søkeren ikke får stå utenfor lista."]
    page.submit(303, state="refused", why="Ingen i den stillingen er nevnt")
    it = request_of(page, asked)
    assert (it.state, it.listed_from_on) == ("refused", date(2026, 11, 29))
    said = letter(page, app)
    assert "Du kommer tidligst på lista søndag 29. november." in said
    assert "trekke søknaden før den dagen" in said
    assert "/min-soknad" in said
    assert "Ingen i den" not in said
    page.follow()
    assert "Ingen i den stillingen er nevnt" in page.text


def test_who_has_no_account_is_asked_to_ring(page, app, kari, asked) -> None:
    asked.user_id = None
    page.get(where(asked)).submit(303, state="refused", why="Nei")
    assert "Ring oss hvis du vil trekke søknaden" in letter(page, app)
    assert "/min-soknad" not in letter(page, app)


def test_the_time_to_withdraw_is_the_municipalitys(page, kari, asked, decide) -> None:
    decide("public_list_wait_days", "14")
    page.get(where(asked))
    assert "søkeren får 14 dager på å trekke søknaden" in page.text
    page.submit(303, state="refused", why="Nei")
    assert request_of(page, asked).listed_from_on == date(2026, 12, 6)


def test_a_no_may_become_a_yes_and_never_the_other_way(page, kari, asked) -> None:
    page.get(where(asked)).submit(303, state="refused", why="Nei")
    page.follow()
    assert "Gjør om til ja" in page.text
    page.get(where(asked)).submit(422, state="refused", why="Nei igjen")
    page.submit(303, state="granted", why="")
    assert request_of(page, asked).state == "granted"
    assert request_of(page, asked).listed_from_on is None
    page.get(where(asked))
    assert page.h1 == "Anna slipper å stå på søkerlista"
    page.post(where(asked), {"state": "refused", "why": "x", "version": "3"}, 409)
    assert request_of(page, asked).state == "granted"


def test_nothing_chosen_is_said_at_the_field(page, kari, asked) -> None:
    page.get(where(asked)).submit(422)
    assert page.errors == ["Velg ja eller nei."]
    page.submit(422, state="granted", why="x" * 10_000)
    assert page.errors == ["Skriv høyst 1000 tegn."]


def test_sent_twice_it_is_decided_once(page, kari, asked) -> None:
    tree = page.get(where(asked)).tree
    page.submit(303, state="granted")
    page.look_at(tree).submit(303, state="granted")
    assert page.session.query(OutboxMessage).count() == 1


def test_a_page_from_before_is_refused(page, kari, asked) -> None:
    page.get(where(asked))
    old = page.tree
    page.submit(303, state="refused", why="Nei")
    page.look_at(old).submit(409, state="granted", request_key=None)
    assert request_of(page, asked).state == "refused"


def test_withdrawn_meanwhile_is_refused(page, kari, asked) -> None:
    page.get(where(asked))
    asked.stage = "withdrawn"
    page.submit(409, state="granted")
    assert page.session.query(OutboxMessage).count() == 0


def test_it_waits_in_the_work_queue_until_it_is_answered(page, kari, asked) -> None:
    sentence = "Anna Oppdiktet: har bedt om å ikke stå på søkerlista"
    page.get("/hjem")
    assert sentence in page.text
    assert where(asked) in page.links()
    page.get(where(asked)).submit(303, state="refused", why="Nei")
    assert sentence not in page.get("/hjem").text


def test_who_withdraws_leaves_the_queue_and_the_list(page, kari, asked) -> None:
    asked.stage = "withdrawn"
    assert "søkerlista" not in page.get("/hjem").text
    page.get("/rekruttering/sokerliste")
    assert page.h1 == "Ingen har søkt i denne tiden"


def test_nobody_answers_an_own_request(page, kari, asked) -> None:
    asked.user_id = kari.id
    page.get(where(asked), 403)
    page.post(where(asked), {"state": "granted", "why": "Derfor"}, 403)
    assert page.session.query(SecrecyRequest).one().state == "asked"


def test_other_offices_know_nothing_of_it(page, make, office, asked) -> None:
    neighbour = make.office(municipality=None, municipality_id=office.municipality_id)
    for other in (neighbour, make.office()):
        page.sign_in(make.coordinator(office=other)).get(where(asked), 404)
        assert "Anna" not in page.get("/hjem").text


def test_who_has_not_asked_has_nothing_to_be_answered(page, kari, has_list, apply) -> None:
    berit = apply("Berit")
    page.get(where(berit), 404).get(f"/rekruttering/{berit.id}")
    assert where(berit) not in page.links()


def test_one_of_two_is_first(race) -> None:
    with race.making() as make:
        office = make.office()
        make.setting(municipality_id=office.municipality_id, key="public_applicant_list", value="1")
        people = [make.coordinator(office=office) for _ in range(2)]
        application = make.application(office=office, is_told_of_list=True, wants_secrecy=True)
        make.secrecy_request(application=application)
    acts = []
    for user, answer in zip(people, ("granted", "refused"), strict=True):
        page = race.browser(user)
        page.get(where(application))
        acts.append(pressing(page, state=answer, why="Derfor"))
    answers = race.run(*acts, meet=("UPDATE secrecy_request", "UPDATE application"))
    assert sorted(answers) == [303, 409]
    with db.unit(write=False) as session:
        events = session.scalars(select(ApplicationEvent.event)).all()
        letters = session.scalars(select(OutboxMessage.template)).all()
        state = session.scalars(select(SecrecyRequest.state)).one()
    assert events == letters == [f"secrecy_{state}"]
