"""Offices, districts, units, suppliers and school holidays."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from portal.municipality import opening
from portal.municipality.models import District, Office, SchoolHoliday, Supplier, Unit

NEW = {
    "name": "Kontoret på kaia", "phone": "12 34 56 78", "email": "kaia@provevik.example",
    "visiting": "Kaia 1", "monday": "9-11.30, 12.00–14:30",
}  # fmt: skip
LONG = "a" * 10_000


def count(session, model) -> int:
    return session.scalar(select(func.count()).select_from(model))


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("", ()),
        ("9.00–11.30 og 12.00–14.30", ((540, 690), (720, 870))),
        ("9-11.30, 12-14.30", ((540, 690), (720, 870))),
        ("kl. 9:00 - 15", ((540, 900),)),
        ("12–14; 9–11", ((540, 660), (720, 840))),
        ("0-24", ((0, 1440),)),
    ],
)
def test_hours_are_read_as_people_write_them(typed, hours):
    assert opening.read(typed) == hours
    assert opening.read(opening.shown(hours)) == hours


@pytest.mark.parametrize(
    "typed",
    [
        "9",
        "stengt",
        "15-9",
        "9-9",
        "9-25",
        "9.60-10",
        "9-24.30",
        "9-12 og 11-13",
        "9-11 12-13",
        LONG,
    ],
)
def test_what_is_no_time_is_refused(typed):
    with pytest.raises(ValueError, match=r"."):
        opening.read(typed)


def test_an_office_is_added_and_shown_as_the_public_sees_it(here, session):
    here.get("/kommunen/kontorer/nytt").submit(**NEW).follow()
    assert "Mandag 9.00–11.30 og 12.00–14.30" in here.text
    assert "Åpner mandag 23. november kl. 9.00." in here.text
    assert session.scalar(select(Office.phone).where(Office.name == NEW["name"])) == "+4712345678"


def test_an_office_is_changed(here, make, place, session):
    office = make.office(municipality=place)
    url = f"/kommunen/kontorer/{office.id}"
    here.get(url).submit(monday="9-15", friday="9-11")
    here.get(url).submit(friday="")
    assert [(it.weekday, it.opens_minute) for it in session.get(Office, office.id).opening] == [
        (0, 540)
    ]
    assert "Åpner mandag 23. november" in here.get(url).text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": " "}, "Skriv navnet."),
        ({"name": LONG}, "Skriv høyst 100 tegn."),
        ({"phone": "123"}, "Skriv et telefonnummer med åtte siffer"),
        ({"email": "kaia"}, "Skriv e-postadressen slik"),
        ({"visiting": LONG}, "Skriv høyst 200 tegn."),
        ({"sunday": "hele dagen"}, "Skriv tidene i rekkefølge"),
        ({"sunday": LONG}, "Skriv tidene i rekkefølge"),
        ({"name": "Opptatt"}, "Navnet er i bruk. Skriv et annet."),
    ],
)
def test_an_office_that_cannot_be_reached_is_refused(here, make, place, session, changes, sentence):
    make.office(municipality=place, name="Opptatt")
    before = count(session, Office)
    here.get("/kommunen/kontorer/nytt").submit(422, **{**NEW, **changes})
    assert len(here.errors) == 1
    assert sentence in here.errors[0]
    assert count(session, Office) == before
    assert 'value="9-11.30, 12.00–14:30"' in here.response.get_data(as_text=True)


def test_a_name_of_another_municipality_is_free(here, make, session):
    make.office(name=NEW["name"])
    here.get("/kommunen/kontorer/nytt").submit(**NEW)
    assert count(session, Office) == 2


@pytest.mark.parametrize(
    ("kind", "model", "more"),
    [
        ("bydeler", District, {}),
        ("enheter", Unit, {"phone": "12 34 56 78"}),
        ("leverandorer", Supplier, {"valid_from": "1.1.2026", "valid_to": ""}),
    ],
)
def test_places_are_added_and_changed(here, make, place, session, kind, model, more):
    make.office(municipality=place)
    url = f"/kommunen/steder/{kind}"
    here.get(f"{url}/ny").submit(name="Fjellro", **more).follow()
    assert "Fjellro" in here.text
    found = session.scalar(select(model).where(model.name == "Fjellro"))
    here.get(f"{url}/{found.id}").submit(name="Fjellro II")
    assert session.get(model, found.id).name == "Fjellro II"
    here.get(f"{url}/ny").submit(422, name="Fjellro II", **more)
    assert here.errors == ["Navnet er i bruk. Skriv et annet."]
    here.get(f"{url}/ny").submit(422, name=LONG, **more)
    assert here.errors == ["Skriv høyst 100 tegn."]
    assert count(session, model) == 1


def test_a_contract_does_not_end_before_it_begins(here, session):
    here.get("/kommunen/steder/leverandorer/ny").submit(
        422, name="Fjellro AS", valid_from="1.1.2026", valid_to="31.12.2025"
    )
    assert here.errors == ["Skriv en dag fra og med den første dagen."]
    assert count(session, Supplier) == 0


def test_a_district_is_not_given_to_another_municipalitys_office(here, make, place, session):
    make.office(municipality=place)
    stranger = make.office()
    here.get("/kommunen/steder/bydeler/ny").submit(422, name="Sentrum", office_id=str(stranger.id))
    assert count(session, District) == 0


@pytest.mark.parametrize(
    ("thing", "url"),
    [
        ("office", "/kommunen/kontorer/{}"),
        ("district", "/kommunen/steder/bydeler/{}"),
        ("supplier", "/kommunen/steder/leverandorer/{}"),
    ],
)
def test_another_municipalitys_is_not_there(here, make, thing, url):
    theirs = getattr(make, thing)(name="Deres")
    here.get(url.format(theirs.id), 404)
    here.post(url.format(theirs.id), {"name": "Våres"}, 404)
    assert theirs.name == "Deres"
    assert "Deres" not in here.get("/kommunen/steder").text + here.get("/kommunen/kontorer").text


@pytest.mark.parametrize("url", ["/kommunen/steder/tull/ny", "/kommunen/steder/tull/" + "0" * 32])
def test_no_such_kind_of_place(here, url):
    here.get(url, 404)


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("+47 22 33 44 55", "+4722334455", "22 33 44 55"),
        ("12345678", "+4712345678", "12 34 56 78"),
        ("02 800", "02800", "02800"),
    ],
)
def test_an_office_may_have_any_number_people_can_ring(here, session, typed, kept, shown):
    here.get("/kommunen/kontorer/nytt").submit(**{**NEW, "phone": typed})
    office = session.scalar(select(Office))
    assert office.phone == kept
    assert f'value="{shown}"' in here.get(f"/kommunen/kontorer/{office.id}").response.text


# School holidays -----------------------------------------------------------------------

WINTER = {"name": "Vinterferie", "first_on": "22.2.2027", "last_on": "26.2.2027"}


def test_a_holiday_is_added_and_removed(here, session):
    here.get("/kommunen/skoleferier").submit(**WINTER).follow()
    assert "22.–26. februar 2027" in here.text
    here.submit(form="fjern").follow()
    assert count(session, SchoolHoliday) == 0


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Skriv et navn, som «Høstferie»."),
        ({"name": LONG}, "Skriv høyst 100 tegn."),
        ({"last_on": "21.2.2027"}, "Skriv en dag fra og med den første dagen."),
        ({"last_on": "21.2.2028"}, "En ferie kan vare høyst 100 dager."),
    ],
)
def test_a_holiday_that_will_not_do(here, session, changes, sentence):
    here.get("/kommunen/skoleferier").submit(422, **{**WINTER, **changes})
    assert here.errors == [sentence]
    assert count(session, SchoolHoliday) == 0


def test_another_municipalitys_holiday_stays(here, make, session):
    row = SchoolHoliday(
        municipality_id=make.municipality().id, name="Deres",
        first_on=date(2027, 2, 22), last_on=date(2027, 2, 26),
    )  # fmt: skip
    session.add(row)
    session.flush()
    here.post(f"/kommunen/skoleferier/{row.id}/fjern", status=404)
    assert "Deres" not in here.get("/kommunen/skoleferier").text
    assert count(session, SchoolHoliday) == 1


# All of them ---------------------------------------------------------------------------

PAGES = ("/kommunen/kontorer", "/kommunen/kontorer/nytt", "/kommunen/steder",
         "/kommunen/steder/bydeler/ny", "/kommunen/skoleferier")  # fmt: skip


@pytest.mark.parametrize("url", PAGES)
@pytest.mark.parametrize("who", ["coordinator", "parent", "worker_user"])
def test_only_an_administrator(page, make, url, who):
    page.sign_in(getattr(make, who)()).get(url, 403)


@pytest.mark.parametrize("url", ["/kommunen/kontorer", "/kommunen/steder", "/kommunen/skoleferier"])
def test_lists_cost_the_same_for_two_and_for_twenty(here, make, place, session, statements, url):
    counts = []
    for more in (2, 18):
        for number in range(more):
            make.district(office=make.office(municipality=place))
            make.supplier(municipality=place)
            day = date(2027, 1, 1 + number)
            session.add(
                SchoolHoliday(municipality_id=place.id, name="Fri", first_on=day, last_on=day)
            )
        here.get(url)
        statements.clear()
        here.get(url)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 2 + 5
