"""The same letter to the police for an applicant: all its parts, or none; fetched by its owner."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pypdf import PdfReader

from portal.accounts.models import User
from portal.certificates.models import ApplicationPurposeLetter
from portal.clearance.letters import FILE_NAME, POLICE, TASKS, TITLE
from portal.messages.models import OutboxMessage
from portal.recruitment.models import Application

BASIS = "hol § 5-4"


def write(page, one, status=303, **typed):
    page.get(f"/rekruttering/{one.id}/formalsbekreftelse")
    return page.submit(status, form="formalsbekreftelse", **{"legal_basis": BASIS, **typed})


def document(page, address):
    answer = page._client.get(address)  # noqa: SLF001 - no page, a file
    assert answer.status_code == 200
    reader = PdfReader(io.BytesIO(answer.data))
    text = " ".join(" ".join(it.extract_text() for it in reader.pages).split())
    return answer, reader, text


def test_the_letter_holds_every_legal_part_and_a_conditional_offer(page, one):
    write(page, one).follow()
    address = next(link for link in page.links() if link.endswith(".pdf"))
    answer, reader, text = document(page, address)
    for part in (
        "helse- og omsorgstjenesteloven (hol) § 5-4, jf. politiregisterloven § 39", POLICE,
        one.name, "4. mars 1992", TASKS["stottekontakt"], "22. november 2026", "Kari Koordinator",
        "Tilbud om oppdrag som støttekontakt, på vilkår av politiattest og at søknaden godkjennes",
    ):  # fmt: skip
        assert part in text, part
    assert f'filename="{FILE_NAME}"' in answer.headers["Content-Disposition"]
    assert reader.metadata.title == TITLE
    assert one.name not in f"{address} {FILE_NAME} {TITLE}"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"legal_basis": None}, "Brevet mangler hvilken lov attesten kreves etter."),
        ({"recipient": ""}, "Brevet mangler hvem brevet er til."),
        ({"tasks": " "}, "Brevet mangler oppgavene."),
        ({"place": ""}, "Brevet mangler stedet."),
    ],
)
def test_it_cannot_be_made_while_a_part_is_missing(page, one, typed, sentence):
    write(page, one, 422, **typed)
    assert page.errors == [sentence]
    assert page.session.query(ApplicationPurposeLetter).count() == 0
    assert page.session.query(OutboxMessage).count() == 0


def test_a_birth_date_that_is_not_known_is_asked_for(page, one):
    one.born_on = None
    write(page, one, 422, born_on="")
    assert page.errors == ["Brevet mangler fødselsdatoen."]
    assert page.session.get(Application, one.id).born_on is None
    page.submit(form="formalsbekreftelse", legal_basis=BASIS, born_on="2.3.1998")
    assert page.session.get(Application, one.id).born_on == date(1998, 3, 2)


def test_who_is_under_eighteen_brings_a_guardian(page, one):
    one.born_on = date(2008, 11, 23)
    write(page, one, 422)
    assert page.errors == ["Brevet mangler navnet på en foresatt, siden personen er under 18 år."]
    page.submit(form="formalsbekreftelse", legal_basis=BASIS, guardian_name="Ingrid Strand")


@pytest.mark.parametrize("why", ["refused", "over"])
def test_nothing_is_written_when_nothing_is_offered(page, one, why):
    page.get(f"/rekruttering/{one.id}/formalsbekreftelse")
    if why == "over":
        one.stage = "withdrawn"
    for role in one.roles:
        role.outcome = "not_approved"
    one_letter = {"legal_basis": BASIS, "tasks": "Være sammen", "place": "Prøvevik"}
    page.submit(422, form="formalsbekreftelse", **one_letter)
    assert page.errors == ["Brevet mangler et oppdrag som er tilbudt og ikke avsluttet."]


def test_until_it_is_made_it_is_the_offices_turn(page, one):
    page.sign_in(user_of(page, one), hat="applicant").get("/min-soknad")
    assert page.h1 == "Nå er det vår tur: vi lager brevet du må ha med til politiet"


def test_a_letter_reaches_its_owner_alone(page, one, apply):
    write(page, one)
    (mail,) = page.session.query(OutboxMessage)
    assert (mail.template, mail.address) == ("application_purpose_letter", one.email)
    own = f"/min-soknad/{one.id}/brev-til-politiet.pdf"
    page.get(own, 404)  # the office has its own address
    page.sign_in(user_of(page, one), hat="applicant").get("/min-soknad")
    assert page.h1 == "Nå er det din tur: søk om politiattest med brevet fra oss"
    assert own in page.links()
    assert one.name in document(page, own)[2]
    page.sign_in(user_of(page, apply("certificate")), hat="applicant").get(own, 404)


def test_no_letter_after_the_application_is_withdrawn(page, make, one):
    make.application_letter(application=one, written_by_id=one.user_id)
    one.stage = "withdrawn"
    page.session.flush()
    page.sign_in(user_of(page, one), hat="applicant")
    page.get(f"/min-soknad/{one.id}/brev-til-politiet.pdf", 404)


def test_twice_is_once(page, one):
    """A form that is sent again is answered again; there is one letter, and one mail."""
    page.get(f"/rekruttering/{one.id}/formalsbekreftelse")
    tree = page.tree
    page.submit(form="formalsbekreftelse", legal_basis=BASIS)
    page.look_at(tree).submit(form="formalsbekreftelse", legal_basis=BASIS)
    assert page.session.query(ApplicationPurposeLetter).count() == 1
    assert page.session.query(OutboxMessage).count() == 1


def test_no_address_where_no_certificate_is_asked_for(page, coordinator, apply):
    page.get(f"/rekruttering/{apply('screening').id}/formalsbekreftelse", 404)


def user_of(page, one):
    return page.session.get_one(User, one.user_id)
