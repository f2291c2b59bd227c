"""What a request writes is in the log: looked after in every test, of every feature.

Pages are kept until something is logged (portal/audit/kept.py), so a change that is not logged
would be a change that others do not see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import has_request_context, request
from sqlalchemy import event
from sqlalchemy.orm import Session

from portal.core import db

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import ORMExecuteState

LOG = "audit_event"
# Nobody's case, or a draft that nobody else sees.
OF_NO_CASE = {
    "answered_form", "failed_sign_in", "feedback", "recovery_code", "reference_request",
    "shift_draft", "user_session",
}  # fmt: skip
DRAFTS = {
    "interviews.assess",
    "recruitment.autosave",
    "recruitment.discard",
    "recruitment.draft_cv",
    "recruitment.remove_draft_cv",
    "recruitment.step",
}
# The log may not tell that a certificate had remarks.
SECRET = {"certificates.decide", "clearance.decide"}

unlogged: list[str] = []


@event.listens_for(Session, "after_flush")
def _flushed(session: Session, _context: object) -> None:
    changed = [row for row in session.dirty if session.is_modified(row)]
    rows = [*session.new, *session.deleted, *changed]
    _written(session).update(row.__tablename__ for row in rows)


@event.listens_for(Session, "do_orm_execute")
def _executed(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        _written(state.session).add(state.statement.table.name)  # type: ignore[attr-defined]


def _written(session: Session) -> set[str]:
    found: set[str] = session.info.setdefault("written", set())
    return found


def _committed(session: Session) -> None:
    tables = session.info.pop("written", set()) - OF_NO_CASE
    is_logged = LOG in tables or session.info.get("audit")
    if not has_request_context() or request.endpoint in DRAFTS | SECRET or is_logged:
        return
    if tables:
        unlogged.append(f"{request.method} {request.endpoint} wrote in {sorted(tables)}")


@pytest.fixture(autouse=True)
def _what_is_written_is_in_the_log() -> Iterator[None]:
    db.before_commit(_committed)
    yield
    found, unlogged[:] = unlogged[:], []
    assert not found, "\n".join(found)
