"""The page of calendar links."""

from __future__ import annotations

import pytest

from portal.feeds.clients import client_name


@pytest.fixture
def worker(make):
    return make.engagement().worker.user


def make_link(page, name="Mobilen min", **more):
    page.get("/kalender").submit(form="kalender", name=name, **more)
    return page.follow()


def shown_url(page):
    return next(f.get("value") for f in page.all("input") if f.get("id") == "lenke")


def test_without_links_the_page_says_how_to_begin(page, worker):
    page.sign_in(worker).get("/kalender")
    assert page.h1 == "Vaktene i din egen kalender"
    assert "Du har ingen lenker ennå" in page.text


def test_a_new_link_is_shown_once(page, worker):
    make_link(page.sign_in(worker))
    url = shown_url(page)
    assert "Lenken «Mobilen min» er klar" in page.text
    assert page.get("/kalender").text.count("Mobilen min") == 3  # heading and two acts
    assert url not in page.response.get_data(as_text=True)
    page.get(url.removeprefix("http://localhost"))
    page.get("/kalender")
    assert "Sist hentet" in page.text


def test_sent_twice_it_is_made_once(page, worker):
    page.sign_in(worker).get("/kalender")
    form = {"name": "To ganger", "scope": "own", "privacy": "plain", "alarm": ""}
    key = next(f.get("value") for f in page.all("input") if f.get("name") == "request_key")
    for _ in range(2):
        page.post("/kalender", {**form, "request_key": key})
    assert sum(link.endswith("/slett") for link in page.get("/kalender").links()) == 1


def test_a_rotated_link_has_a_new_address(page, worker):
    make_link(page.sign_in(worker))
    old = shown_url(page)
    rotate = next(link for link in page.links() if link.endswith("/bytt"))
    page.get(rotate).submit().follow()
    new = shown_url(page)
    assert new != old
    page.get(old.removeprefix("http://localhost"), 404)
    page.get(new.removeprefix("http://localhost"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", "Skriv et navn, for eksempel «Mobilen min»."), ("x" * 10_000, "Skriv høyst 200 tegn.")],
)
def test_a_name_that_cannot_be_used(page, worker, typed, sentence):
    page.sign_in(worker).get("/kalender").submit(422, form="kalender", name=typed)
    assert page.errors == [sentence]


def test_somebody_elses_link_is_not_there(page, make, worker):
    make_link(page.sign_in(worker))
    paths = [link for link in page.links() if link.endswith(("/bytt", "/slett"))]
    page.sign_in(make.engagement().worker.user)
    for path in paths:
        page.get(path, 404)
        page.post(path, status=404)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Google-Calendar-Importer; Mozilla/5.0", "Google Kalender"),
        ("iOS/19.1 (23B85) dataaccessd/1.0", "iPhone"),
        ("Microsoft Exchange/15.20", "Outlook"),
        ("", "et kalenderprogram"),
    ],
)
def test_programs_are_named_coarsely(agent, name):
    assert client_name(agent) == name
