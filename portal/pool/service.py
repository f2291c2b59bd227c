"""Stand in the pool, change what is told, pause, stay another period, leave."""

import re
from dataclasses import replace
from datetime import date
from uuid import UUID

from portal.access.actor import NOBODY, Actor
from portal.audit.service import record_for
from portal.core import clock, db
from portal.core.errors import ConflictError, RefusedError
from portal.engagements import queries as engagements
from portal.municipality import settings
from portal.municipality.states import SettingKey
from portal.pool import queries
from portal.pool.models import PoolConsent
from portal.pool.profile import NOTHING, Profile, of_application, of_consent, of_worker
from portal.pool.states import EndReason
from portal.recruitment.models import Application
from portal.recruitment.states import RUNNING, Outcome, Stage
from portal.rules.deadlines import add_months

NOT_YET = "Du kan stå i banken når søknaden din er avgjort."
CHANGED = "Dette er endret siden du leste det. Det du skrev, er tatt vare på."


def ends_on(municipality_id: UUID, given_on: date) -> date:
    """Return the first day a consent given on a day no longer holds."""
    months = settings.number(municipality_id, SettingKey.POOL_CONSENT_MONTHS, given_on)
    return add_months(given_on, months)


def offered(user_id: UUID | None) -> tuple[Profile, UUID, Application | None] | None:
    """Return what somebody would stand in the pool with, and at which office.

    None: neither a worker nor somebody who has been turned down.
    """
    worker = engagements.worker_of_user(user_id)
    application = queries.stayed_on(user_id)
    if worker:
        roles = [role.value for role in queries.approved_roles(user_id)]
        return of_worker(worker, roles), worker.office_id, None
    if application and application.office_id:
        roles = [role.kind for role in application.roles]
        return of_application(application, roles), application.office_id, application
    return None


def told(consent: PoolConsent, known: Profile) -> Profile:
    """Return what lies in a consent, with the times that are known when none lie there yet."""
    lies = of_consent(consent)
    has_said = lies.availability_confirmed_on is not None
    return lies if has_said else replace(lies, availability=known.availability)


def join(actor: Actor, told: Profile) -> PoolConsent:
    """Stand in the pool from today. Raises RefusedError for who cannot, ConflictError twice."""
    found = offered(actor.user_id)
    if found is None or actor.user_id is None or actor.municipality_id is None:
        raise RefusedError(NOT_YET)
    if queries.own(actor.user_id):
        raise ConflictError(CHANGED)
    _profile, office_id, application = found
    if application:
        application.keeps_in_pool = True
    consent = _give(actor.municipality_id, actor.user_id, office_id, application)
    _tell(consent, told)
    db.session().flush()
    _record(actor, consent, "pool:joined")
    return consent


def _give(
    municipality_id: UUID, user_id: UUID, office_id: UUID, application: Application | None
) -> PoolConsent:
    today = clock.today()
    return db.add(
        PoolConsent(
            municipality_id=municipality_id,
            user_id=user_id,
            office_id=office_id,
            application_id=application.id if application else None,
            given_on=today,
            ends_on=ends_on(municipality_id, today),
        )
    )


def follow(application: Application) -> None:
    """Take in who said yes to stay: when turned down, and when hired. Heard of every move."""
    stage = Stage(application.stage)
    if stage in RUNNING and application.keeps_in_pool:
        _take_out(application)
    if stage not in {Stage.NOT_APPROVED, Stage.APPROVED} or application.user_id is None:
        return
    consent = queries.own(application.user_id)
    if consent is None:
        consent = _take_in(application)
    if consent is not None and stage is Stage.APPROVED:
        consent.roles = [role.value for role in queries.approved_roles(application.user_id)]


def _take_in(application: Application) -> PoolConsent | None:
    if not application.keeps_in_pool or application.office_id is None:
        return None
    assert application.user_id is not None
    roles = [
        role.kind
        for role in application.roles
        if application.stage == Stage.NOT_APPROVED or role.outcome == Outcome.APPROVED
    ]
    consent = _give(
        application.municipality_id, application.user_id, application.office_id, application
    )
    of_application(application, roles).write(consent)
    db.session().flush()
    _record(NOBODY, consent, "pool:joined")
    return consent


def _take_out(application: Application) -> None:
    """Take out who stood there because of an answer that is taken back; the wish to stay holds."""
    consent = queries.own(application.user_id) if application.user_id else None
    if consent is not None and consent.application_id == application.id:
        end(NOBODY, consent, EndReason.TAKEN_UP)
        application.keeps_in_pool = True


def change(actor: Actor, seen: PoolConsent, version: int, told: Profile) -> None:
    """Tell something else of oneself. Raises ConflictError when it was changed meanwhile."""
    consent = queries.locked(seen.id)
    if consent.version != version or consent.ended_at:
        raise ConflictError(CHANGED)
    _tell(consent, told)
    _record(actor, consent, "pool:changed")


def _tell(consent: PoolConsent, told: Profile) -> None:
    told.write(consent)
    worker = engagements.worker_of_user(consent.user_id)
    if worker:  # the office's page of a worker shows these two
        worker.interests, worker.has_car = told.interests, told.has_car


def renew(actor: Actor, seen: PoolConsent) -> PoolConsent:
    """Stay another period from today; the link in the mail is used up."""
    consent = _living(seen)
    consent.ends_on = ends_on(consent.municipality_id, clock.today())
    consent.renewed_at, consent.reminded_at, consent.token_hash = clock.now(), None, None
    _record(actor, consent, "pool:renewed")
    return consent


def pause(actor: Actor, seen: PoolConsent) -> None:
    """Be asked about nothing for a while; the consent goes on."""
    _living(seen).paused_on = clock.today()
    _record(actor, seen, "pool:paused")


def resume(actor: Actor, seen: PoolConsent) -> None:
    """Be asked again."""
    _living(seen).paused_on = None
    _record(actor, seen, "pool:resumed")


def leave(actor: Actor, seen: PoolConsent) -> None:
    """Leave the pool; what was kept because of it goes at once."""
    end(actor, _living(seen), EndReason.LEFT)


def end(actor: Actor, consent: PoolConsent, why: EndReason) -> None:
    """End a consent, and delete what lay in it."""
    consent.ended_at, consent.ended_why = clock.now(), why
    consent.token_hash = consent.reminded_at = None
    NOTHING.write(consent)
    if consent.application_id:  # from now on its own retention counts
        db.session().get_one(Application, consent.application_id).keeps_in_pool = False
    _record(actor, consent, f"pool:{why}")


def _living(seen: PoolConsent) -> PoolConsent:
    consent = queries.locked(seen.id)
    if not consent.is_living(clock.today()):
        raise ConflictError(CHANGED)
    return consent


def _record(actor: Actor, consent: PoolConsent, event: str) -> None:
    record_for(consent.municipality_id, actor, event, "pool_consent", consent.id)


def is_postcode(text: str) -> bool:
    """Tell whether it looks like a Norwegian postcode."""
    return bool(re.fullmatch(r"[0-9]{4}", text))
