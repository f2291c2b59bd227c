"""A part of an application, with its rights: what many addresses of recruitment lead to."""

from dataclasses import dataclass
from uuid import UUID

from portal.recruitment.models import Application


@dataclass(frozen=True)
class ApplicationPart:
    """Part of an application: whoever may treat the application may treat the part."""

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
