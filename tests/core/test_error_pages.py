"""Whatever goes wrong, the person is told, and nothing typed is lost, written or given away."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import TooManyRequests

from portal.access import guard
from portal.access.permissions import Permission
from portal.accounts.models import FailedSignIn, User
from portal.audit.models import AuditEvent
from portal.core import db, error_pages, web
from portal.core.errors import ConflictError, GoneError, RefusedError
from portal.municipality.models import Municipality

URL = "/min-side"
TYPED = {"name": "Et helt nytt navn", "phone": "412 34 567", "language": "nb"}
SAID = "Noe du bør vite."
OWN = "http://localhost"


def _unlucky() -> OperationalError:
    return OperationalError("SELECT hemmelig FROM child", {"fnr": "01010112345"}, Exception("nede"))


ERRORS = {
    ConflictError: (lambda: ConflictError(SAID), 409, "Dette er endret siden du leste det"),
    StaleDataError: (lambda: StaleDataError("UPDATE child"), 409,
                     "Dette er endret siden du leste det"),
    GoneError: (lambda: GoneError(SAID), 410, "Lenken virker ikke lenger"),
    RefusedError: (lambda: RefusedError(SAID), 422, "Dette lar seg ikke gjøre nå"),
    TooManyRequests: (TooManyRequests, 429, "Vent litt før du prøver igjen"),
    OperationalError: (_unlucky, 503, "Pusterom er nede et øyeblikk"),
    RuntimeError: (lambda: RuntimeError("fnr 01010112345"), 500, "Noe gikk galt hos oss"),
}  # fmt: skip


@pytest.fixture
def user(make):
    return make.parent(name="Kim Prøvesen")


@pytest.fixture
def here(page, user):
    return page.sign_in(user)


@pytest.fixture
def failing(app, monkeypatch):
    """Let a page of the real app write something, and then fail; errors are shown, not raised."""

    def fail(error) -> None:
        def view(_actor):
            db.add(FailedSignIn(account_hash="skrevet", address_hash="x"))
            db.session().flush()
            raise error() if callable(error) else error

        ruled = guard.rule(Permission.ACCOUNT_MANAGE_OWN)(view)
        monkeypatch.setitem(app.view_functions, "accounts.me", guard._sealed(ruled))  # noqa: SLF001 - as at start-up

    monkeypatch.setattr(app, "testing", False)
    return fail


def post(page, data=None, status=303, origin: str | None = OWN, url=URL):
    """Post as a browser does: with the origin of the page the form stands on."""
    page.session.flush()
    form = {"csrf_token": page.csrf_token(), **(TYPED if data is None else data)}
    headers = {"Origin": origin} if origin else {}
    return page._took(page._client.post(url, data=form, headers=headers), url, status)  # noqa: SLF001 - Page sends no headers


def html(page) -> str:
    return page.response.get_data(as_text=True)


def written(session) -> tuple[int, int]:
    return tuple(
        session.scalar(select(func.count()).select_from(model))
        for model in (FailedSignIn, AuditEvent)
    )


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_each_error_has_its_page(here, failing, session, kind):
    error, code, heading = ERRORS[kind]
    failing(error)
    before = written(session)
    post(here, status=code)
    assert here.h1 == heading
    assert f"Feilkode {code}." in here.text
    assert (SAID in here.text) == (code in {409, 410, 422} and kind is not StaleDataError)
    assert "Et helt nytt navn" in here.text
    assert written(session) == before
    for secret in ("hemmelig", "01010112345", "UPDATE", "Traceback", here.csrf_token()):
        assert secret not in here.text


@pytest.mark.parametrize("code", [404, 409, 410, 422])
def test_the_header_says_who_is_signed_in(here, failing, code):
    errors = {404: None, 409: ConflictError(), 410: GoneError(), 422: RefusedError()}
    if errors[code]:
        failing(errors[code])
        post(here, status=code)
    else:
        here.get("/finnes/ikke/her", 404)
    assert "Kim Prøvesen" in html(here)


def test_what_the_database_refuses_is_a_conflict(here, make, app, monkeypatch, session):
    place = make.municipality()

    def view(_actor):
        db.add(Municipality(slug=place.slug, name="To", number="1", phone="1", email="1"))
        db.session().flush()

    ruled = guard.rule(Permission.ACCOUNT_MANAGE_OWN)(view)
    monkeypatch.setitem(app.view_functions, "accounts.me", guard._sealed(ruled))  # noqa: SLF001 - as at start-up
    post(here, status=409)
    assert here.h1 == "Dette er endret siden du leste det"
    assert "Kim Prøvesen" in html(here)
    assert "Et helt nytt navn" in here.text


# A form that was not sent as it should ---------------------------------------------------


@pytest.mark.parametrize("token", ["", "feil"])
def test_without_its_token_a_form_is_kept_and_sent_again(here, session, token):
    here.get(URL)
    post(here, {**TYPED, "csrf_token": token, "version": "1"}, 400)
    assert here.h1 == "Noe ble borte på veien"
    assert "Et helt nytt navn" in here.text
    assert "Kim Prøvesen" in html(here)
    assert session.scalar(select(User.name)) == "Kim Prøvesen"
    assert 'name="version" value="1"' in html(here)
    here.submit()
    assert session.scalar(select(User.name)) == "Et helt nytt navn"


@pytest.mark.parametrize("origin", ["https://ond.example", "null"])
def test_another_sites_form_is_not_offered_again(here, origin):
    post(here, {**TYPED, "csrf_token": ""}, 400, origin)
    assert "Et helt nytt navn" not in html(here)
    assert "Send en gang til" not in here.text


@pytest.mark.parametrize("name", ["password", "new_password", "current", "code", "totp_secret"])
def test_a_secret_is_never_written_back(here, name):
    post(here, {"name": "Kim", name: "hysj123", "csrf_token": ""}, 400)
    assert "hysj123" not in html(here)
    assert "Send en gang til" not in here.text
    assert "Kim" in here.text


def test_what_is_typed_stays_text(here):
    post(here, {"name": "<script>alert(1)</script>", "csrf_token": ""}, 400)
    assert "<script>alert" not in html(here)


def test_what_is_too_large_is_said(here, session):
    post(here, {"name": "x" * 1_100_000}, 413)
    assert here.h1 == "Det du sendte, er for stort"
    assert "Kim Prøvesen" in html(here)
    assert session.scalar(select(User.name)) == "Kim Prøvesen"


def test_a_wrong_method_and_a_wrong_address(here):
    post(here, url="/kommunen", status=405)
    here.get("/finnes/ikke", 404)
    assert here.h1 == "Vi finner ikke siden"


def test_a_stranger_sees_no_name(page):
    page.get("/finnes/ikke", 404)
    assert "Logg inn" in html(page)


# When more than the page fails -----------------------------------------------------------


def _broken():
    raise _unlucky()


@pytest.mark.parametrize("code", [404, 409, 422, 429, 500, 503])
def test_the_page_is_there_without_its_furniture(here, failing, monkeypatch, code):
    errors = {code_: error for error, code_, _heading in ERRORS.values()}
    monkeypatch.setattr(web, "_page_sources", [_broken])
    if code == 404:
        failing(RuntimeError)
        here.get("/finnes/ikke", 404)
    else:
        failing(errors[code])
        post(here, status=code)
    assert f"Feilkode {code}." in here.text


def test_the_database_is_down(here, app, monkeypatch):
    monkeypatch.setattr(app, "testing", False)
    monkeypatch.setattr(guard.hooks, "identify", _broken)
    for url, code in ((URL, 503), ("/", 503), ("/finnes/ikke", 404)):
        here.get(url, code)
        assert f"Feilkode {code}." in here.text


def test_the_last_word_needs_no_template(here, failing, app, monkeypatch):
    failing(RuntimeError)
    monkeypatch.setattr(app.jinja_env, "get_template", lambda _name: _broken())
    post(here, status=500)
    assert here.h1 == "Noe gikk galt hos oss"


def test_a_real_statement_that_fails_is_not_shown(here, failing, session):
    def run():
        db.session().execute(text("SELECT hemmelig FROM finnes_ikke"))

    failing(run)
    # the table is missing: SQLite calls that operational, PostgreSQL a programming error
    post(here, status=503 if session.get_bind().dialect.name == "sqlite" else 500)
    assert "hemmelig" not in html(here)


def test_every_code_has_its_page():
    assert {code for _error, code, _heading in ERRORS.values()} <= set(error_pages.CODES)
