"""The coordinator's list, a child's page, and everything that is dated on it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from portal.accounts.models import Role, User
from portal.audit.models import AuditEvent
from portal.families.models import Child, Guardian, Leader, Ordning
from portal.messages.models import OutboxMessage

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(datetime(2026, 11, 22, 9, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def office(make):
    return make.office()


@pytest.fixture
def coordinator(make, page, office):
    user = make.coordinator(office=office)
    page.sign_in(user)
    return user


def child_of(make, office, **more):
    return make.child(
        office=None, office_id=office.id, municipality_id=office.municipality_id, **more
    )


def in_same(make, kind, office, **more):
    return getattr(make, kind)(municipality=None, municipality_id=office.municipality_id, **more)


# The list -----------------------------------------------------------------------------------


def test_an_office_without_families(coordinator, page) -> None:
    page.get("/familier")
    assert page.h1 == "Ingen familier ennå"
    assert "/familier/ny" in page.links()


def test_the_list_shows_own_office_only(make, coordinator, page, office) -> None:
    child_of(make, office, initials="A.B.", name="Anna Berg")
    other = make.office(municipality=None, municipality_id=office.municipality_id)
    child_of(make, other, initials="C.D.", name="Carl Dahl")
    child_of(make, make.office(), initials="E.F.", name="Eli Foss")
    page.get("/familier")
    assert "Anna Berg" in page.text
    assert "Carl Dahl" not in page.text
    assert "Eli Foss" not in page.text


def test_the_worst_come_first(make, coordinator, page, office) -> None:
    fine, ends, missing, expired = (
        make.ordning(child=child_of(make, office, initials=initials, name=initials))
        for initials in ("A.A.", "B.B.", "C.C.", "D.D.")
    )
    make.vedtak(ordning=fine, valid_to=date(2027, 12, 31))
    make.vedtak(ordning=ends, valid_to=date(2026, 12, 15))
    make.vedtak(ordning=expired, valid_to=date(2026, 11, 21))
    page.get("/familier")
    assert missing
    places = [page.text.index(initials) for initials in ("D.D.", "C.C.", "B.B.", "A.A.")]
    assert places == sorted(places)
    assert page.h1 == "3 av 4 familier trenger noe nå"
    assert "Gikk ut 21. nov." in page.text
    assert "Går ut 15. des." in page.text


@pytest.mark.parametrize(
    ("last", "word"),
    [
        (date(2026, 11, 21), "Gikk ut 21. nov."),
        (date(2026, 11, 22), "Går ut 22. nov."),
        (date(2026, 12, 22), "Går ut 22. des."),
        (date(2027, 2, 20), "Går ut 20. feb."),  # ninety days
        (date(2027, 2, 21), None),
    ],
)
def test_a_vedtak_that_ends_raises_an_alarm(make, coordinator, page, office, last, word) -> None:
    ordning = make.ordning(child=child_of(make, office))
    make.vedtak(ordning=ordning, valid_to=last)
    page.get("/familier")
    assert (word in page.text) if word else ("ut " not in page.text)


def test_a_gap_before_the_next_version_is_an_alarm_too(make, coordinator, page, office) -> None:
    ordning = make.ordning(child=child_of(make, office))
    make.vedtak(ordning=ordning, valid_to=date(2026, 10, 31))
    make.vedtak(ordning=ordning, version=2, valid_from=date(2027, 1, 1), valid_to=date(2028, 1, 1))
    page.get("/familier")
    assert "Gikk ut 31. okt." in page.text


@pytest.mark.parametrize(
    ("text", "is_found"),
    [("berg", True), ("ÅSE", True), ("a.b.", True), ("104", True), ("105", False), ("%", False),
     ("x" * 10_000, False)],
)  # fmt: skip
def test_search_is_posted_and_finds_name_initials_and_number(
    make, coordinator, page, office, *, text, is_found
) -> None:
    child_of(make, office, initials="A.B.", name="Åse Berg", number=104)
    page.get("/familier").submit(200, form="/familier", q=text)
    assert ("Åse Berg" in page.text) == is_found
    assert page.path == "/familier"


def test_a_search_without_hits_shows_the_way_back(make, coordinator, page, office) -> None:
    child_of(make, office)
    page.get("/familier").submit(200, form="/familier", q="Ukjent")
    assert page.h1 == "0 treff"
    assert "Vis alle familier" in page.text


@pytest.mark.parametrize("count", [2, 20])
def test_the_list_asks_as_much_for_two_as_for_twenty(
    make, coordinator, page, office, *, statements, count
) -> None:
    for _ in range(count):
        ordning = make.ordning(child=child_of(make, office))
        make.vedtak(ordning=ordning, valid_to=date(2026, 12, 1))
    page.get("/familier")
    statements.clear()
    page.get("/familier")
    assert len(statements) <= 9, statements
    assert page.text.count("Går ut 1. des.") == count


def test_the_list_is_paged(make, coordinator, page, office) -> None:
    for number in range(30):
        child_of(make, office, name=f"Barn {number:02d}")
    page.get("/familier")
    assert "Viser 1–25 av 30" in page.text
    page.get("/familier?side=2")
    assert "Viser 26–30 av 30" in page.text
    assert "Barn 29" in page.text


# Registering ----------------------------------------------------------------------------------

NEW = {
    "name": "Anna Berg", "initials": "A.B.", "born_on": "4.5.2016",
    "first-name": "Ingrid Bakken", "first-email": "Ingrid@Familie.example",
    "first-basis": "parental", "first-lives_with_child": "y",
}  # fmt: skip


def test_register_a_child_with_two_guardians(make, coordinator, page, session, office) -> None:
    known = in_same(make, "user", office, email="geir@familie.example", name="Geir Bakken")
    page.get("/familier/ny").submit(
        **NEW, **{"second-name": "Geir Bakken", "second-email": "geir@familie.example"}
    )
    child = session.query(Child).one()
    assert (child.initials, child.office_id, child.number) == ("A.B.", office.id, 101)
    guardians = session.query(Guardian).filter_by(child_id=child.id).all()
    ingrid = session.query(User).filter_by(email="ingrid@familie.example").one()
    assert {it.user_id for it in guardians} == {ingrid.id, known.id}
    assert {it.lives_with_child for it in guardians if it.user_id == ingrid.id} == {True}
    hats = {(role.user_id, role.hat) for role in session.query(Role)}
    assert {(ingrid.id, "parent"), (known.id, "parent")} <= hats
    assert page.location == f"/familier/{child.id}"
    acts = [event.act for event in session.query(AuditEvent)]
    assert "child:registered" in acts
    assert acts.count("guardian:added") == 2
    invited = [it.address for it in session.query(OutboxMessage) if it.template == "invitation"]
    assert "ingrid@familie.example" in invited


def test_sent_twice_is_registered_once(coordinator, page, session) -> None:
    page.get("/familier/ny")
    form = {**NEW, "request_key": "018f0000-0000-7000-8000-000000000001"}
    office_id = next(option.get("value") for option in page.all("option") if option.get("value"))
    data = {**form, "office": office_id, "second-basis": "parental", "district": ""}
    page.post("/familier/ny", data)
    first = page.location
    page.post("/familier/ny", data)
    assert page.location == first
    assert session.query(Child).count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Skriv barnets navn."),
        ({"name": "x" * 10_000}, "Skriv høyst 100 tegn."),
        ({"initials": ""}, "Skriv initialene, for eksempel A.B."),
        ({"born_on": "i fjor"}, "Skriv datoen som dag.måned.år, for eksempel 25.11.2026."),
        ({"born_on": "1.1.2030"}, "Skriv fødselsdatoen til barnet, ikke fram i tid."),
        ({"born_on": "1.1.1990"}, "Skriv fødselsdatoen til barnet, ikke fram i tid."),
        ({"first-name": ""}, "Skriv navnet på den foresatte."),
        ({"first-email": ""}, "Skriv e-postadressen til den foresatte."),
        ({"first-email": "ingrid"}, "Skriv e-postadressen slik: navn@eksempel.no."),
        ({"second-name": "Geir"}, "Skriv e-postadressen til den foresatte."),
    ],
)
def test_what_is_wrong_is_said_at_the_field(coordinator, page, session, changes, sentence) -> None:
    page.get("/familier/ny").submit(422, **{**NEW, **changes})
    assert sentence in page.errors
    assert session.query(Child).count() == 0
    typed = [it.get("value") for it in page.all("input")]
    assert "Ingrid Bakken" in typed or "first-name" in changes


def test_an_account_of_another_municipality_is_not_ours(make, coordinator, page, session) -> None:
    make.user(email="ingrid@familie.example")
    page.get("/familier/ny").submit(422, **NEW)
    assert page.errors == ["Adressen er i bruk i en annen kommune. Bruk en annen e-postadresse."]


# A child's page ---------------------------------------------------------------------------------


@pytest.fixture
def child(make, office):
    return child_of(make, office, initials="A.B.", name="Anna Berg", number=104)


def test_the_page_for_the_coordinator(make, coordinator, page, child) -> None:
    ordning = make.ordning(child=child)
    make.vedtak(ordning=ordning, valid_to=date(2027, 12, 31), reference="2026/104")
    make.guardian(child=child, user__name="Ingrid Bakken")
    make.leader(ordning=ordning, user__name="Geir Bakken")
    page.get(f"/familier/{child.id}")
    assert page.h1 == "A.B.: ingen varsler"
    for words in ("Anna Berg", "Ingrid Bakken", "Geir Bakken", "20 timer i uka", "2026/104",
                  "12 år 4. mai 2028", "16 år 4. mai 2032"):  # fmt: skip
        assert words in page.text, words
    title = page.tree.findtext(".//title")
    assert "Anna" not in title
    assert "A.B." not in title


def test_guardians_see_the_file_and_nothing_of_the_staffs(make, page, office, child) -> None:
    parent = in_same(make, "parent", office)
    make.guardian(child=child, user=parent)
    make.ordning(child=child)
    page.sign_in(parent).get(f"/familier/{child.id}")
    assert "Anna Berg" in page.text
    for words in ("Avslutt", "Endre", "Beskytt", "Legg"):
        assert words not in page.text


@pytest.mark.parametrize("born_on", [date(2010, 11, 22), date(2008, 1, 1)])
def test_the_file_closes_at_sixteen(make, page, office, born_on) -> None:
    parent = in_same(make, "parent", office)
    child = child_of(make, office, born_on=born_on)
    make.guardian(child=child, user=parent)
    page.sign_in(parent).get(f"/familier/{child.id}", 404)


def test_who_could_act_until_the_file_closed(make, coordinator, page, office) -> None:
    young, grown = (
        child_of(make, office, born_on=date(year, 3, 3), initials="A.B.") for year in (2012, 2010)
    )
    for child in (young, grown):
        make.guardian(child=child, user=in_same(make, "parent", office))
    page.get(f"/familier/{young.id}")
    assert "Kunne til" not in page.text
    page.get(f"/familier/{grown.id}")
    assert "Kunne til 3. mars 2026, da barnet ble 16 år." in page.text


def test_others_do_not_learn_that_it_exists(make, page, office, child) -> None:
    elsewhere = make.office(municipality=None, municipality_id=office.municipality_id)
    for user in (
        make.coordinator(office=elsewhere), make.coordinator(),
        in_same(make, "parent", office), in_same(make, "worker_user", office),
    ):  # fmt: skip
        page.sign_in(user).get(f"/familier/{child.id}", 404)
        for path in ("endre", "foresatte/ny", "ordning/ny", "gradering", "tilgang/ny"):
            page.get(f"/familier/{child.id}/{path}", 404)


def test_a_password_alone_never_opens_it(make, page, office, child) -> None:
    from portal.access.actor import Assurance  # noqa: PLC0415 - here only

    page.sign_in(make.coordinator(office=office), assurance=Assurance.PASSWORD)
    page.get(f"/familier/{child.id}", 303)


def test_every_reading_is_logged(make, coordinator, page, session, child) -> None:
    page.get(f"/familier/{child.id}")
    read = session.query(AuditEvent).filter_by(act="child:read").all()
    assert [(it.actor_id, it.thing_id) for it in read] == [(coordinator.id, child.id)]


def test_edit_keeps_what_another_wrote(coordinator, page, session, child) -> None:
    page.get(f"/familier/{child.id}/endre").submit(name="Anna Bakke", initials="A.K.")
    assert child.initials == "A.K."
    page.get(f"/familier/{child.id}/endre").submit(409, name="Anna Berg", version="1")
    assert child.name == "Anna Bakke"


def test_a_guardian_is_added_and_ends(make, coordinator, page, session, child) -> None:
    page.get(f"/familier/{child.id}/foresatte/ny").submit(
        name="Per Verge", email="per@verge.example", basis="verge"
    )
    row = session.query(Guardian).one()
    assert (row.basis, row.valid_from, row.valid_to) == ("verge", TODAY, None)
    page.get(f"/familier/{child.id}/foresatte/ny").submit(
        422, name="Per Verge", email="per@verge.example", basis="verge"
    )
    assert page.errors == ["Personen er registrert som foresatt allerede."]
    url = f"/familier/{child.id}/foresatte/{row.id}/avslutt"
    page.get(url).submit(422, last_on="1.11.2026")
    assert page.errors == ["Skriv en dag fra og med 22.11.2026."]
    page.get(url).submit(last_on="30.11.2026")
    assert row.valid_to == date(2026, 11, 30)


# Ordninger and who leads ------------------------------------------------------------------


def test_an_ordning_begins(make, coordinator, page, session, office, child) -> None:
    supplier = in_same(make, "supplier", office)
    page.get(f"/familier/{child.id}/ordning/ny").submit(422)
    assert page.errors == ["Velg tjenesten."]
    page.submit(service="bpa", supplier=str(supplier.id), valid_from="1.12.2026")
    ordning = session.query(Ordning).one()
    assert (ordning.service, ordning.supplier_id) == ("bpa", supplier.id)
    page.get("/familier")
    assert "Mangler vedtak" not in page.text  # it begins in December


@pytest.fixture
def ordning(make, child):
    return make.ordning(child=child)


def appoint(page, ordning, status=303, **form):
    form = {
        "name": "Geir Bakken", "email": "geir@familie.example", "kind": "arbeidsleder", **form,
    }  # fmt: skip
    return page.get(f"/ordning/{ordning.id}/ledere/ny").submit(status, **form)


def test_at_most_two_arbeidsledere_at_a_time(make, coordinator, page, session, ordning) -> None:
    make.leader(ordning=ordning)
    make.leader(ordning=ordning, valid_to=date(2026, 12, 31))
    appoint(page, ordning, 422)
    assert page.errors[0].startswith("To er arbeidsledere i denne tiden.")
    appoint(page, ordning, valid_from="1.1.2027")
    assert session.query(Leader).count() == 3


def test_two_leaders_that_begin_later_count_too(make, coordinator, page, ordning) -> None:
    make.leader(ordning=ordning, valid_from=date(2027, 1, 1))
    make.leader(ordning=ordning, valid_from=date(2027, 2, 1))
    appoint(page, ordning, 422)
    appoint(page, ordning, valid_to="31.1.2027")


def test_nobody_leads_twice_at_once(make, coordinator, page, office, ordning) -> None:
    user = in_same(make, "parent", office, email="geir@familie.example")
    make.leader(ordning=ordning, user=user)
    appoint(page, ordning, 422)
    assert page.errors == ["Personen leder ordningen allerede i denne tiden."]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": "stand_in"}, "Skriv når vikariatet slutter."),
        ({"valid_to": "21.11.2026"}, "Siste dag kan ikke være før den første."),
        ({"valid_from": "21.11.2026"}, "Skriv en dag fra og med i dag."),
        ({"email": "nei"}, "Skriv e-postadressen slik: navn@eksempel.no."),
    ],
)
def test_a_leader_has_right_dates(coordinator, page, session, ordning, changes, sentence) -> None:
    appoint(page, ordning, 422, **changes)
    assert sentence in page.errors
    assert session.query(Leader).count() == 0


def test_the_arbeidsleder_chooses_a_stand_in(make, page, session, office, ordning) -> None:
    parent = in_same(make, "parent", office)
    make.leader(ordning=ordning, user=parent)
    page.sign_in(parent)
    appoint(page, ordning, 422, kind="arbeidsleder", valid_to="10.12.2026")
    appoint(page, ordning, kind="stand_in", valid_from="1.12.2026", valid_to="10.12.2026")
    assert page.location == f"/ordning/{ordning.id}/ledere"
    row = session.query(Leader).filter_by(kind="stand_in").one()
    role = session.query(Role).filter_by(user_id=row.user_id, hat="parent").one()
    assert (role.valid_from, role.valid_to) == (date(2026, 12, 1), date(2026, 12, 10))
    mail = session.query(OutboxMessage).filter_by(template="leader_appointed").one()
    assert mail.params["kind"] == "stand_in"
    page.follow()
    assert "Begynner 1. desember 2026, til og med 10. desember 2026" in page.text


@pytest.mark.parametrize(
    ("day", "status"),
    [("2026-11-30", 404), ("2026-12-01", 200), ("2026-12-10", 200), ("2026-12-11", 404)],
)
def test_a_stand_ins_rights_begin_and_end_on_the_day(
    make, page, office, ordning, day, status
) -> None:
    stand_in = in_same(make, "parent", office)
    make.leader(
        ordning=ordning, user=stand_in, kind="stand_in",
        valid_from=date(2026, 12, 1), valid_to=date(2026, 12, 10),
    )  # fmt: skip
    with time_machine.travel(f"{day}T12:00:00+00:00", tick=False):
        page.sign_in(stand_in).get(f"/timekonto/{ordning.id}", status)
        page.get(f"/ordning/{ordning.id}/ledere", status)


def test_a_stand_in_chooses_no_other(make, page, office, ordning) -> None:
    stand_in = in_same(make, "parent", office)
    make.leader(ordning=ordning, user=stand_in, kind="stand_in", valid_to=date(2026, 12, 31))
    page.sign_in(stand_in).get(f"/ordning/{ordning.id}/ledere")
    assert "Bare arbeidslederen selv kan velge en annen." in page.text
    page.get(f"/ordning/{ordning.id}/ledere/ny", 422)


def test_a_stand_in_is_ended_by_the_arbeidsleder_and_no_other(make, page, office, ordning) -> None:
    parent, stand_in = (in_same(make, "parent", office) for _ in range(2))
    leading = make.leader(ordning=ordning, user=parent)
    standing = make.leader(
        ordning=ordning, user=stand_in, kind="stand_in", valid_to=date(2026, 12, 31)
    )
    url = f"/ordning/{ordning.id}/ledere/%s/avslutt"
    page.sign_in(stand_in).get(url % standing.id, 422)
    page.sign_in(parent).get(url % leading.id, 422)
    page.get(url % standing.id).submit(last_on="21.11.2026")
    assert standing.valid_to == TODAY - timedelta(days=1)
    page.sign_in(stand_in).get(f"/ordning/{ordning.id}/ledere", 404)


def test_an_ordning_that_ends_ends_its_leaders(make, coordinator, page, ordning) -> None:
    leader = make.leader(ordning=ordning)
    page.get(f"/ordning/{ordning.id}/avslutt").submit(last_on="31.12.2026")
    assert (ordning.valid_to, leader.valid_to) == (date(2026, 12, 31), date(2026, 12, 31))


# A parent's own way in --------------------------------------------------------------------------


def test_a_parent_finds_the_childs_page_and_the_stand_in(make, page, office) -> None:
    child = child_of(make, office, initials="A.B.")
    ordning = make.ordning(child=child)
    mother, aunt = (in_same(make, "parent", office) for _ in range(2))
    make.guardian(child=child, user=mother)
    make.leader(ordning=ordning, user=mother)
    make.leader(ordning=ordning, user=aunt, kind="stand_in", valid_to=TODAY)
    page.sign_in(mother, hat="parent").get("/attester")
    assert page.links().count("/familien") == 2  # the page's own, and behind the name
    page.get("/familien")
    assert aunt.name in page.text
    for link in (f"/familier/{child.id}", f"/ordning/{ordning.id}/ledere/ny",
                 f"/ordning/{ordning.id}/ledere"):  # fmt: skip
        assert link in page.links()
        page.get(link).get("/familien")


def test_a_stand_in_chooses_nobody(make, page, office) -> None:
    ordning = make.ordning(child=child_of(make, office))
    aunt = in_same(make, "parent", office)
    make.leader(ordning=ordning, user=aunt, kind="stand_in", valid_to=TODAY)
    page.sign_in(aunt, hat="parent").get("/familien")
    assert f"/ordning/{ordning.id}/ledere/ny" not in page.links()
    assert f"/familier/{ordning.child_id}" not in page.links()


def test_who_leads_and_guards_nobody_is_told_so(make, page, office) -> None:
    page.sign_in(in_same(make, "parent", office), hat="parent").get("/familien")
    assert page.h1 == "Du har ikke ansvar for noen her nå"


@pytest.mark.parametrize("count", [1, 8])
def test_the_parents_page_takes_as_many_statements(make, page, office, statements, count) -> None:
    mother = in_same(make, "parent", office)
    for _ in range(count):
        child = child_of(make, office)
        make.guardian(child=child, user=mother)
        make.leader(ordning=make.ordning(child=child), user=mother)
    page.sign_in(mother, hat="parent").get("/familien")
    statements.clear()
    page.get("/familien")
    assert len(statements) == 2 + 3
