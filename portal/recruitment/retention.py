"""What is deleted when, and what is kept for the figures (domain/recruitment.md § 2.8).

Personal data of those who withdrew or were not approved goes after the municipality's own
number of days; who stays in the pool is kept until the pool lets go (``keeps_in_pool`` is
emptied the day that consent ends). Month, role, district and outcome stay. The unit of work
and its commit are the caller's.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, select, update

from portal.access.actor import NOBODY
from portal.audit.service import record_for
from portal.core import clock, db, ids
from portal.messages import service as messages
from portal.municipality.models import Municipality
from portal.recruitment import demands
from portal.recruitment.models import (
    Application,
    ApplicationEvent,
    ApplicationFile,
    ApplicationLetter,
    Referee,
)
from portal.recruitment.service import happened
from portal.recruitment.states import Happening, Stage

_OVER = (Stage.NOT_APPROVED, Stage.WITHDRAWN)

_along: list[Callable[[UUID], None]] = []

# What tells who it was, and what it becomes.
_EMPTY: dict[str, Any] = {
    "name": "", "email": "", "phone": "", "born_on": None, "known_person": "", "relation": "",
    "education": "", "experience": "", "interests": "", "motivation": "", "languages": "",
    "norwegian_level": "", "has_licence": None, "has_car": None, "availability": [],
    "age_groups": [], "home": None, "heard_from": "", "mailed_to": "", "user_id": None,
}  # fmt: skip


def forget_old(now: datetime) -> int:
    """Expire old drafts and delete what has been kept long enough; return how many."""
    drafts = db.session().scalars(
        select(Application).where(
            Application.stage == Stage.DRAFT, Application.draft_expires_at <= now
        )
    )
    expired = [expire(draft) for draft in drafts]
    home_ids = db.session().scalars(select(Municipality.id)).all()
    old = [it for home_id in home_ids for it in _old(home_id, clock.local(now).date())]
    for application in old:
        forget(application)
    return len(expired) + len(old)


def _old(municipality_id: UUID, on: date) -> Sequence[Application]:
    """Return what has been over for longer than the municipality keeps it."""
    asked = demands.of(municipality_id, on)
    query = select(Application).where(
        Application.municipality_id == municipality_id,
        Application.forgotten_at.is_(None),
        Application.stage.in_(_OVER),
        or_(Application.stage == Stage.WITHDRAWN, ~Application.keeps_in_pool),
        Application.stage_since_at < _before(on, asked.retention_days),
    )
    return db.session().scalars(query).all()


def _before(on: date, days: int) -> datetime:
    """Return the instant that everything older than so many whole days is before."""
    return datetime.combine(on - timedelta(days=days), time(), clock.OSLO)


def expire(draft: Application) -> Application:
    """Empty a draft for good: it is too old, or its writer wants it away."""
    draft.stage = Stage.EXPIRED
    _empty(draft)
    return draft


def along(act: Callable[[UUID], None]) -> None:
    """Let a package above delete what it keeps of an application; called at start-up."""
    if act not in _along:
        _along.append(act)


def forget(application: Application) -> None:
    """Delete the personal data of an application; what counts is kept."""
    _empty(application)
    messages.empty(_letters_to(application))
    for act in _along:
        act(application.id)
    application.forgotten_at = clock.now()
    db.session().execute(
        update(ApplicationEvent)
        .where(ApplicationEvent.application_id == application.id)
        .values(why="")
    )
    happened(application, Happening.FORGOTTEN, None)
    record_for(
        application.municipality_id, NOBODY, "application:forgotten", "application", application.id
    )


def _letters_to(application: Application) -> Sequence[UUID]:
    query = select(ApplicationLetter.message_id)
    return (
        db.session().scalars(query.where(ApplicationLetter.application_id == application.id)).all()
    )


def _empty(application: Application) -> None:
    for name, nothing in _EMPTY.items():
        setattr(application, name, nothing)
    application.draft_token_hash = ids.digest(ids.new_token())  # the link opens nothing more
    db.session().execute(delete(Referee).where(Referee.application_id == application.id))
    db.session().execute(
        delete(ApplicationFile).where(ApplicationFile.application_id == application.id)
    )
