"""What people have told the municipality, read and marked by its administrator."""

from __future__ import annotations

import pytest

from portal.front import service

URL = "/kommunen/tilbakemeldinger"


@pytest.fixture
def admin(make):
    return make.admin()


@pytest.fixture
def here(page, admin):
    return page.sign_in(admin)


@pytest.fixture
def told(session, admin):
    def tell(text: str, municipality_id=None):
        row = service.tell(
            municipality_id or admin.municipality_id, "other", text,
            email="kim@provevik.example", page="/provevik/",
        )  # fmt: skip
        session.flush()
        return row

    return tell


def test_it_is_read_and_marked_once(here, told):
    message = told("Knappen er for liten")
    assert "Knappen er for liten" in here.get(URL).text
    assert here.h1 == "1 tilbakemelding venter"
    here.submit().follow()
    assert here.h1 == "Ingen tilbakemeldinger venter"
    first = message.handled_at
    here.post(f"{URL}/{message.id}/behandlet")
    assert message.handled_at == first


def test_what_waits_comes_first(here, told, session):
    old, new = told("Den gamle"), told("Den nye")
    here.post(f"{URL}/{new.id}/behandlet")
    text = here.get(URL).text
    assert text.index("Den gamle") < text.index("Den nye")
    assert old.handled_at is None


def test_what_is_typed_stays_text(here, told):
    told("<script>alert(1)</script>")
    assert "<script>alert" not in here.get(URL).response.get_data(as_text=True)


def test_another_municipalitys_is_not_there(here, make, told):
    theirs = told("Deres", make.municipality().id)
    assert "Deres" not in here.get(URL).text
    here.post(f"{URL}/{theirs.id}/behandlet", status=404)
    assert theirs.handled_at is None


@pytest.mark.parametrize("who", ["coordinator", "parent", "worker_user"])
def test_only_an_administrator(page, make, who):
    page.sign_in(getattr(make, who)()).get(URL, 403)


def test_the_list_costs_the_same_for_two_and_for_twenty(here, told, statements):
    counts = []
    for more in (2, 18):
        for number in range(more):
            told(f"Nummer {number}")
        here.get(URL)
        statements.clear()
        here.get(URL)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 2 + 3
