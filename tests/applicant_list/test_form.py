"""What the applicant is told of the list, and what the form asks because of it."""

from __future__ import annotations

import pytest

from portal.applicant_list.models import SecrecyRequest
from portal.messages.models import OutboxMessage
from portal.messages.worker import rendered
from portal.municipality.models import DatedSetting
from portal.recruitment.models import Application, ApplicationEvent
from tests.recruitment.answers import STEPS, fill

ANSWERS = {"occupation": "Lærer", "home_municipality": "Molde"}
ASKS = {"wants_secrecy": "y", "secrecy_reason": "Sjefen min vet det ikke."}


def one(page):
    return page.session.query(Application).one()


def send(page, upto=6, status=303, **more):
    """Apply, with the answers about the list in the step about oneself."""
    return fill(page, upto=upto, status=status, **ANSWERS, **more)


def receipt(page, app):
    query = page.session.query(OutboxMessage).filter_by(template="application_received")
    with app.test_request_context():
        return rendered(query.one()).get_body(("plain",)).get_content()


def test_nothing_is_said_asked_or_kept_where_no_list_is_made(page, app, make, office) -> None:
    need = make.need(ordning=make.ordning(child=make.child(office=office)))
    public = ("bli-med", "personvern", f"oppdrag/{need.slug}", "sok/1")
    for path in (f"/provevik/{it}" for it in public):
        assert "søkerlist" not in page.get(path).text
    fill(page, upto=1)
    page.get("/provevik/sok/2")
    names = {field.get("name") for field in page.all("input")}
    assert not {"occupation", "home_municipality", "wants_secrecy"} & names
    send(page, **ASKS)  # posted all the same
    it = one(page)
    assert (it.occupation, it.home_municipality, it.secrecy_reason) == ("", "", "")
    assert (it.is_told_of_list, it.wants_secrecy) == (False, False)
    assert page.session.query(SecrecyRequest).count() == 0
    assert "søkerlist" not in page.follow().text
    assert "søkerlist" not in receipt(page, app)


def test_the_advert_the_page_about_it_and_the_form_say_so(page, make, office, has_list) -> None:
    need = make.need(ordning=make.ordning(child=make.child(office=office)))
    page.get(f"/provevik/oppdrag/{need.slug}")
    assert "opplysninger om deg kan bli offentlige likevel" in page.text
    for path in ("/provevik/bli-med", "/provevik/personvern"):
        page.get(path)
        assert "navn, alder, stilling eller yrke og kommunen du bor i" in page.text
    fill(page, upto=1)
    page.get("/provevik/sok/2")
    assert "navn, alder, stilling eller yrke og kommunen du bor i" in page.text
    assert "selv om du har bedt om noe annet" in page.text


def test_who_asks_for_nothing_may_be_listed(page, app, has_list, office) -> None:
    send(page)
    it = one(page)
    assert (it.occupation, it.home_municipality) == ("Lærer", "Molde")
    assert (it.is_told_of_list, it.wants_secrecy) == (True, False)
    assert page.session.query(SecrecyRequest).count() == 0
    assert "Du kan komme på den offentlige søkerlista" in page.follow().text
    assert "Du kan komme på den offentlige søkerlista" in receipt(page, app)


def test_who_asks_to_be_left_out_has_a_request_that_waits(page, app, has_list, office) -> None:
    send(page, **ASKS)
    it, request = one(page), page.session.query(SecrecyRequest).one()
    assert (it.is_told_of_list, it.wants_secrecy) == (True, True)
    assert (request.application_id, request.state) == (it.id, "asked")
    assert request.reason == "Sjefen min vet det ikke."
    events = {event.event for event in page.session.query(ApplicationEvent)}
    assert "secrecy_asked" in events
    assert "Du står ikke der før vi har svart" in page.follow().text
    assert "Du har bedt om å ikke stå" in receipt(page, app)
    assert "Sjefen" not in receipt(page, app)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"occupation": " "}, "Skriv hva du gjør"),
        ({"home_municipality": ""}, "Skriv kommunen du bor i"),
        ({"wants_secrecy": "y", "secrecy_reason": "  "}, "Skriv kort hvorfor"),
        ({"occupation": "x" * 101}, "Skriv høyst 100 tegn"),
        ({"wants_secrecy": "y", "secrecy_reason": "x" * 10_000}, "Skriv høyst 1000 tegn"),
    ],
)
def test_what_is_missing_is_said_at_the_field(page, has_list, office, changes, sentence) -> None:
    fill(page, upto=1)
    page.get("/provevik/sok/2").submit(422, **{**STEPS[2], **ANSWERS, **changes})
    assert len(page.errors) == 1
    assert page.errors[0].startswith(sentence)


def test_a_reason_that_is_not_ticked_is_not_kept(page, has_list, office) -> None:
    send(page, secrecy_reason="Det gjelder ikke likevel")
    assert one(page).secrecy_reason == ""


def test_only_what_stands_on_the_list_is_asked(page, has_list, decide, office) -> None:
    decide("public_list_columns", "name,home_municipality")
    fill(page, upto=1)
    page.get("/provevik/sok/2")
    names = {field.get("name") for field in page.all("input")}
    assert "home_municipality" in names
    assert "occupation" not in names
    send(page)
    assert (one(page).occupation, one(page).home_municipality) == ("", "Molde")


def test_a_list_that_comes_while_one_writes_is_told_of_before_it_is_sent(
    page, office, decide
) -> None:
    fill(page, upto=5)
    decide("public_applicant_list", "1")
    page.get("/provevik/sok/6")
    assert "Du har ikke bedt om å slippe" in page.text
    page.submit(422)
    assert [error.split(":")[0] for error in page.errors] == ["Om deg", "Om deg"]


def test_a_list_that_goes_while_one_writes_leaves_nothing(page, office, decide) -> None:
    decide("public_applicant_list", "1")
    fill(page, upto=1)
    page.get("/provevik/sok/2").submit(**{**STEPS[2], **ANSWERS, **ASKS})
    page.session.query(DatedSetting).one().value = "0"
    for step in range(3, 7):
        page.get(f"/provevik/sok/{step}").submit(**STEPS[step])
    it = one(page)
    assert (it.occupation, it.home_municipality, it.secrecy_reason) == ("", "", "")
    assert (it.is_told_of_list, it.wants_secrecy) == (False, False)


def test_the_applicant_sees_it_on_the_own_page(page, make, office, has_list, apply) -> None:
    user = make.applicant(municipality=None, municipality_id=office.municipality_id)
    it = apply("Anna", user_id=user.id)
    page.sign_in(user).get("/min-soknad")
    assert "Du kan komme på kommunens offentlige søkerliste" in page.text
    request = make.secrecy_request(application=it)
    assert "Du står ikke der før vi har svart" in page.get("/min-soknad").text
    page.session.delete(request)
    page.session.flush()
    make.secrecy_request(application=it, refused=True)
    page.get("/min-soknad")
    assert "Du kommer tidligst på den lørdag 28. november" in page.text
    assert "Begrunnelse: Ingen god grunn" in page.text
    it.stage = "not_approved"
    assert "Begrunnelse: Ingen god grunn" in page.get("/min-soknad").text
    it.stage = "withdrawn"
    assert "Begrunnelse" not in page.get("/min-soknad").text


def test_what_came_on_paper_is_not_listed(page, kari, has_list) -> None:
    page.get("/rekruttering/ny").submit(
        choices=["stottekontakt"], name="Papir Oppdiktet", email="papir@provevik.example",
        phone="41234567", born_on="4.3.1992",
    )  # fmt: skip
    assert one(page).is_told_of_list is False
