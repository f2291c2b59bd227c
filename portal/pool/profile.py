"""What is kept of somebody in the pool, and where it is taken from: nothing is typed twice."""

from dataclasses import dataclass, field, fields
from datetime import date
from uuid import UUID

from portal.engagements.models import Worker
from portal.pool.models import PoolConsent
from portal.recruitment.models import Application
from portal.rules.periods import local_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The columns of a consent that are matched on."""

    roles: list[str] = field(default_factory=list)
    interests: str = ""
    about: str = ""
    experience: str = ""
    competence: str = ""
    languages: str = ""
    age_groups: list[str] = field(default_factory=list)
    sex: str = ""
    has_car: bool = False
    travel: list[str] = field(default_factory=list)
    postcode: str = ""
    max_km: int | None = None
    hours_per_week: int | None = None
    district_id: UUID | None = None
    availability: list[str] = field(default_factory=list)  # empty for workers, who have their own
    availability_confirmed_on: date | None = None

    def write(self, consent: PoolConsent) -> None:
        """Put it in a consent."""
        for it in fields(self):
            setattr(consent, it.name, getattr(self, it.name))


NOTHING = Profile()


def of_consent(consent: PoolConsent) -> Profile:
    """Return what lies in a consent."""
    return Profile(**{it.name: getattr(consent, it.name) for it in fields(Profile)})


def of_application(application: Application, roles: list[str]) -> Profile:
    """Return what an applicant has told already."""
    said_at = application.submitted_at
    return Profile(
        roles=roles,
        interests=application.interests,
        experience=application.experience,
        competence=application.education,
        languages=application.languages,
        age_groups=list(application.age_groups),
        has_car=bool(application.has_car),
        max_km=application.max_km,
        hours_per_week=application.hours_per_week,
        district_id=application.district_id,
        availability=list(application.availability),
        availability_confirmed_on=local_day(said_at) if said_at else None,
    )


def of_worker(worker: Worker, roles: list[str]) -> Profile:
    """Return what we know of a worker who applied elsewhere, or came before the portal."""
    return Profile(roles=roles, interests=worker.interests, has_car=worker.has_car)
