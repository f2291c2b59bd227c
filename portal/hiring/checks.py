"""What is done and what is missing before somebody is approved. Pure.

A *stop* cannot be passed by anybody; the other missing ones are shown in the summary
that a coordinator must have seen (features 10: accidental hire is impossible).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.needs.states import RoleKind
from portal.recruitment.demands import Concern, Demands, concerns
from portal.recruitment.models import Application
from portal.recruitment.states import Outcome, Stage


class Item(StrEnum):
    """What is looked at."""

    ROLES = "roles"
    LANGUAGE = "language"
    REFERENCES = "references"
    INTERVIEW = "interview"
    HOME_VISIT = "home_visit"
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


def of(
    application: Application, been: Collection[Stage], asked: Demands, on: date
) -> tuple[Check, ...]:
    """Return every check of an application, what stops it first."""
    found = concerns(application, asked, on)
    spoken = sum(1 for referee in application.referees if referee.has_answered)
    passed = {*been, Stage(application.stage)}
    outcomes = [role.outcome for role in application.roles]
    checks = [
        Check(
            item=Item.ROLES,
            is_ok=Outcome.OPEN not in outcomes and Outcome.APPROVED in outcomes,
            is_stop=True,
        ),
        Check(
            item=Item.REFERENCES, is_ok=spoken >= asked.references, done=spoken,
            of=asked.references,
        ),
        Check(item=Item.INTERVIEW, is_ok=not passed.isdisjoint(_TALKED)),
    ]  # fmt: skip
    if asked.norwegian:
        checks.insert(
            1, Check(item=Item.LANGUAGE, is_ok=Concern.LANGUAGE not in found, is_stop=True)
        )
    if needs_home_visit(application):
        checks.append(Check(item=Item.HOME_VISIT, is_ok=Stage.HOME_VISIT in passed, is_stop=True))
    told = (Concern.MINOR, Concern.NEAR_RELATION, Concern.NO_COMMITMENT)
    checks += [Check(item=Item(it.value), is_ok=False) for it in told if it in found]
    return tuple(checks)


_TALKED = frozenset({Stage.INTERVIEW, Stage.HOME_VISIT})  # nobody is visited before that


def needs_home_visit(application: Application) -> bool:
    """Tell whether somebody must see the home: a child will be there and it is not refused."""
    return application.is_at_home and any(
        role.kind == RoleKind.AVLASTER and role.outcome != Outcome.NOT_APPROVED
        for role in application.roles
    )


def stops(checks: Collection[Check]) -> tuple[Item, ...]:
    """Return what nobody can approve past."""
    return tuple(check.item for check in checks if check.is_stop and not check.is_ok)


def unmet(checks: Collection[Check]) -> tuple[Check, ...]:
    """Return what is not in order."""
    return tuple(check for check in checks if not check.is_ok)


def next_stage(application: Application) -> Stage | None:
    """Return where an application goes as a rule; APPROVED means that it is time to decide."""
    after = {
        Stage.ACKNOWLEDGED: Stage.REFERENCES if application.referees else Stage.SCREENING,
        Stage.SCREENING: Stage.REFERENCES if application.referees else Stage.INTERVIEW,
        Stage.REFERENCES: Stage.INTERVIEW,
        Stage.INTERVIEW: Stage.HOME_VISIT if needs_home_visit(application) else Stage.APPROVED,
        Stage.HOME_VISIT: Stage.APPROVED,
    }
    return after.get(Stage(application.stage))
