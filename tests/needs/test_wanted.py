"""What the office looks for, exactly; none of it is in the advert."""

from __future__ import annotations

import pytest

BOY = {"windows": [[1, 960, 1140]], "postcode": "7080", "competence": "epilepsi"}


@pytest.fixture
def need(make, office):
    child = make.child(office=office)
    return make.need(ordning=make.ordning(child=child, service="stottekontakt"), **BOY)


@pytest.fixture(autouse=True)
def coordinator(make, office, page):
    user = make.coordinator(office=office)
    page.sign_in(user)
    return user


def test_exact_hours_are_kept_and_shown_as_they_were_written(page, need):
    page.get(f"/behov/{need.id}/leter-etter")
    assert 'value="16–19"' in page.response.get_data(as_text=True)
    page.submit(tuesday="", friday="15.30-18, 20–02", sunday="22–24", hours_per_week_minutes="4,5",
                languages=" urdu ", postcode="7081").follow()  # fmt: skip
    assert need.windows == [[4, 930, 1080], [4, 1200, 1440], [5, 0, 120], [6, 1320, 1440]]
    assert (need.hours_per_week_minutes, need.languages, need.postcode) == (270, "urdu", "7081")


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("monday", "seksten", "Skriv tida slik: 16–19, eller 16.30–19."),
        ("monday", "16–25", "Skriv tida slik: 16–19, eller 16.30–19."),
        ("monday", "16–16", "Skriv tida slik: 16–19, eller 16.30–19."),
        ("postcode", "70800", "Skriv postnummeret med fire sifre."),
        ("helper_sex", "woman", "Skriv hvorfor det betyr noe. Bare kontoret ser det."),
    ],
)
def test_what_cannot_be_read_is_said_at_the_field(page, need, field, text, sentence):
    page.get(f"/behov/{need.id}/leter-etter").submit(**{field: text}, status=422)
    assert page.errors == [sentence]
    assert need.windows == BOY["windows"]


def test_whom_the_child_is_to_be_with_takes_a_reason(page, need):
    page.get(f"/behov/{need.id}/leter-etter").submit(
        helper_sex="woman", helper_sex_reason="Trenger hjelp i garderoben"
    )
    assert (need.helper_sex, need.helper_sex_reason) == ("woman", "Trenger hjelp i garderoben")
    page.get(f"/behov/{need.id}/leter-etter").submit(helper_sex="")
    assert (need.helper_sex, need.helper_sex_reason) == ("", "")


def test_none_of_it_is_in_the_advert(page, need, session):
    need.helper_sex, need.helper_sex_reason = "man", "Garderobe"
    session.flush()
    page.sign_out().get(f"/provevik/oppdrag/{need.slug}")
    for secret in ("7080", "epilepsi", "Garderobe", "16.00"):
        assert secret not in page.text


def test_two_who_change_at_once_do_not_both(page, need, session):
    page.get(f"/behov/{need.id}/leter-etter")
    need.title = "Noe annet"
    session.flush()
    page.submit(languages="urdu", status=409)


def test_another_offices_need_is_not_there(page, make):
    page.get(f"/behov/{make.need().id}/leter-etter", status=404)
