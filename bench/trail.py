"""What years of use leave behind and the demo does not have: log, sessions, mail, calendars."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select

from portal.accounts.models import User, UserSession
from portal.audit.models import AuditDetails, AuditEvent
from portal.core import clock, db, ids
from portal.core.once import AnsweredForm
from portal.feeds.models import FeedBody, FeedLink
from portal.messages.models import OutboxMessage
from portal.shifts.models import Entry, Shift

Rows = Iterator[dict[str, Any]]
SESSIONS = 5  # for each person who works or leads


def leave() -> None:
    """Give every line a log event and an answered form, every shift a mail, everybody sessions."""
    session = db.session()
    entries = session.scalars(select(Entry).order_by(Entry.id)).all()
    users = session.scalars(select(User).order_by(User.id)).all()
    links = [*_links(users)]
    for table, rows in (
        (AuditEvent, _events(entries)),
        (AnsweredForm, _forms(entries)),
        (OutboxMessage, _mails(session.scalars(select(Shift)))),
        (UserSession, _sessions(users)),
        (FeedLink, links),
        (FeedBody, _bodies(links)),
    ):
        session.execute(insert(table), [*rows])
    session.execute(insert(AuditDetails), [*_details(session.scalars(select(AuditEvent)))])


def _events(entries: Iterable[Entry]) -> Rows:
    numbers: dict[Any, int] = {}
    for entry in entries:
        number = numbers[entry.municipality_id] = numbers.get(entry.municipality_id, 1000) + 1
        yield {
            "id": ids.new_id(), "municipality_id": entry.municipality_id, "number": number,
            "at": entry.logged_at, "actor_id": entry.logged_by_id, "hat": "worker",
            "act": "entry:logged", "thing": "entry", "thing_id": entry.id,
            "details_hash": "0" * 64, "chain_hash": "0" * 64,
        }  # fmt: skip


def _details(events: Iterable[AuditEvent]) -> Rows:
    for event in events:
        if event.act == "entry:logged":
            yield {
                "id": ids.new_id(), "municipality_id": event.municipality_id,
                "event_id": event.id, "salt": "0" * 32, "details": {"minutes": 180},
            }  # fmt: skip


def _forms(entries: Iterable[Entry]) -> Rows:
    for entry in entries:
        yield {
            "id": ids.new_id(), "user_id": entry.logged_by_id, "endpoint": "timesheets.log",
            "key": ids.new_id(), "location": "/mine-timer", "at": entry.logged_at,
        }  # fmt: skip


def _mails(shifts: Iterable[Shift]) -> Rows:
    for shift in shifts:
        yield {
            "id": ids.new_id(), "municipality_id": shift.municipality_id,
            "template": "rota_published", "channel": "mail", "address": "noen@demo.example",
            "name": "Noen", "params": {"week": "2026-48"}, "state": "sent", "tries": 1,
            "created_at": shift.published_at, "next_try_at": shift.published_at,
            "sent_at": shift.published_at, "subject": "Ny vaktplan", "body": "Uke 48 er publisert.",
        }  # fmt: skip


def _sessions(users: Iterable[User]) -> Rows:
    for user in users:
        for number in range(SESSIONS):
            at = clock.now() - timedelta(days=1 + 7 * number)
            yield {
                "id": ids.new_id(), "municipality_id": user.municipality_id, "user_id": user.id,
                "token_hash": ids.digest(ids.new_token()), "assurance": 3, "hat": None,
                "device": "Chrome på Android", "created_at": at, "last_seen_at": at, "ended_at": at,
            }  # fmt: skip


def _links(users: Iterable[User]) -> Rows:
    for user in users:
        yield {
            "id": ids.new_id(), "municipality_id": user.municipality_id, "user_id": user.id,
            "name": "Telefonen min", "token_hash": ids.digest(ids.new_token()),
            "privacy": "plain", "scope": "own", "created_at": clock.now(),
        }  # fmt: skip


def _bodies(links: Iterable[dict[str, Any]]) -> Rows:
    for link in links:
        yield {
            "id": ids.new_id(), "municipality_id": link["municipality_id"], "link_id": link["id"],
            "calendar_version": 1, "built_on": clock.today(), "etag": '"0"',
            "body": b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" * 40, "built_at": clock.now(),
        }  # fmt: skip
