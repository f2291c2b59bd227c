"""What went wrong is said in Norwegian, and what was typed is not lost."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import ImATeapot
from werkzeug.routing import RequestRedirect

from portal.core import error_pages, i18n, logging, web
from portal.core.errors import ConflictError, GoneError, PortalError, RefusedError

RAISED = [
    (ConflictError("Vakten er endret."), 409),
    (StaleDataError(), 409),
    (IntegrityError("insert", {}, Exception("unique")), 409),
    (GoneError("Lenken er brukt."), 410),
    (RefusedError("Det går ikke."), 422),
    (OperationalError("select", {}, Exception("locked")), 503),
    (PortalError(), 500),
    (KeyError("Ola Nordmann"), 500),
    (ImATeapot(), 418),
]


@pytest.fixture
def site(app):
    """The error pages on an app that answers errors instead of raising them."""
    site = Flask("portal", root_path=app.root_path, template_folder=app.template_folder)
    site.config.update(app.config, WTF_CSRF_ENABLED=False, TESTING=False)
    i18n.speak(site)
    web.furnish(site)
    error_pages.register(site)
    return site


def answer(site, error, data=None):
    def fail(*_url):
        raise error

    site.add_url_rule("/fail", "fail", fail, methods=["POST"])
    return site.test_client().post("/fail", data=data or {})


@pytest.mark.parametrize(("error", "status"), RAISED, ids=[type(it).__name__ for it, _ in RAISED])
def test_every_error_has_its_page(site, error, status):
    page = answer(site, error)
    assert page.status_code == status
    assert "<h1>" in page.text
    assert "Ola Nordmann" not in page.text
    sentence = getattr(error, "sentence", "")
    assert sentence in page.text


def test_what_was_typed_is_shown_but_no_secret(site):
    page = answer(
        site,
        ConflictError("Noen var før deg."),
        {
            "note": "Kom litt senere <b>i dag</b>",
            "password": "hemmelig-1",
            "csrf_token": "hemmelig-2",
            "request_key": "hemmelig-3",
            "version": "hemmelig-4",
            "empty": "  ",
        },
    )
    assert "Kom litt senere &lt;b&gt;i dag" in page.text
    assert "hemmelig" not in page.text


@pytest.fixture
def standard_error():
    """Logs go where standard error is now, and back afterwards."""
    yield
    logging.start()


def test_the_log_of_a_surprise_says_where_but_not_what(site, standard_error, capsys):
    logging.start()
    answer(site, KeyError("Ola Nordmann"))
    line = capsys.readouterr().err
    assert "KeyError" in line
    assert "Nordmann" not in line


def test_a_redirect_raised_as_an_exception_is_still_one(site):
    assert answer(site, RequestRedirect("/there")).status_code == 308


def test_a_page_that_does_not_exist_says_so(page):
    page.get("/finnes/ikke/her", status=404)
    assert page.h1 == "Vi finner ikke siden"
