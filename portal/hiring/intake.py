"""Applications that come on paper or by telephone: the office writes them in."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from portal.access.actor import Actor
from portal.core import clock, db, ids
from portal.hiring import queries
from portal.recruitment import drafts
from portal.recruitment import service as recruitment
from portal.recruitment.models import Application
from portal.recruitment.states import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What stood on the paper."""

    choices: list[str]
    name: str
    email: str
    phone: str
    born_on: date
    district_id: UUID | None
    norwegian_level: str
    interests: str
    received_on: date


def register(actor: Actor, taken: Taken) -> Application:
    """Take in an application; without a district it is the coordinator's own office's."""
    assert actor.municipality_id is not None
    application = db.add(
        Application(
            municipality_id=actor.municipality_id,
            stage=Stage.DRAFT,
            draft_token_hash=ids.digest(ids.new_token()),  # nobody has the token: it is sent
            draft_expires_at=clock.now(),
            name=taken.name,
            email=taken.email,
            phone=taken.phone,
            born_on=taken.born_on,
            district_id=taken.district_id,
            norwegian_level=taken.norwegian_level,
            interests=taken.interests,
        )
    )
    drafts.choose(application, taken.choices)
    db.session().flush()
    own = queries.own_office(actor)
    recruitment.register(
        actor, application, _received_at(taken.received_on), own.id if own else None
    )
    return application


def _received_at(day: date) -> datetime:
    """Return the instant it counts from: noon of an earlier day, now for today."""
    return clock.now() if day == clock.today() else datetime.combine(day, time(12), clock.OSLO)
