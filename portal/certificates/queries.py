"""Certificates of applicants: of one of them, what waits for whom, and who may be proposed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import lazyload

from portal.access.actor import Actor, Relation
from portal.certificates.models import (
    ApplicationCertificate,
    ApplicationPurposeLetter,
    ApplicationRemark,
)
from portal.certificates.states import CertificateTask
from portal.clearance.states import Verdict
from portal.core import clock, db
from portal.engagements import paper_queries
from portal.recruitment import queries as recruitment
from portal.recruitment import way
from portal.recruitment.application_part import ApplicationPart
from portal.recruitment.models import Application, ApplicationRole
from portal.recruitment.states import RUNNING, Outcome, Stage
from portal.recruitment.tasks import Task
from portal.rules.certificate import certificate
from portal.rules.periods import local_day

SHOWN = 100  # rows of a coordinator's list


@dataclass(frozen=True)
class Asked(ApplicationPart):
    """An applicant who is to show a certificate: the letters, and what has been seen."""

    letters: Sequence[ApplicationPurposeLetter]
    seen: ApplicationCertificate | None
    max_age_months: int

    @property
    def id(self) -> UUID:
        """Return what the log of who has read names."""
        return self.application.id

    @property
    def is_running(self) -> bool:
        """Whether something can be written down still."""
        return self.application.stage in RUNNING

    @property
    def last_valid_on(self) -> date | None:
        """Return the last day an agreement can be signed on the certificate."""
        if self.seen is None or self.seen.issued_on is None:
            return None
        return certificate(self.seen.issued_on, clock.today(), self.max_age_months).last_valid_on

    @property
    def is_too_old(self) -> bool:
        """Whether it was seen, and is too old today."""
        return self.last_valid_on is not None and self.last_valid_on < clock.today()

    @property
    def is_in_place(self) -> bool:
        """Whether it has been seen and will do today; what an engagement has, is judged there."""
        return self.seen is not None and not self.is_too_old


@dataclass(frozen=True)
class LetterOf(ApplicationPart):
    """A letter to the police, and the applicant it is about."""

    letter: ApplicationPurposeLetter


def of_application(application: Application) -> Asked | None:
    """Return the certificate of an applicant the caller has found; None: none is asked for."""
    found = Asked(
        application,
        _letters(application.id),
        seen_of(application.id),
        paper_queries.max_age_months(application.municipality_id),
    )
    here = {*way.of(application.municipality_id).stages, application.stage}
    return found if Stage.CERTIFICATE in here or found.letters or found.seen else None


def asked(actor: Actor, application_id: UUID) -> Asked | None:
    """Return the certificate of one of the office's applicants, where one is asked for."""
    application = recruitment.known(actor, application_id)
    return of_application(application) if application else None


def letter(actor: Actor, application_id: UUID, letter_id: UUID) -> LetterOf | None:
    """Return a letter about one of the office's applicants."""
    application = recruitment.known(actor, application_id)
    letters = _letters(application.id) if application else ()
    found = next((it for it in letters if it.id == letter_id), None)
    return LetterOf(application, found) if application and found else None


def own_letter(actor: Actor, application_id: UUID) -> LetterOf | None:
    """Return the newest letter about the actor, as long as the application runs."""
    own = recruitment.own(actor, application_id)
    if own is None or own.application.stage not in RUNNING:
        return None
    letters = _letters(own.application.id)
    return LetterOf(own.application, letters[0]) if letters else None


def _letters(application_id: UUID) -> Sequence[ApplicationPurposeLetter]:
    """Return the letters about an applicant, the newest first."""
    query = select(ApplicationPurposeLetter).where(
        ApplicationPurposeLetter.application_id == application_id
    )
    return db.session().scalars(query.order_by(ApplicationPurposeLetter.id.desc())).all()


def seen_of(application_id: UUID) -> ApplicationCertificate | None:
    """Return what has been seen of an applicant's certificate."""
    query = select(ApplicationCertificate).where(
        ApplicationCertificate.application_id == application_id
    )
    return db.session().scalar(query)


def is_in_place(application: Application) -> bool:
    """Tell whether the certificate has been seen, and will do today."""
    found = of_application(application)
    return found is not None and found.is_in_place


def has_any(application_id: UUID) -> bool:
    """Tell whether a letter is written or a certificate shown: none of it can be lost."""
    tables = (ApplicationPurposeLetter, ApplicationCertificate, ApplicationRemark)
    query = select(or_(*(exists().where(it.application_id == application_id) for it in tables)))
    return bool(db.session().scalar(query))


# What follows onto an engagement ----------------------------------------------------------


def to_follow(user_id: UUID, municipality_id: UUID, kind: str) -> ApplicationCertificate | None:
    """Return, held, what was seen of somebody approved as this, and is on no engagement yet."""
    query = (
        select(ApplicationCertificate)
        .where(
            ApplicationCertificate.application_id.in_(_approved(user_id, municipality_id, kind)),
            ApplicationCertificate.followed_at.is_(None),
        )
        .order_by(ApplicationCertificate.issued_on.desc(), ApplicationCertificate.id)
        .with_for_update(of=ApplicationCertificate)
    )
    return db.session().scalars(query).first()


def remark_to_follow(user_id: UUID, municipality_id: UUID, kind: str) -> ApplicationRemark | None:
    """Return, held, what a named person noted of somebody approved as this."""
    query = (
        select(ApplicationRemark)
        .where(ApplicationRemark.application_id.in_(_approved(user_id, municipality_id, kind)))
        .order_by(ApplicationRemark.issued_on.desc(), ApplicationRemark.id)
        .with_for_update(of=ApplicationRemark)
    )
    return db.session().scalars(query).first()


def _approved(user_id: UUID, municipality_id: UUID, kind: str) -> Select[UUID]:
    return (
        select(Application.id)
        .join(ApplicationRole, ApplicationRole.application_id == Application.id)
        .where(
            Application.user_id == user_id,
            Application.municipality_id == municipality_id,
            Application.stage == Stage.APPROVED,
            ApplicationRole.kind == kind,
            ApplicationRole.outcome == Outcome.APPROVED,
        )
    )


# Remarks, and who may know of them --------------------------------------------------------


def remark_of(application_id: UUID) -> ApplicationRemark | None:
    """Return what a named person has noted. For verbs and for pages behind CLEARANCE_JUDGE."""
    query = select(ApplicationRemark).where(ApplicationRemark.application_id == application_id)
    return db.session().scalar(query)


def applicants_with_remarks() -> Select[UUID | None]:
    """Select the users who are not proposed to anybody: a certificate is not accepted."""
    return (
        select(Application.user_id)
        .join(ApplicationRemark, ApplicationRemark.application_id == Application.id)
        .where(ApplicationRemark.verdict != Verdict.ACCEPTED, Application.user_id.is_not(None))
    )


def tasks(actor: Actor) -> Sequence[Task]:
    """Return who waits for the letter; to who is named also the certificates to judge."""
    return [*_without_letter(actor), *_to_judge(actor)]


def _without_letter(actor: Actor) -> list[Task]:
    made = (ApplicationPurposeLetter, ApplicationCertificate)
    query = (
        select(Application)
        .where(
            *recruitment.known_to(actor),
            Application.stage == Stage.CERTIFICATE,
            *(~exists().where(it.application_id == Application.id) for it in made),
        )
        .order_by(Application.stage_since_at, Application.id)
        .limit(SHOWN)
        .options(lazyload("*"))
    )
    return [
        _task(CertificateTask.LETTER, it, local_day(it.stage_since_at), "certificates.letter")
        for it in db.session().scalars(query)
    ]


def _to_judge(actor: Actor) -> list[Task]:
    offices = actor.of(Relation.CLEARS_IN)
    if not offices:
        return []
    query = (
        select(Application, ApplicationRemark)
        .join(ApplicationRemark, ApplicationRemark.application_id == Application.id)
        .where(
            *recruitment.known_to(actor),
            Application.office_id.in_(offices),
            or_(Application.user_id.is_(None), Application.user_id != actor.user_id),
            Application.stage.in_([*RUNNING, Stage.APPROVED]),
            ApplicationRemark.verdict == Verdict.OPEN,
        )
        .order_by(ApplicationRemark.noted_at)
        .limit(SHOWN)
        .options(lazyload("*"))
    )
    return [
        _task(CertificateTask.JUDGE, it, local_day(remark.noted_at), "certificates.remark")
        for it, remark in db.session().execute(query)
    ]


def _task(code: CertificateTask, application: Application, since_on: date, page: str) -> Task:
    return Task(
        code=code, application_id=application.id, name=application.name,
        number=application.number, since_on=since_on, page=page,
    )  # fmt: skip
