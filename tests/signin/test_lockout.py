"""Ten tries in a quarter of an hour, known address or not."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from portal.accounts import lockout
from portal.accounts.models import FailedSignIn
from portal.audit.models import AuditEvent
from tests.factories.accounts import PASSWORD
from tests.signin.people import WRONG, knock

START = "2026-11-22 12:00"


@pytest.mark.parametrize("known", [True, False])
def test_ten_tries_close_the_door_for_the_right_password_too(page, make, known):
    user = make.parent(with_password=True)
    email = user.email if known else "ingen@provevik.example"
    with time_machine.travel(START, tick=False) as now:
        for _ in range(10):
            knock(page, email, WRONG, status=422)
            now.shift(timedelta(seconds=30))
        for _ in range(3):
            knock(page, email, PASSWORD, status=429)
        assert page.h1 == "Prøv igjen kl. 13.15"  # a quarter after the first of the ten
        now.move_to("2026-11-22 12:15:01")
        knock(page, email, PASSWORD, status=303 if known else 422)


def test_a_refused_try_does_not_make_it_last_longer(page, make, session):
    user = make.parent(with_password=True)
    with time_machine.travel(START, tick=False):
        for _ in range(10):
            knock(page, user.email, WRONG, status=422)
        knock(page, user.email, WRONG, status=429)
        assert session.scalar(select(func.count()).select_from(FailedSignIn)) == 10


def test_success_begins_the_count_anew(page, make):
    user = make.parent(with_password=True)
    for _ in range(9):
        knock(page, user.email, WRONG, status=422)
    knock(page, user.email)
    page.sign_out()
    for _ in range(9):
        knock(page, user.email, WRONG, status=422)
    knock(page, user.email)


def test_one_account_does_not_close_another(page, make):
    user = make.parent(with_password=True)
    for _ in range(10):
        knock(page, "ingen@provevik.example", WRONG, status=422)
    knock(page, user.email)


def test_an_address_may_try_fifty_accounts(page, make):
    user = make.parent(with_password=True)
    for number in range(50):
        knock(page, f"ingen{number}@provevik.example", WRONG, status=422)
    knock(page, user.email, status=429)


def test_it_is_logged_when_the_door_closes(page, make, session):
    user = make.parent(with_password=True)
    for _ in range(10):
        knock(page, user.email, WRONG, status=422)
    acts = list(session.scalars(select(AuditEvent.act).order_by(AuditEvent.number)))
    assert acts == ["sign_in:refused"] * 9 + ["sign_in:locked"]


def test_neither_address_is_kept_in_clear(page, make, session):
    user = make.parent(with_password=True)
    knock(page, user.email, WRONG, status=422)
    row = session.scalar(select(FailedSignIn))
    assert user.email not in row.account_hash
    assert "127.0.0.1" not in row.address_hash


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_what_counts_as_one_place(address, place):
    assert lockout.network(address) == place
