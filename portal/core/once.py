"""A form sent twice (double click, retry, offline queue) is done once.

Every form that makes something carries a ``request_key``. The first answer's address is
written in the same transaction as what was made; a repeat is sent to that address.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import Request
from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock, db


class AnsweredForm(db.Base):
    """A form that has been answered: whose, where, its key, and the address it led to."""

    __tablename__ = "answered_form"
    __table_args__ = (UniqueConstraint("user_id", "endpoint", "key", name="uq_answered_form_key"),)

    user_id: Mapped[UUID]  # all zeroes for somebody not signed in
    endpoint: Mapped[str]
    key: Mapped[UUID]
    location: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)


@dataclass(frozen=True, slots=True)
class FormKey:
    """What makes a posted form that form and no other."""

    user_id: UUID
    endpoint: str
    key: UUID


def key_of(request: Request, user_id: UUID | None) -> FormKey | None:
    """Return the key of the posted form, or None for a form that makes nothing."""
    try:
        key = UUID(request.form.get("request_key", ""))
    except ValueError:
        return None
    return FormKey(user_id or UUID(int=0), request.endpoint or "", key)


def earlier_answer(form: FormKey | None) -> str | None:
    """Return the address the same form led to before."""
    if form is None:
        return None
    query = select(AnsweredForm.location).where(
        AnsweredForm.user_id == form.user_id,
        AnsweredForm.endpoint == form.endpoint,
        AnsweredForm.key == form.key,
    )
    return db.session().scalar(query)


def remember(form: FormKey | None, location: str | None) -> None:
    """Write down the answer; the constraint refuses it when another request was first."""
    if form and location:
        db.add(
            AnsweredForm(
                user_id=form.user_id, endpoint=form.endpoint, key=form.key, location=location
            )
        )
