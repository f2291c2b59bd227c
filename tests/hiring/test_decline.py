"""Several get a no in one act: each a letter, nobody by accident, and undone in time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.core import db
from portal.hiring.declining import suggestions
from portal.hiring.models import Decline
from portal.messages.models import OutboxMessage
from portal.messages.worker import rendered, run_once
from portal.recruitment.models import Application, ApplicationEvent
from tests.plugins.office import NOW
from tests.plugins.races import pressing

PATH = "/rekruttering/si-nei"


def choosing(*applications):
    return f"{PATH}?" + "&".join(f"valgt={one.id}" for one in applications)


def lines(page):
    return [box.get("value") for box in page.all("input") if box.get("name") == "lines"]


def decline(page, *applications, status=303, **fields):
    """Tick these in the list, and send what the page says."""
    page.get(choosing(*applications))
    return page.submit(status, lines=lines(page), **fields)


@pytest.fixture
def two(apply):
    return apply(name="Nora Første"), apply("interview", name="Amir Andre")


def test_chosen_in_the_list_read_and_sent(page, coordinator, two, app):
    page.get("/rekruttering/liste")
    boxes = [it.get("value") for it in page.all("input") if it.get("name") == "valgt"]
    assert set(boxes) == {str(one.id) for one in two}
    page.get(choosing(*two))
    assert page.h1 == "2 søkere får nei"
    assert "Oppdraget du søkte på, har gått til en annen." in page.text
    decline(page, *two, reason="enough", personal="Takk for praten.").follow()
    assert page.h1 == "2 søkere har fått nei"
    assert "Brevene går kl. 13.10." in page.text
    assert {one.stage for one in two} == {"not_approved"}
    for message in page.session.query(OutboxMessage):
        with app.test_request_context():
            rendered(message)
        assert "Akkurat nå har vi flere søkere enn vi trenger.\n\nTakk for praten." in message.body
    names = {message.body.split("\n")[0] for message in page.session.query(OutboxMessage)}
    assert names == {"Hei, Nora", "Hei, Amir"}


@pytest.mark.parametrize(
    ("reason", "words"),
    [("filled", "Oppdraget har gått til en annen"), ("other", "Noe annet")],
)
def test_the_history_says_why_in_words(page, coordinator, two, reason, words):
    decline(page, *two, reason=reason, personal="Takk for praten.")
    page.get(f"/rekruttering/{two[0].id}")
    assert f"«{words}»" in page.text


def test_the_letter_suggests_what_else_may_suit(page, make, office, coordinator, apply, app):
    child = make.child(office=office)
    need = make.need(ordning=make.ordning(child=child, service="stottekontakt"), title="Gå på tur")
    make.need(ordning=make.ordning(child=child, service="bpa"), title="Hente på skolen")
    make.need(title="I en annen kommune")
    one = apply(roles=["stottekontakt"])
    page.get(choosing(one))
    assert "Gå på tur" in page.text
    assert "Hente på skolen" not in page.text
    assert "I en annen kommune" not in page.text
    page.submit(lines=lines(page))
    with app.test_request_context():
        message = page.session.query(OutboxMessage).one()
        rendered(message)
    assert f"http://localhost/provevik/oppdrag/{need.slug}" in message.body
    assert "Her kan du si ja." in message.body
    assert child.name not in message.body


def test_the_one_applied_for_is_not_suggested_and_the_near_come_first(make, office, apply):
    near = make.district(office=office)
    needs = [make.need(title=str(n)) for n in range(5)]
    needs[3].district_id = near.id
    one = apply(need_id=needs[0].id, district_id=near.id)
    assert [need.title for need in suggestions(one, needs)] == ["3", "1", "2"]


def test_who_stays_in_the_pool_is_told_so(page, coordinator, apply):
    page.get(choosing(apply(keeps_in_pool=True)))
    assert "Du sa ja til å bli spurt senere" in page.text


def test_who_moved_meanwhile_is_left_out_and_named(page, coordinator, two):
    page.get(choosing(*two))
    two[1].stage = "home_visit"
    page.session.flush()
    page.submit(lines=lines(page)).follow()
    assert page.h1 == "1 søker har fått nei"
    assert "1 ble stående fordi noe var endret" in page.text
    assert two[1].stage == "home_visit"
    assert page.session.query(OutboxMessage).count() == 1


def test_pressed_twice_it_is_done_once(page, coordinator, two):
    page.get(choosing(*two))
    form = {"lines": lines(page), "reason": "filled",
            "request_key": "01a20320-a200-7202-ad3a-4bb8933fc2ea"}  # fmt: skip
    page.post(PATH, form)
    first = page.location
    page.post(PATH, form)
    assert page.location == first
    assert page.session.query(OutboxMessage).count() == 2


@pytest.mark.parametrize(
    "facts",
    [{"reason": "other", "personal": " "}, {"reason": "hemmelig"},
     {"personal": "a" * 10_000}],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_sent(page, coordinator, two, facts):
    decline(page, *two, status=422, **facts)
    assert len(page.errors) == 1
    assert two[0].stage == "acknowledged"
    assert lines(page)


@pytest.mark.parametrize("chosen", [[], ["tull"], ["01a20320-a200-7202-ad3a-4bb8933fc2ea:x"]])
def test_nobody_is_chosen(page, coordinator, two, chosen):
    page.get(PATH)
    assert page.h1 == "Ingen er valgt"
    page.post(PATH, {"lines": chosen, "reason": "filled"}, 422)
    page.get(f"{PATH}?valgt=tull")


def test_only_those_the_actor_may_turn_down(page, make, office, coordinator, apply):
    there = make.office(municipality=None, municipality_id=office.municipality_id)
    hidden = [
        make.application(), apply(user_id=coordinator.id),
        make.application(office=there),
    ]  # fmt: skip
    page.get(choosing(*hidden))
    assert page.h1 == "Ingen er valgt"
    forged = [f"{one.id}:{one.version}" for one in hidden]
    page.post(PATH, {"lines": forged, "reason": "filled"}, 422)
    assert page.session.query(Decline).count() == 0


# Undone in time ----------------------------------------------------------------------------


def test_undone_everybody_stands_where_they_stood(page, coordinator, two, app):
    two[1].roles[0].outcome = "approved"
    since = two[1].stage_since_at
    decline(page, *two).follow()
    page.submit(form="angre").follow()
    assert page.h1 == "Ingen har fått nei"
    assert "2 søkere er satt tilbake" in page.text
    assert [one.stage for one in two] == ["acknowledged", "interview"]
    assert (two[1].roles[0].outcome, two[1].stage_since_at) == ("approved", since)
    assert {message.state for message in page.session.query(OutboxMessage)} == {"taken_back"}
    page.post(f"{page.path}/angre", {}, 409)


def test_the_letters_wait_and_then_it_is_too_late(page, coordinator, two, today):
    decline(page, *two).follow()
    act = page.session.query(Decline).one()
    assert {m.next_try_at for m in page.session.query(OutboxMessage)} == {
        NOW + timedelta(minutes=10)
    }
    today.shift(timedelta(minutes=10))
    page.get(f"{PATH}/{act.id}")
    assert "Angre" not in page.text
    page.post(f"{PATH}/{act.id}/angre", {}, 409)
    assert two[0].stage == "not_approved"


def test_who_was_taken_up_again_meanwhile_stays(page, coordinator, two):
    decline(page, *two).follow()
    two[0].stage = "screening"
    page.session.flush()
    page.submit(form="angre").follow()
    assert "1 søker er satt tilbake" in page.text
    assert [one.stage for one in two] == ["screening", "interview"]


def test_only_ones_own_act(page, make, office, coordinator, two):
    decline(page, *two).follow()
    path = page.path
    page.sign_in(make.coordinator(office=office)).get(path, 404)
    page.post(f"{path}/angre", {}, 404)


def test_as_many_statements_for_two_as_for_twenty_to_read(page, coordinator, apply, statements):
    counts = []
    for many in (2, 20):
        people = [apply() for _ in range(many)]
        page.session.flush()
        page.session.expire_all()
        path = choosing(*people)
        page.get(path)
        statements.clear()
        page.get(path)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_two_turn_down_the_same_people_at_once(race) -> None:
    with race.making() as make:
        office = make.office()
        people = [make.coordinator(office=office) for _ in range(2)]
        ones = [make.application(office=office, responsible_id=people[0].id) for _ in range(2)]
    pages = [race.browser(user) for user in people]
    acts = []
    for page in pages:
        page.get(choosing(*ones))
        acts.append(pressing(page, lines=lines(page)))
    answers = race.run(*acts, meet=("UPDATE application",))
    assert answers == [303, 303]
    with db.unit(write=False) as session:
        assert {one.stage for one in session.query(Application)} == {"not_approved"}
        assert session.query(ApplicationEvent).filter_by(event="moved").count() == 2
        assert session.query(OutboxMessage).count() == 2


def test_one_moves_whom_another_turns_down(race) -> None:
    """Neither waits for what the other holds: one is first, the other is told."""
    with race.making() as make:
        office = make.office()
        people = [make.coordinator(office=office) for _ in range(2)]
        ones = [make.application(office=office, responsible_id=people[0].id) for _ in range(2)]
    pages = [race.browser(user) for user in people]
    pages[0].get(choosing(*ones))
    pages[1].get(f"/rekruttering/{max(one.id for one in ones)}/flytt/screening")
    answers = race.run(
        pressing(pages[0], lines=lines(pages[0])),
        pressing(pages[1], why="Leses nå"),
        meet=("SELECT application.", "UPDATE application"),
    )
    assert sorted(answers) in ([303, 303], [303, 409])


def test_nothing_leaves_before_its_time(page, coordinator, two, app, today):
    decline(page, *two)
    with app.test_request_context():
        assert run_once(lambda _mail: None) == 0
