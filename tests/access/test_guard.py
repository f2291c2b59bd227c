"""One door: who comes in, what is committed, and that no view is without a rule."""

from __future__ import annotations

from types import SimpleNamespace
from uuid import uuid4

import pytest
from flask import Flask, redirect, request
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from portal.access import guard
from portal.access.actor import NOBODY, Actor, Assurance, Hat
from portal.access.permissions import Permission
from portal.accounts.models import FailedSignIn
from portal.core import db, once
from portal.core.errors import ConflictError
from portal.core.once import AnsweredForm

HERE = uuid4()
ADMIN = Actor(
    user_id=uuid4(), municipality_id=HERE, hat=Hat.ADMIN, hats=(Hat.ADMIN,),
    assurance=Assurance.HIGH,
)  # fmt: skip
MINE = SimpleNamespace(id=uuid4(), municipality_id=HERE)
FOREIGN = SimpleNamespace(id=uuid4(), municipality_id=uuid4())


def row(name: str = "x") -> FailedSignIn:
    return FailedSignIn(account_hash=name, address_hash="y")


@pytest.fixture
def heard(monkeypatch) -> list[tuple]:
    """What the guard told, with an administrator at the keyboard."""
    told: list[tuple] = []
    hooks = guard.Hooks(
        identify=lambda: ADMIN,
        sign_in=lambda who: (f"sign in, {who.assurance.name}", 401),
        refused=lambda _who, permission, thing: told.append(("refused", permission, thing)),
        was_read=lambda _who, kind, thing: told.append(("read", kind, thing)),
    )
    monkeypatch.setattr(guard, "hooks", hooks)
    return told


@pytest.fixture
def site(heard, connection) -> Flask:
    """A small app with one view of each kind."""
    site = Flask("site")
    site.testing = True
    things = {"mine": MINE, "foreign": FOREIGN}

    @site.get("/thing/<name>")
    @guard.rule(Permission.USER_MANAGE, lambda _actor, name: things.get(name), reads="thing")
    def thing(actor: Actor, thing: SimpleNamespace) -> str:
        return f"{actor.hat} sees {thing.id}"

    @site.get("/dull/<name>")
    @guard.rule(Permission.USER_MANAGE, lambda _actor, name: things.get(name))
    def dull(_actor: Actor, _thing: SimpleNamespace) -> str:
        return "yes" if guard.can("user:list") and not guard.can("child:list") else "no"

    @site.route("/write", methods=["GET", "POST"])
    @guard.rule(Permission.PUBLIC)
    def write(_actor: Actor) -> str:
        db.add(row())
        db.session().flush()
        return "written"

    @site.post("/answer/<int:status>")
    @guard.rule(Permission.PUBLIC)
    def answer(_actor: Actor, status: int) -> tuple[str, int]:
        db.add(row("domain"))
        db.keep(row("kept"))
        return "answered", status

    @site.post("/make")
    @guard.rule(Permission.PUBLIC)
    def make(_actor: Actor) -> object:
        made = db.add(row())
        return redirect(f"/made/{made.account_hash}/{once_count()}", 303)

    site.post("/lost/<how>")(guard.rule(Permission.PUBLIC)(lost))
    guard.seal(site)
    return site


def lost(actor: Actor, how: str) -> object:
    """Lose a race against the same form, or against somebody else's."""
    form = once.key_of(request, actor.user_id)
    if form and how != "to nobody":  # what the other request has committed
        mine = {"user_id": form.user_id, "endpoint": form.endpoint, "key": form.key}
        db.keep(AnsweredForm(**mine, location="/made/by-another"))
    if how == "refused":
        return "the page again", 422
    raise ConflictError


def once_count() -> int:
    return db.session().scalar(select(func.count()).select_from(FailedSignIn))


@pytest.fixture
def browser(site):
    return site.test_client()


def kept(session) -> list[str]:
    return sorted(session.scalars(select(FailedSignIn.account_hash)))


# Who comes in --------------------------------------------------------------------------


def test_the_app_does_not_start_with_an_open_door():
    site = Flask("site")
    site.add_url_rule("/open", "open", lambda: "open")
    with pytest.raises(RuntimeError, match="No access rule: open"):
        guard.seal(site)


def test_every_view_of_the_portal_has_a_rule(app):
    assert [name for name, view in app.view_functions.items() if not guard.rule_of(view)] == []


def test_the_view_gets_the_actor_and_the_thing(browser, heard):
    assert browser.get("/thing/mine").text == f"admin sees {MINE.id}"
    assert heard == [("read", "thing", MINE)]


def test_reading_what_is_not_sensitive_is_not_told(browser, heard):
    assert browser.get("/dull/mine").text == "yes"  # templates ask the same policy
    assert heard == []


def test_what_the_loader_does_not_find_is_not_there(browser, heard):
    assert browser.get("/thing/none").status_code == 404
    assert heard == []


def test_what_one_may_know_of_but_not_touch_is_refused_and_told(browser, heard):
    assert browser.get("/thing/foreign").status_code == 403
    assert heard == [("refused", Permission.USER_MANAGE, FOREIGN)]


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (NOBODY, "sign in, NONE"),
        (Actor(user_id=uuid4(), hat=Hat.ADMIN, assurance=Assurance.PASSWORD), "sign in, PASSWORD"),
    ],
)
def test_who_is_not_sure_enough_meets_the_sign_in_before_anything_is_loaded(
    browser, monkeypatch, who, text
):
    monkeypatch.setattr(guard.hooks, "identify", lambda: who)
    for name in ("mine", "none"):
        answer = browser.get(f"/thing/{name}")
        assert (answer.status_code, answer.text) == (401, text)


def test_before_anybody_is_known_the_actor_is_nobody(site):
    with site.test_request_context():
        assert guard.actor() is NOBODY


def test_the_hooks_do_nothing_until_somebody_listens():
    hooks = guard.Hooks()
    assert hooks.identify() is NOBODY
    assert hooks.sign_in(NOBODY) == ("", 401)
    assert hooks.refused(NOBODY, Permission.PUBLIC, None) is None
    assert hooks.was_read(NOBODY, "thing", None) is None


# What is committed ---------------------------------------------------------------------


def test_a_get_cannot_write(browser, session):
    with pytest.raises(db.ReadOnlyError):
        browser.get("/write")
    assert kept(session) == []


def test_a_post_is_committed_once(browser, session):
    assert browser.post("/write").status_code == 200
    assert kept(session) == ["x"]


@pytest.mark.parametrize("status", [400, 404, 409, 422, 500])
def test_a_refused_post_leaves_only_what_must_stay(browser, session, status):
    browser.post(f"/answer/{status}")
    assert kept(session) == ["kept"]


def test_an_answered_post_leaves_everything(browser, session):
    browser.post("/answer/200")
    assert kept(session) == ["domain", "kept"]


def test_the_same_form_gets_the_first_answer(browser, session):
    key = str(uuid4())
    first = browser.post("/make", data={"request_key": key})
    again = browser.post("/make", data={"request_key": key})
    assert first.headers["Location"] == again.headers["Location"] == "/made/x/1"
    assert (again.status_code, len(kept(session))) == (303, 1)
    other = browser.post("/make", data={"request_key": str(uuid4())})
    assert other.headers["Location"] == "/made/x/2"


def test_another_person_with_the_same_key_gets_no_answer(browser, session, monkeypatch):
    key = str(uuid4())
    browser.post("/make", data={"request_key": key})
    monkeypatch.setattr(guard.hooks, "identify", lambda: NOBODY)
    assert browser.post("/make", data={"request_key": key}).headers["Location"] == "/made/x/2"


@pytest.mark.parametrize("key", ["", "not a key"])
def test_a_form_without_a_key_is_done_each_time(browser, session, key):
    for _ in range(2):
        browser.post("/make", data={"request_key": key})
    assert len(kept(session)) == 2


@pytest.mark.parametrize("how", ["refused", "conflict"])
def test_who_lost_the_race_gets_the_winners_answer(browser, how):
    answer = browser.post(f"/lost/{how}", data={"request_key": str(uuid4())})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/made/by-another")


@pytest.mark.parametrize("key", ["", "01a201b0-0000-7000-8000-000000000001"])
def test_who_lost_to_another_form_is_told_so(browser, key):
    assert browser.post("/answer/422", data={"request_key": key}).status_code == 422
    with pytest.raises(ConflictError):
        browser.post("/lost/to nobody", data={"request_key": key})


def test_two_answers_to_one_form_are_refused_by_the_database(session):
    form = once.FormKey(uuid4(), "make", uuid4())
    once.remember(form, "/first")
    once.remember(form, "/second")
    with pytest.raises(IntegrityError):
        session.flush()
