"""What the municipality asks of those who apply, and what an application does not meet.

Pure but for the reading of the dated settings (domain/recruitment.md § 1.2 and § 7).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from portal.municipality import settings
from portal.municipality.states import SettingKey
from portal.needs.drafting import age_on
from portal.recruitment.states import FormStep, ListColumn, NorwegianLevel

KNOWN_PERSON_AGE = 16  # Stavanger, Lund: when somebody one knows has asked
GROWN_UP = 18  # below it a guardian confirms the police certificate
_LEVELS = tuple(NorwegianLevel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demands:
    """The municipality's own figures on a date; ``max_age`` 0 is no limit."""

    min_age: int = 18
    max_age: int = 0
    is_younger_ok_when_known: bool = True
    references: int = 2
    commitment_months: int = 12
    is_own_car_allowed: bool = True
    norwegian: NorwegianLevel | None = None
    pool_months: int = 12
    retention_days: int = 180  # the longest of those who got no and those who withdrew
    order: tuple[FormStep, ...] = tuple(FormStep)  # of the steps of the form
    list_columns: tuple[ListColumn, ...] = ()  # of the public list of applicants; none: no list

    def place_of(self, step: FormStep) -> int:
        """Return which step of the form this is here, from 1."""
        return self.order.index(step) + 1


def of(municipality_id: UUID, on: date) -> Demands:
    """Return what a municipality asks for on a date, in one statement."""
    decided = settings.all_on(municipality_id, on)
    level = decided[SettingKey.NORWEGIAN_LEVEL]
    return Demands(
        min_age=int(decided[SettingKey.MIN_AGE]),
        max_age=int(decided[SettingKey.MAX_AGE]),
        is_younger_ok_when_known=decided[SettingKey.AGE_EXCEPTION_KNOWN_PERSON] == "1",
        references=int(decided[SettingKey.REFERENCES_REQUIRED]),
        commitment_months=int(decided[SettingKey.COMMITMENT_MONTHS]),
        is_own_car_allowed=decided[SettingKey.OWN_CAR_ALLOWED] == "1",
        norwegian=NorwegianLevel(level) if level in set(NorwegianLevel) else None,
        pool_months=int(decided[SettingKey.POOL_CONSENT_MONTHS]),
        retention_days=max(
            int(decided[SettingKey.RETENTION_REJECTED_DAYS]),
            int(decided[SettingKey.RETENTION_WITHDRAWN_DAYS]),
        ),
        order=_order(decided[SettingKey.FORM_ORDER]),
        list_columns=_columns(decided),
    )


def _columns(decided: Mapping[SettingKey, str]) -> tuple[ListColumn, ...]:
    if decided[SettingKey.PUBLIC_APPLICANT_LIST] != "1":
        return ()
    named = decided[SettingKey.PUBLIC_LIST_COLUMNS].split(",")
    return tuple(it for it in ListColumn if it.value in named)


def _order(codes: str) -> tuple[FormStep, ...]:
    """Read the order of the steps; what is not named keeps its usual place, SEND the last."""
    named = [FormStep(code) for code in codes.split(",") if code in set(FormStep)]
    return tuple(sorted(dict.fromkeys([*named, *FormStep]), key=lambda it: it is FormStep.SEND))


class AgeProblem(StrEnum):
    """Why somebody cannot apply yet, or any more."""

    UNBORN = "unborn"
    TOO_YOUNG = "too_young"
    TOO_OLD = "too_old"


def age_problem(
    born_on: date, on: date, demands: Demands, *, knows_somebody: bool
) -> AgeProblem | None:
    """Return what is wrong with the age, if anything is."""
    age = age_on(born_on, on)
    if age < 0:
        return AgeProblem.UNBORN
    is_excepted = demands.is_younger_ok_when_known and knows_somebody
    if age < (min(KNOWN_PERSON_AGE, demands.min_age) if is_excepted else demands.min_age):
        return AgeProblem.TOO_YOUNG
    return AgeProblem.TOO_OLD if demands.max_age and age > demands.max_age else None


class Concern(StrEnum):
    """What a coordinator must know of an application, found by the portal itself."""

    MINOR = "minor"
    NEAR_RELATION = "near_relation"
    LANGUAGE = "language"
    NO_COMMITMENT = "no_commitment"


class Applied(Protocol):
    """What is read of an application."""

    born_on: date | None
    relation: str
    norwegian_level: str
    commits: bool


def reaches(level: str, demanded: NorwegianLevel | None) -> bool:
    """Tell whether a level of Norwegian is good enough; an unknown one never is."""
    if demanded is None:
        return True
    return level in _LEVELS and _LEVELS.index(NorwegianLevel(level)) >= _LEVELS.index(demanded)


def concerns(applied: Applied, demands: Demands, on: date) -> tuple[Concern, ...]:
    """Return what to look at before somebody is approved, the gravest first."""
    born_on = applied.born_on
    found = {
        Concern.LANGUAGE: not reaches(applied.norwegian_level, demands.norwegian),
        Concern.NEAR_RELATION: bool(applied.relation),
        Concern.MINOR: born_on is not None and age_on(born_on, on) < GROWN_UP,
        Concern.NO_COMMITMENT: bool(demands.commitment_months) and not applied.commits,
    }
    return tuple(concern for concern, is_there in found.items() if is_there)
