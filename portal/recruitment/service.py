"""Send an application, register one that came on paper, withdraw it."""

from datetime import datetime
from uuid import UUID

from portal.access.actor import NOBODY, Actor, Hat
from portal.accounts import queries as accounts
from portal.accounts import service as account_service
from portal.accounts.models import User
from portal.audit.service import record_for
from portal.core import clock, db
from portal.core.errors import ConflictError
from portal.recruitment import demands, drafts, letters, moved, queries, way
from portal.recruitment.models import Application, ApplicationEvent
from portal.recruitment.states import ASKED_FOR_LIST, Happening, LetterKind, Stage

MOVED = "Søknaden er endret siden du leste den. Det du skrev, er tatt vare på."


def submit(draft: Application) -> Application:
    """Send a draft: number, office, account and receipt. Sent twice, it is sent once.

    Raises GoneError when the draft is too old. What must be filled in is the form's.
    """
    application = queries.locked(draft.id)
    drafts.refuse_expired(application)
    if application.stage == Stage.DRAFT:
        _tell_of_list(application)
        _receive(NOBODY, application, clock.now(), Happening.SUBMITTED)
    return application


def _tell_of_list(application: Application) -> None:
    """Note that the form told of the public list; what it does not ask for here is not kept."""
    columns = demands.of(application.municipality_id, clock.today()).list_columns
    application.is_told_of_list = bool(columns)
    for column in ASKED_FOR_LIST - set(columns):
        setattr(application, column.value, "")
    if not columns:
        application.wants_secrecy = False
    if not application.wants_secrecy:
        application.secrecy_reason = ""


def register(
    actor: Actor, application: Application, received_at: datetime, office_id: UUID | None
) -> None:
    """Take in what came on paper; ``office_id`` treats it when no district says otherwise."""
    application.responsible_id = actor.user_id
    if application.district_id is None:
        application.office_id = office_id
    _receive(actor, application, received_at, Happening.REGISTERED)


def _receive(actor: Actor, application: Application, at: datetime, event: Happening) -> None:
    if application.office_id is None:
        office = queries.office_for(application)
        application.office_id = office.id if office else None
    application.number = queries.next_number(application.municipality_id)
    application.stage, application.stage_since_at = Stage.ACKNOWLEDGED, at
    application.submitted_at = at
    user = _account(actor, application)
    application.user_id = user.id if user else None
    db.session().flush()
    happened(application, event, actor.user_id, to_stage=Stage.ACKNOWLEDGED, at=at)
    record_for(
        application.municipality_id, actor, "application:submitted", "application",
        application.id, number=application.number, roles=[it.kind for it in application.roles],
    )  # fmt: skip
    moved.tell(application)
    _send_receipt(application, has_login=user is not None)


def _account(actor: Actor, application: Application) -> User | None:
    """Return the applicant's account; None when the address belongs to another municipality."""
    if application.user_id is not None:  # signed in while writing
        own = db.session().get_one(User, application.user_id)
        account_service.give_role(own, Hat.APPLICANT, by=actor)
        return own
    there = accounts.by_email(application.email)
    if there is not None and there.municipality_id != application.municipality_id:
        return None
    user = account_service.create_user(
        application.municipality_id, application.email, application.name,
        phone=application.phone, by=actor,
    )  # fmt: skip
    account_service.give_role(user, Hat.APPLICANT, by=actor)
    account_service.invite(user, by=actor)
    return user


def _send_receipt(application: Application, *, has_login: bool) -> None:
    asked = demands.of(application.municipality_id, clock.today())
    usual = queries.usual_days(application.municipality_id)
    assert application.submitted_at is not None
    letters.made(
        application, LetterKind.RECEIVED, number=application.number,
        roles=[role.kind for role in application.roles],
        submitted_at=application.submitted_at.isoformat(), references=asked.references,
        steps=_steps(application, asked), call_days=usual[Stage.ACKNOWLEDGED], has_login=has_login,
        is_told_of_list=application.is_told_of_list, wants_secrecy=application.wants_secrecy,
    ).post()  # fmt: skip


def _steps(application: Application, asked: demands.Demands) -> list[Stage]:
    """Return the stages ahead that have something to do with this applicant."""
    left_out = {Stage.SCREENING}  # the office's own work, and no step of the applicant's
    if not asked.references:
        left_out.add(Stage.REFERENCES)
    if not application.is_at_home:
        left_out.add(Stage.HOME_VISIT)
    return [it for it in way.of(application.municipality_id).stages if it not in left_out]


def may_withdraw(application: Application) -> bool:
    """Tell whether the applicant can still take it back."""
    return application.is_running


def withdraw(actor: Actor, seen: Application, version: int | None = None) -> None:
    """Take one's application back. It needs no reason. Raises ConflictError when it is over."""
    application = queries.locked(seen.id)
    if not may_withdraw(application):
        raise ConflictError(MOVED)
    if version is not None and version != application.version:
        raise ConflictError(MOVED)
    move(application, Stage.WITHDRAWN, actor.user_id, Happening.WITHDRAWN)
    record_for(
        application.municipality_id, actor, "application:withdrawn", "application", application.id
    )
    letters.made(application, LetterKind.WITHDRAWN).post(actor.user_id)


# Used by hiring too ----------------------------------------------------------------------


def move(
    application: Application, to: Stage, by_id: UUID | None, event: Happening, why: str = ""
) -> None:
    """Put an application in another stage, and write down how long it was in the last."""
    stayed = application.days_in_stage(clock.today())
    before = application.stage
    application.stage, application.stage_since_at = to, clock.now()
    happened(application, event, by_id, from_stage=before, to_stage=to, stayed_days=stayed, why=why)
    moved.tell(application)


def take(actor: Actor, application: Application) -> None:
    """Whoever acts first on an application follows it up."""
    if application.responsible_id is None:
        application.responsible_id = actor.user_id


def happened(
    application: Application, event: Happening, by_id: UUID | None, **facts: object
) -> ApplicationEvent:
    """Write in the application's own history."""
    return db.add(
        ApplicationEvent(
            municipality_id=application.municipality_id, application_id=application.id,
            event=event, by_id=by_id, **facts,
        )
    )  # fmt: skip
