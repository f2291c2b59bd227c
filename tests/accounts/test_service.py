"""Accounts, roles and invitations."""

from __future__ import annotations

from datetime import date

import time_machine
from sqlalchemy import select

from portal.access.actor import Hat
from portal.accounts import queries, service
from portal.accounts.models import User
from portal.messages.models import OutboxMessage
from portal.messages.worker import rendered


def test_an_account_is_made_once_for_an_address(make, session):
    here = make.municipality()
    first = service.create_user(here.id, "Kim@Provevik.example ", " Kim Prøve ")
    assert (first.email, first.name) == ("kim@provevik.example", "Kim Prøve")
    assert service.create_user(here.id, "kim@provevik.EXAMPLE", "Kim P") is first
    assert len(session.scalars(select(User)).all()) == 1


def test_a_role_is_given_once_and_ends_this_minute(make):
    user = make.user()
    role = service.give_role(user, Hat.PARENT)
    assert service.give_role(user, Hat.PARENT) is role
    assert [held.hat for held in queries.roles_now(user.id)] == [Hat.PARENT]
    service.end_role(role)
    assert queries.roles_now(user.id) == []
    assert service.give_role(user, Hat.PARENT) is not role


def test_a_role_may_end_after_a_day(make):
    user = make.user()
    with time_machine.travel("2026-11-22 12:00", tick=False):
        service.end_role(service.give_role(user, Hat.WORKER), date(2026, 11, 30))
    with time_machine.travel("2026-11-30 22:00", tick=False):
        assert [held.hat for held in queries.roles_now(user.id)] == [Hat.WORKER]
    with time_machine.travel("2026-12-01 12:00", tick=False):
        assert queries.roles_now(user.id) == []


def test_an_invitation_is_a_mail_with_a_link(app, make, session):
    user = make.user(name="Kim Prøve")
    service.invite(user)
    message = session.scalar(select(OutboxMessage))
    with app.app_context():
        body = rendered(message).get_content()
    assert message.address == user.email
    assert "http://localhost/lenke/" in body
    assert message.params["link"] not in body  # sealed in the table, plain in the mail


def test_who_has_a_password_is_not_invited_again(make, session):
    service.invite(make.user(password_hash="x"))
    assert session.scalar(select(OutboxMessage)) is None
