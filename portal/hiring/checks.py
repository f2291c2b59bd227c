"""What is done and what is missing before somebody is approved. Pure.

A *stop* cannot be passed by anybody; the other missing ones are shown in the summary
that a coordinator must have seen (features 10: accidental hire is impossible).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.recruitment.demands import Concern, Demands, concerns
from portal.recruitment.models import Application
from portal.recruitment.states import Outcome, Stage
from portal.recruitment.way import Way


class Item(StrEnum):
    """What is looked at."""

    ROLES = "roles"
    LANGUAGE = "language"
    REFERENCES = "references"
    INTERVIEW = "interview"
    HOME_VISIT = "home_visit"
    CERTIFICATE = "certificate"
    COURSE = "course"
    MINOR = "minor"
    NEAR_RELATION = "near_relation"
    NO_COMMITMENT = "no_commitment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One line: whether it is in order, and whether it stops an approval."""

    item: Item
    is_ok: bool
    is_stop: bool = False
    done: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What has been done with an application, wherever it stands now.

    ``been`` are the stages it has left; ``used`` those of the municipality's way.
    """

    references: int = 0
    is_interviewed: bool = False
    is_visited: bool = False
    is_certified: bool = False
    been: Collection[Stage] = ()
    used: Collection[Stage] = ()


def of(application: Application, done: Done, asked: Demands, on: date) -> tuple[Check, ...]:
    """Return every check of an application, what stops it first."""
    found = concerns(application, asked, on)
    outcomes = [role.outcome for role in application.roles]
    checks = [
        Check(
            item=Item.ROLES,
            is_ok=Outcome.OPEN not in outcomes and Outcome.APPROVED in outcomes,
            is_stop=True,
        ),
        Check(
            item=Item.REFERENCES, is_ok=done.references >= asked.references,
            done=done.references, of=asked.references,
        ),
        Check(item=Item.INTERVIEW, is_ok=done.is_interviewed),
    ]  # fmt: skip
    if asked.norwegian:
        checks.insert(
            1, Check(item=Item.LANGUAGE, is_ok=Concern.LANGUAGE not in found, is_stop=True)
        )
    if application.needs_home_visit:
        checks.append(Check(item=Item.HOME_VISIT, is_ok=done.is_visited, is_stop=True))
    if Stage.CERTIFICATE in done.used:
        checks.append(Check(item=Item.CERTIFICATE, is_ok=done.is_certified))
    if Stage.COURSE in done.used:
        checks.append(Check(item=Item.COURSE, is_ok=Stage.COURSE in done.been))
    told = (Concern.MINOR, Concern.NEAR_RELATION, Concern.NO_COMMITMENT)
    checks += [Check(item=Item(it.value), is_ok=False) for it in told if it in found]
    return tuple(checks)


def is_past_certificate(application: Application, to: Stage, here: Way) -> bool:
    """Tell whether a move leaves the certificate behind where the municipality requires it."""
    step = here.step(Stage.CERTIFICATE)
    if application.stage != Stage.CERTIFICATE or not (step.is_used and step.is_required):
        return False
    is_ahead = to in here.stages and here.place(to) > here.place(Stage.CERTIFICATE)
    return to is Stage.APPROVED or is_ahead


def stops(checks: Collection[Check]) -> tuple[Item, ...]:
    """Return what nobody can approve past."""
    return tuple(check.item for check in checks if check.is_stop and not check.is_ok)


def unmet(checks: Collection[Check]) -> tuple[Check, ...]:
    """Return what is not in order."""
    return tuple(check for check in checks if not check.is_ok)
