"""The open assignments, as everybody meets them."""

from __future__ import annotations

from datetime import date

import pytest

from portal.needs.states import NeedState

WAITS = {"waiting_since_on": date(2026, 7, 5)}


@pytest.fixture
def place(make):
    return make.municipality(slug="provevik")


@pytest.fixture
def need(make, place):
    def make_need(service="stottekontakt", district=None, graded=False, **columns):
        office = make.office(municipality=place)
        child = make.child(office=office, graded=graded)
        ordning = make.ordning(child=child, service=service)
        return make.need(ordning=ordning, district_id=district and district.id, **columns)

    return make_need


def titles(page):
    return [text.strip() for h3 in page.all("h3") for text in ["".join(h3.itertext())]]


def test_the_longest_waiting_comes_first_and_the_heading_counts(page, need):
    need(title="Kort", waiting_since_on=date(2026, 11, 1))
    need(title="Lang", waiting_since_on=date(2026, 3, 1))
    page.get("/provevik/oppdrag")
    assert page.h1 == "2 barn og unge venter på noen"
    assert titles(page) == ["Lang", "Kort"]


def test_a_child_with_two_adverts_is_one_child(page, make, need):
    twice = need(title="Helg")
    second = make.ordning(child=twice.ordning.child, service="avlastning")
    make.need(ordning=second)
    page.get("/provevik/oppdrag")
    assert page.h1 == "1 barn eller ungdom venter på noen"
    assert "2 oppdrag" in page.text
    page.get("/provevik/")
    assert "Nå venter 1 barn eller ungdom." in page.text
    assert "Se alle 2 oppdrag" in page.text


@pytest.mark.parametrize("state", [NeedState.DRAFT, NeedState.FILLED, NeedState.WITHDRAWN])
def test_only_what_is_published_is_public(page, need, state):
    hidden = need(state=state.value)
    page.get("/provevik/oppdrag")
    assert page.h1 == "Ingen oppdrag er lyst ut akkurat nå"
    page.get(f"/provevik/oppdrag/{hidden.slug}", 404)


def test_a_child_graded_since_is_gone_at_once(page, need):
    hidden = need(graded=True)
    page.get("/provevik/oppdrag")
    assert titles(page) == []
    page.get(f"/provevik/oppdrag/{hidden.slug}", 404)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Sommer", "Natt", "Hverdag"]),
        ("rolle=avlaster", ["Natt"]),
        ("rolle=stottekontakt", ["Sommer", "Hverdag"]),
        ("dag=weekend", ["Sommer", "Natt"]),
        ("dag=weekdays", ["Hverdag"]),
        ("dag=night", ["Natt"]),
        ("interesse=kart", ["Hverdag"]),
        ("rolle=avlaster&dag=weekdays", []),
        (
            "rolle=tull&bydel=tull&dag=tull&side=tull&timer=tull&bil=tull",
            ["Sommer", "Natt", "Hverdag"],
        ),
        ("dag=0", ["Hverdag"]),
        ("dag=0&dag=6", ["Sommer", "Hverdag"]),
        ("dag=1", []),
        ("dag=7", ["Sommer", "Natt", "Hverdag"]),
        ("timer=inntil-3", ["Sommer"]),
        ("timer=3-8", ["Hverdag"]),
        ("timer=over-8", ["Natt"]),
        ("bil=nei", ["Sommer", "Natt"]),
        ("bil=ja", ["Sommer", "Natt", "Hverdag"]),
        ("interesse=kart,+tur", []),
        ("interesse=KART", ["Hverdag"]),
        ("interesse=%25", []),
        ("interesse=_", []),
        ("interesse=100%25", []),
        ("bil=nei&timer=inntil-3&dag=6&rolle=stottekontakt&interesse=tur", ["Sommer"]),
    ],
)
def test_filters(page, need, query, found):
    need(
        title="Sommer",
        weekdays=0b1000000,
        interests="",
        text="Tur",
        waiting_since_on=date(2026, 1, 1),
        hours_per_week_minutes=180,
    )
    need("avlastning", title="Natt", weekdays=0b0100000, has_nights=True, interests="", text="Tur",
         waiting_since_on=date(2026, 2, 1), hours_per_week_minutes=481)  # fmt: skip
    need(title="Hverdag", weekdays=1, interests="kart", waiting_since_on=date(2026, 3, 1),
         hours_per_week_minutes=480, needs_car=True)  # fmt: skip
    page.get(f"/provevik/oppdrag?{query}")
    assert titles(page) == found


def test_filter_on_district(page, make, need, place):
    district = make.district(office=make.office(municipality=place))
    need(title="Her", district=district)
    need(title="Der")
    page.get(f"/provevik/oppdrag?bydel={district.id}")
    assert titles(page) == ["Her"]


def test_nothing_fits_says_so_and_shows_the_way(page, need):
    need()
    page.get("/provevik/oppdrag?rolle=avlaster")
    assert page.h1 == "Ingen oppdrag passer med det du valgte"
    assert "/provevik/oppdrag" in page.links()


def test_one_assignment_says_what_but_never_who(page, make, need):
    one = need(district=None)
    page.get(f"/provevik/oppdrag/{one.slug}")
    assert page.h1 == "Bli med på svømming"
    assert "10–12 år" in page.text
    child = one.ordning.child
    for secret in (child.name, child.initials, str(child.number), str(child.id), str(one.id)):
        assert secret not in page.response.get_data(as_text=True)


def test_another_municipality_has_its_own(page, make, need):
    one = need()
    make.municipality(slug="nabovik")
    page.get("/nabovik/oppdrag")
    assert titles(page) == []
    page.get(f"/nabovik/oppdrag/{one.slug}", 404)
    page.get("/finnes-ikke/oppdrag", 404)


@pytest.mark.parametrize("many", [2, 20])
def test_the_list_takes_the_same_statements_however_long(page, need, statements, many):
    for _ in range(many):
        need()
    page.get("/provevik/oppdrag")
    statements.clear()
    page.get("/provevik/oppdrag")
    assert len(statements) <= 7  # municipality, adverts, children, the page, districts; the frame


def test_a_need_without_days_fits_every_day(page, need):
    need(title="Etter avtale", weekdays=0)
    page.get("/provevik/oppdrag?dag=3")
    assert titles(page) == ["Etter avtale"]


ASKED = "rolle=stottekontakt&dag=2&dag=4&timer=&interesse=vann&bil=nei"


def test_what_was_chosen_stands_in_the_form_and_goes_along(page, need):
    for _ in range(11):
        one = need()
    page.get(f"/provevik/oppdrag?{ASKED}")
    assert page.h1 == "11 barn og unge venter på noen"
    ticked = [it.get("value") for it in page.all("input") if it.get("checked") is not None]
    assert ticked == ["2", "4", "nei"]
    onward = next(it for it in page.links() if "side=2" in it)
    assert "dag=2&dag=4" in onward
    page.get(onward)
    assert len(titles(page)) == 1
    advert = next(it for it in page.links() if f"/oppdrag/{one.slug}" in it)
    page.get(advert)
    back = next(it for it in page.links() if it.startswith("/provevik/oppdrag?"))
    assert "dag=2&dag=4" in back
    assert "timer" not in back  # nothing was chosen there
    page.get(back)
    assert len(titles(page)) == 1


def test_the_link_to_share_is_bare_and_needs_no_script(page, need):
    one = need()
    page.get(f"/provevik/oppdrag/{one.slug}?{ASKED}")
    field = next(it for it in page.all("input") if it.get("id") == "lenke")
    assert field.get("value") == f"http://localhost/provevik/oppdrag/{one.slug}"
    assert field.get("readonly") is not None


@pytest.mark.parametrize(
    "path", ["/", "/oppdrag", "/bli-med", "/oppdrag/{slug}", "/personvern", "/kontakt"]
)
def test_pages_for_everybody_set_no_cookie(page, need, path):
    page.get("/provevik" + path.format(slug=need().slug))
    assert page.response.headers.getlist("Set-Cookie") == []
    assert "csrf_token" not in page.response.get_data(as_text=True)
