"""Who may know of a rota, and who may change it. What one may not know of is not found."""

from __future__ import annotations

from datetime import date

import pytest

GETS = [
    "uke/2026-48", "maned/2026-11", "ny", "uke/2026-48/kopier", "vakt/{line}",
    "vakt/{line}/begrunn",
]  # fmt: skip
POSTS = [
    "ny", "publiser", "angre", "uke/2026-48/kopier", "vakt/{line}", "vakt/{line}/avlys",
    "vakt/{line}/angre", "vakt/{line}/forslag", "vakt/{line}/begrunn",
]  # fmt: skip


def stranger(family):
    """A parent of another family in the same office."""
    make = family.make
    ordning = make.ordning(child__office=None, child__office_id=family.ordning.child.office_id,
                           child__municipality_id=family.ordning.municipality_id)  # fmt: skip
    user = make.parent(municipality=None, municipality_id=ordning.municipality_id)
    make.leader(ordning=ordning, user=user)
    return user, "parent"


def assistant(family):
    return family.maja.worker.user, "worker"


def other_office(family):
    make = family.make
    user = make.user(municipality=None, municipality_id=family.ordning.municipality_id)
    office = make.office(municipality=None, municipality_id=family.ordning.municipality_id)
    make.role(user=user, hat="coordinator", office_id=office.id)
    return user, "coordinator"


def other_municipality(family):
    return family.make.coordinator(), "coordinator"


def former_leader(family):
    user = family.make.parent(municipality=None, municipality_id=family.ordning.municipality_id)
    family.make.leader(ordning=family.ordning, user=user, valid_to=date(2026, 11, 21))
    return user, "parent"


def parent_with_another_hat(family):
    family.make.role(user=family.parent, hat="worker")
    return family.parent, "worker"


OUTSIDERS = [
    stranger, assistant, other_office, other_municipality, former_leader, parent_with_another_hat,
]  # fmt: skip


@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_outsiders_find_nothing(family, outsider) -> None:
    shift = family.shift(family.maja, "2026-11-24 15:00", "2026-11-24 18:30")
    user, hat = outsider(family)
    page = family.page.sign_in(user, hat=hat)
    for rest in GETS:
        page.get(family.url(rest.format(line=shift.id)), 404)
    for rest in POSTS:
        page.post(family.url(rest.format(line=shift.id)), status=404)


def test_a_shift_of_another_rota_is_not_found_in_mine(family) -> None:
    other = family.make.shift()
    family.sign_in().get(family.url(f"vakt/{other.id}"), 404)


def test_a_graded_child_is_only_there_for_who_is_named(family) -> None:
    family.ordning.child.gradering = "fortrolig"
    page = family.sign_in().get(family.url(), 404)
    family.make.named_access(graded=family.ordning.child, user=family.parent)
    assert page.get(family.url()).h1 == "Vaktplan uke 48"


def test_a_graded_worker_is_only_there_for_who_is_named(family) -> None:
    family.tor.worker.gradering = "fortrolig"
    shift = family.shift(family.tor, "2026-11-24 15:00", "2026-11-24 18:30")
    page = family.sign_in().get(family.url())
    assert "Tor Nygård" not in page.text
    page.get(family.url(f"vakt/{shift.id}"), 404)
    family.make.named_access(graded=family.tor.worker, user=family.parent)
    assert "Tor Nygård" in page.get(family.url()).text


def test_a_stand_in_leads_while_it_lasts(family) -> None:
    user = family.make.parent(municipality=None, municipality_id=family.ordning.municipality_id)
    family.make.leader(
        ordning=family.ordning, user=user, kind="stand_in",
        valid_from=date(2026, 11, 20), valid_to=date(2026, 11, 30),
    )  # fmt: skip
    assert family.page.sign_in(user, hat="parent").get(family.url()).h1 == "Vaktplan uke 48"


def test_nobody_signed_in_meets_the_sign_in(family) -> None:
    response = family.page._client.get(family.url())  # noqa: SLF001 - nobody has signed in
    assert response.status_code in {302, 303, 401}
