"""What the addresses of an applicant lead to: a part of an application, with its rights."""

from dataclasses import dataclass
from uuid import UUID

from portal.access.actor import Actor
from portal.hiring import queries
from portal.recruitment.application_part import ApplicationPart
from portal.recruitment.models import Referee
from portal.recruitment.states import DECIDED, Stage


@dataclass(frozen=True)
class Asked(ApplicationPart):
    """A referee of an application."""

    referee: Referee


@dataclass(frozen=True)
class Moving(ApplicationPart):
    """Where an application is to go."""

    to: Stage


def asked(actor: Actor, application_id: UUID, referee_id: UUID) -> Asked | None:
    """Return a referee of one of the office's applications."""
    application = queries.one(actor, application_id)
    found = [it for it in application.referees if it.id == referee_id] if application else []
    return Asked(application, found[0]) if application and found else None


def moving(actor: Actor, application_id: UUID, to: str) -> Moving | None:
    """Return an application with a stage it might go to; what is decided has other pages."""
    application = queries.one(actor, application_id)
    is_stage = to in set(Stage) - DECIDED
    return Moving(application, Stage(to)) if application and is_stage else None
