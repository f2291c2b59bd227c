"""What is deleted when, and what is kept for the figures (domain/recruitment.md § 2.8).

Personal data of those who withdrew, were not approved or no longer work here goes after the
municipality's own number of days; who stays in the pool is kept until the pool lets go.
Month, role, district and outcome stay. The unit of work and its commit are the caller's.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, exists, func, or_, select, update

from portal.access.actor import NOBODY
from portal.accounts import leaving
from portal.audit.service import record_for
from portal.core import clock, db, ids
from portal.engagements.models import Engagement, Worker
from portal.messages import service as messages
from portal.municipality import keeping
from portal.municipality.keeping import Kept, Look, Rule, after
from portal.municipality.states import KeptKind, SettingKey
from portal.recruitment.models import (
    Application,
    ApplicationEvent,
    ApplicationFile,
    ApplicationLetter,
    Referee,
)
from portal.recruitment.service import happened
from portal.recruitment.states import Happening, Stage

_along: list[Callable[[UUID], None]] = []

# What tells who it was, and what it becomes.
_EMPTY: dict[str, Any] = {
    "name": "", "email": "", "phone": "", "born_on": None, "known_person": "", "relation": "",
    "education": "", "experience": "", "interests": "", "motivation": "", "languages": "",
    "norwegian_level": "", "has_licence": None, "has_car": None, "availability": [],
    "age_groups": [], "home": None, "heard_from": "", "mailed_to": "", "user_id": None,
    "occupation": "", "home_municipality": "", "secrecy_reason": "",
}  # fmt: skip


# When ---------------------------------------------------------------------------------------


def _found(look: Look, *conditions: ColumnElement[bool]) -> Sequence[Any]:
    query = select(
        Application.id, Application.number, Application.stage_since_at, Application.draft_expires_at
    ).where(Application.municipality_id == look.municipality_id, *conditions)
    if look.only is not None:  # held: nobody moves it while it is looked at
        query = query.where(Application.id == look.only).with_for_update(of=Application)
    return db.session().execute(query.order_by(Application.id)).all()


def _drafts(look: Look) -> Sequence[Kept]:
    too_old = Application.draft_expires_at <= look.until
    found = _found(look, Application.stage == Stage.DRAFT, too_old)
    return [Kept(it.id, it.draft_expires_at) for it in found]


def _over(look: Look, *conditions: ColumnElement[bool]) -> Sequence[Kept]:
    """Return what has been where it is for so many whole days."""
    found = _found(
        look,
        Application.forgotten_at.is_(None),
        Application.merged_into_id.is_(None),
        Application.stage_since_at <= look.until - timedelta(days=look.figure),
        *conditions,
    )
    kept = [look.kept(it.id, it.stage_since_at, it.number) for it in found]
    return [it for it in kept if it.goes_at <= look.until]


def _rejected(look: Look) -> Sequence[Kept]:
    """Return those who were turned down, but for who said yes to stay and still does.

    The yes alone keeps nothing: what is asked for then may never begin, and it ends elsewhere.
    """
    stays = [Application.keeps_in_pool & make() for make in _still_asked]
    return _over(look, Application.stage == Stage.NOT_APPROVED, *(~it for it in stays))


def _withdrawn(look: Look) -> Sequence[Kept]:
    return _over(look, Application.stage == Stage.WITHDRAWN)


def _hired(look: Look) -> Sequence[Kept]:
    """Return the applications of those who were approved, and do not work here any more."""
    works = exists().where(
        Worker.user_id == Application.user_id,
        Engagement.worker_id == Worker.id,
        or_(Engagement.valid_to.is_(None), Engagement.valid_to >= clock.today()),
        or_(Engagement.ended_at.is_(None), Engagement.ended_at > clock.now()),
    )
    asked = [~make() for make in _still_asked]
    over = _over(look, Application.stage == Stage.APPROVED, ~works, *asked)
    last = _last_worked([it.thing_id for it in over])
    kept = [
        replace(it, goes_at=max(it.goes_at, after(last[it.thing_id], look.figure)))
        if it.thing_id in last
        else it
        for it in over
    ]
    return [it for it in kept if it.goes_at <= look.until]


def _last_worked(application_ids: Sequence[UUID]) -> dict[UUID, date]:
    query = (
        select(Application.id, Engagement.valid_to, Engagement.ended_at)
        .join(Worker, Worker.user_id == Application.user_id)
        .join(Engagement, Engagement.worker_id == Worker.id)
        .where(Application.id.in_(application_ids))
    )
    found: dict[UUID, date] = {}
    for application_id, valid_to, ended_at in db.session().execute(query):
        ended = clock.local(ended_at).date() if ended_at else None
        last = min(day for day in (valid_to, ended) if day)
        found[application_id] = max(last, found.get(application_id, last))
    return found


_still_asked: list[Callable[[], ColumnElement[bool]]] = []


def not_while(condition: Callable[[], ColumnElement[bool]]) -> None:
    """Let a package above keep the application of somebody it still asks; at start-up."""
    _still_asked[:] = [condition]


# What ---------------------------------------------------------------------------------------


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
    """Delete the personal data of an application; what counts is kept.

    The account goes too, when there is nothing else it is for.
    """
    user_id = application.user_id
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
    db.session().flush()
    if user_id and not _others_of(user_id):
        leaving.forget_applicant(user_id)


def _others_of(user_id: UUID) -> int:
    query = select(func.count(Application.id)).where(Application.user_id == user_id)
    return db.session().scalar(query) or 0


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


def _expire(application_id: UUID) -> None:
    expire(db.session().get_one(Application, application_id))


def _forget(application_id: UUID) -> None:
    forget(db.session().get_one(Application, application_id))


def register() -> None:
    """Tell what is kept of applications, and until when."""
    keeping.register(Rule(code=KeptKind.DRAFT, due=_drafts, forget=_expire, is_stamped=True))
    for code, due, setting in (
        (KeptKind.REJECTED, _rejected, SettingKey.RETENTION_REJECTED_DAYS),
        (KeptKind.WITHDRAWN, _withdrawn, SettingKey.RETENTION_WITHDRAWN_DAYS),
        (KeptKind.HIRED, _hired, SettingKey.RETENTION_APPROVED_DAYS),
    ):
        keeping.register(Rule(code=code, due=due, forget=_forget, setting=setting))
