"""What the addresses of an applicant lead to: a part of an application, with its rights."""

from dataclasses import dataclass
from uuid import UUID

from portal.access.actor import Actor
from portal.hiring import queries
from portal.recruitment.models import Application, Referee
from portal.recruitment.states import DECIDED, Stage


@dataclass(frozen=True)
class Part:
    """Whoever may treat the application may treat the part."""

    application: Application

    @property
    def municipality_id(self) -> UUID:
        """Return whose it is."""
        return self.application.municipality_id

    @property
    def office_id(self) -> UUID | None:
        """Return the office that treats it."""
        return self.application.office_id

    @property
    def user_id(self) -> UUID | None:
        """Return the applicant."""
        return self.application.user_id

    @property
    def graded_ids(self) -> frozenset[UUID]:
        """Return the ids one must be named for."""
        return self.application.graded_ids


@dataclass(frozen=True)
class Asked(Part):
    """A referee of an application."""

    referee: Referee


@dataclass(frozen=True)
class Moving(Part):
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
