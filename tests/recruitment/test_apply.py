"""Somebody applies: the domain's examples 1–8, and what the form promises."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from portal.accounts.models import Role, User
from portal.audit.models import AuditEvent
from portal.messages.models import OutboxMessage
from portal.messages.worker import rendered
from portal.municipality.states import SettingKey
from portal.recruitment import demands
from portal.recruitment.demands import Concern, Demands, concerns
from portal.recruitment.models import Application, ApplicationEvent
from portal.recruitment.states import Stage
from tests.recruitment.answers import STEPS, fill


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-22 20:37+00:00", tick=False):
        yield


@pytest.fixture
def office(make):
    return make.office(municipality=make.municipality(slug="provevik"), name="Avlastningskontoret")


def one(page):
    return page.session.query(Application).one()


def mails(page, template):
    return page.session.query(OutboxMessage).filter_by(template=template).all()


# Case 5, and what a whole application becomes --------------------------------------------


def test_example_05_received_with_account_receipt_and_one_audit_line(page, office):
    fill(page)
    assert page.location == "/provevik/sok/sendt"
    page.follow()
    assert page.h1 == "Takk. Vi har fått søknaden din"
    assert "Søknad nummer 1" in page.text
    sent = one(page)
    assert (sent.stage, sent.number, sent.office_id) == (Stage.ACKNOWLEDGED, 1, office.id)
    assert (sent.phone, sent.born_on, sent.has_car) == ("+4741234567", date(1992, 3, 4), True)
    assert sent.availability == ["2-evening", "5-day"]
    assert [(it.position, it.name) for it in sent.referees] == [(1, "Ref En"), (2, "Ref To")]
    user = page.session.query(User).filter_by(email="nora@provevik.example").one()
    assert sent.user_id == user.id
    assert [role.hat for role in page.session.query(Role).filter_by(user_id=user.id)] == [
        "applicant"
    ]
    assert len(mails(page, "application_received")) == len(mails(page, "invitation")) == 1
    acts = [event.act for event in page.session.query(AuditEvent)]
    assert acts.count("application:submitted") == 1
    assert [it.event for it in page.session.query(ApplicationEvent)] == ["submitted"]


def test_from_the_receipt_somebody_else_begins_a_new_one(page, office):
    fill(page)
    page.get("/provevik/sok/1", 303).follow()
    assert "Søknaden gjelder alle oppdrag som passer for rollene dine" in page.text
    page.submit(form="sok/ny").follow()
    assert page.path.startswith("/provevik/sok/1")
    page.submit(**STEPS[1])
    assert page.session.query(Application).count() == 2


def test_the_receipt_says_what_happens_and_nothing_sensitive(page, app, office):
    fill(page, relation="sibling", known_person="Barnet Jonatan")
    with app.test_request_context():
        rendered(mails(page, "application_received")[0])
    mail = mails(page, "application_received")[0]
    assert mail.subject == "Vi har fått søknaden din"
    assert "søndag 22. november kl.\u00a021.37" in mail.body.replace(
        "22.\u00a0november", "22. november"
    )
    assert "/min-soknad" in mail.body
    for secret in ("Jonatan", "søsken", "sibling", "1992", "412"):
        assert secret not in mail.body


def test_example_05_sent_twice_it_is_sent_once(page, office):
    fill(page)
    for _again in range(2):
        page.post("/provevik/sok/6", STEPS[6])
        assert page.location == "/provevik/sok/sendt"
    assert one(page).number == 1
    assert len(mails(page, "application_received")) == 1


def test_two_tabs_send_one_application(page, office):
    fill(page, upto=5)
    page.get("/provevik/sok/6")
    first, second = dict(STEPS[6]), dict(STEPS[6])
    page.submit(**first)
    page.post("/provevik/sok/6", second)
    assert page.session.query(ApplicationEvent).filter_by(event="submitted").count() == 1


def test_numbers_go_up_in_each_municipality(page, make, office):
    make.application(office=office, number=41)
    make.application(number=7)
    fill(page)
    assert (
        page.session.query(Application).filter_by(email="nora@provevik.example").one().number == 42
    )


# Cases 1–4 and 6–8 -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("born_on", "known", "exception", "words"),
    [
        ("23.11.2008", "", "0", "Du må ha fylt 18"),
        ("23.11.2008", "", "1", "Du må ha fylt 18"),
        ("22.11.2008", "", "1", ""),  # 18 today
        ("1.1.2009", "Naboen", "1", ""),
        ("1.1.2009", "Naboen", "0", "Du må ha fylt 18"),
        ("22.11.2010", "Naboen", "1", ""),  # 16 today
        ("23.11.2010", "Naboen", "1", "Du må ha fylt 18"),
        ("1.1.2030", "", "1", "Datoen er ikke kommet ennå"),
        ("tull", "", "1", "Skriv datoen som dag.måned.år"),
    ],
)
def test_example_01_least_age(page, office, decide, born_on, known, exception, words):
    decide(SettingKey.AGE_EXCEPTION_KNOWN_PERSON, exception)
    fill(page, upto=2, status=422 if words else 303, born_on=born_on, known_person=known)
    if words:
        assert len(page.errors) == 1
        assert page.errors[0].startswith(words)


def test_example_01_a_minor_is_flagged_for_the_coordinator(page, office):

    fill(page, born_on="1.1.2010", known_person="Naboen")
    assert Concern.MINOR in concerns(one(page), Demands(), date(2026, 11, 22))


@pytest.mark.parametrize(
    ("max_age", "born_on", "status"),
    [
        ("70", "1.1.1955", 422),
        ("70", "23.11.1955", 303),
        ("70", "1.1.1956", 303),
        ("0", "1.1.1940", 303),
    ],
)
def test_example_02_greatest_age(page, office, decide, max_age, born_on, status):
    decide(SettingKey.MAX_AGE, max_age)
    fill(page, upto=2, status=status, born_on=born_on)


def test_example_03_a_reference_is_missing(page, office):
    without = {f"referees-1-{name}": "" for name in ("name", "knows_from", "phone")}
    fill(page, upto=5, status=422, **without)
    assert page.errors == [
        "Skriv navnet på referansen.",
        "Skriv hvordan dere kjenner hverandre.",
        "Skriv e-post eller telefon til referansen.",
    ]
    assert [link for link in page.links() if link.startswith("#referees-1-")]


@pytest.mark.parametrize(
    ("email", "phone", "error"),
    [
        ("ref@provevik.example", "", None),
        ("", "98765433", None),
        ("REF@provevik.example ", "98765433", None),
        ("", "", "Skriv e-post eller telefon til referansen."),
        ("ref", "", "Skriv en e-postadresse, for eksempel kari@eksempel.no."),
        ("", "12", "Skriv et norsk telefonnummer med åtte siffer, for eksempel 412 34 567."),
    ],
)
def test_a_referee_is_reached_by_mail_or_telephone(page, office, email, phone, error):
    reach = {"referees-1-email": email, "referees-1-phone": phone}
    fill(page, upto=5, status=422 if error else 303, **reach)
    if error:
        assert page.errors == [error]
    else:
        kept = one(page).referees[1]
        assert (bool(kept.email), bool(kept.phone)) == (bool(email), bool(phone))


@pytest.mark.parametrize(
    ("reach", "error"),
    [
        ({"email": "Nora@Provevik.example"}, "Dette er deg selv. Skriv en annen som kjenner deg."),
        ({"phone": "+47 41 23 45 67"}, "Dette er deg selv. Skriv en annen som kjenner deg."),
        (
            {"phone": "98 76 54 32", "name": "Ref En"},
            "Denne personen står over. Skriv en annen som kjenner deg.",
        ),
    ],
)
def test_a_referee_is_somebody_else_and_named_once(page, office, reach, error):
    fill(page, upto=5, status=422, **{f"referees-1-{name}": it for name, it in reach.items()})
    assert page.errors == [error]
    assert f"#referees-1-{next(iter(reach))}" in page.links()


def test_a_referee_with_the_applicants_own_address_is_seen_when_that_changes(page, office):
    fill(page, upto=5)
    page.get("/provevik/sok/2").submit(303, phone="98765433")
    page.get("/provevik/sok/6").submit(422)
    assert "Dette er deg selv. Skriv en annen som kjenner deg." in page.text


def test_example_03_no_references_asked_for(page, office, decide):
    decide(SettingKey.REFERENCES_REQUIRED, "0")
    fill(page, upto=4)
    page.get("/provevik/sok/5").submit()
    page.get("/provevik/sok/6").submit()
    assert one(page).stage == Stage.ACKNOWLEDGED
    assert one(page).referees == []


HOME = {"household": "Meg og to voksne", "spare_bed": "1", "about_home": "Hund"}


@pytest.mark.parametrize("choice", ["stottekontakt", "avlaster_their_home", "bpa_assistant"])
def test_example_04_the_home_is_not_asked_about_nor_kept(page, office, choice):
    fill(page, upto=4, choices=[choice])
    page.get("/provevik/sok/5")
    assert "Hjemmet ditt" not in page.text
    page.submit(**STEPS[5], **HOME)
    assert one(page).home is None


def test_example_04_the_home_is_asked_about_when_the_child_will_be_there(page, office):
    fill(page, upto=5, choices=["avlaster_own_home", "stottekontakt"], status=422)
    assert page.errors == [
        "Skriv hvem som bor der, eller at du bor alene.", "Svar ja eller nei om seng.",
    ]  # fmt: skip
    page.submit(**HOME)
    kept = one(page)
    assert kept.home == {"household": "Meg og to voksne", "spare_bed": True, "about": "Hund"}
    assert {role.kind for role in kept.roles} == {"avlaster", "stottekontakt"}
    page.get("/provevik/sok/1").submit(choices=["stottekontakt"])
    assert one(page).home is None


def test_example_06_a_near_relation_may_apply_and_is_flagged(page, office):

    fill(page, relation="sibling")
    assert one(page).stage == Stage.ACKNOWLEDGED
    assert concerns(one(page), Demands(), date(2026, 11, 22)) == (Concern.NEAR_RELATION,)


def test_example_07_language_below_the_demand_is_received_and_flagged(page, office, decide):

    decide(SettingKey.NORWEGIAN_LEVEL, "b1")
    fill(page, norwegian_level="a2")
    asked = demands.of(office.municipality_id, date(2026, 11, 22))
    assert demands.concerns(one(page), asked, date(2026, 11, 22)) == (demands.Concern.LANGUAGE,)


@pytest.mark.parametrize(
    "extra",
    [
        {"criminal_record": "rent"}, {"health": "frisk"}, {"national_id": "01019012345"},
        {"fodselsnummer": "01019012345"}, {"stage": "approved"}, {"number": "1"},
        {"user_id": "1"}, {"municipality_id": "x"}, {"home": "slott"}, {"cv": "fil"},
    ],
)  # fmt: skip
def test_example_08_what_is_not_asked_for_is_not_kept(page, office, extra):
    fill(page, upto=5)
    page.get("/provevik/sok/6").submit(**STEPS[6], **extra)
    kept = {name: str(value) for name, value in vars(one(page)).items()}
    assert one(page).stage == Stage.ACKNOWLEDGED
    assert not [
        name for name, value in kept.items() if value in ("rent", "frisk", "01019012345", "slott")
    ]
    assert not set(extra) & {"criminal_record", "health", "cv"} & set(kept)


# The form itself ---------------------------------------------------------------------------


def test_nothing_chosen_and_a_word_for_a_number(page, office):
    fill(page, upto=1, status=422, choices=[])
    assert page.errors == ["Velg minst én rolle."]
    fill(page, upto=2)
    page.get("/provevik/sok/3").submit(422, hours_per_week="noen")
    assert page.errors == ["Skriv et tall mellom 1 og 40, for eksempel 4."]
    assert 'value="noen"' in page.response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("step", "field"),
    [(1, "known_person"), (2, "name"), (2, "email"), (2, "phone"), (2, "born_on"),
     (3, "hours_per_week"), (3, "max_km"), (4, "interests"), (4, "motivation"),
     (4, "experience"), (4, "education"), (4, "languages"), (5, "referees-0-name"),
     (5, "referees-0-knows_from"), (5, "referees-0-phone"), (6, "heard_from")],
)  # fmt: skip
def test_ten_thousand_characters_are_refused_at_the_field(page, office, step, field):
    if step > 1:
        fill(page, upto=step - 1)
    page.get(f"/provevik/sok/{step}").submit(422, **{**STEPS[step], field: "9" * 10_000})
    assert page.errors


def test_own_car_is_not_asked_for_where_it_is_not_allowed(page, office, decide):
    decide(SettingKey.OWN_CAR_ALLOWED, "0")
    fill(page)
    assert one(page).has_car is None


def test_sending_says_what_is_missing_and_where(page, office):
    fill(page, upto=2)
    page.get("/provevik/sok/6").submit(422)
    assert any("Skriv et tall mellom 1 og 40" in error for error in page.errors)
    assert "/provevik/sok/3" in page.links()
    assert one(page).stage == Stage.DRAFT


def test_the_office_is_the_districts(page, make, office):
    other = make.office(municipality=None, municipality_id=office.municipality_id)
    district = make.district(office=other)
    fill(page, district_id=str(district.id))
    assert one(page).office_id == other.id


def test_another_municipalitys_district_is_none(page, make, office):
    fill(page, upto=2, status=422, district_id=str(make.district().id))


def test_applying_for_an_assignment_goes_to_its_familys_office(page, make, office):
    other = make.office(municipality=None, municipality_id=office.municipality_id)
    need = make.need(ordning=make.ordning(child=make.child(office=other), service="stottekontakt"))
    page.get(f"/provevik/sok?oppdrag={need.slug}", 303).follow().submit(**STEPS[1])
    for step in range(2, 7):
        page.get(f"/provevik/sok/{step}").submit(**STEPS[step])
    assert (one(page).need_id, one(page).office_id) == (need.id, other.id)


def test_an_address_of_another_municipality_is_received_without_an_account(page, make, office):
    stranger = make.user(email="nora@provevik.example")
    fill(page)
    assert one(page).user_id is None
    assert one(page).stage == Stage.ACKNOWLEDGED
    assert page.session.query(Role).filter_by(user_id=stranger.id).count() == 0


def test_somebody_with_an_account_keeps_it(page, make, office):
    user = make.parent(municipality=None, municipality_id=office.municipality_id,
                       email="nora@provevik.example", password_hash="x")  # fmt: skip
    fill(page, email="Nora@Provevik.example ")
    assert one(page).user_id == user.id
    assert mails(page, "invitation") == []
