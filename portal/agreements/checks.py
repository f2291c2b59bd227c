"""What an agreement lacks before it is sent, and what it warns of. Pure: facts in, codes out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from portal.agreements.states import AgreementKind, Caution, Lack
from portal.engagements.states import Kind, Terms
from portal.rules.deadlines import add_months
from portal.rules.employment import is_short, trial_until, written_by

# Each field that must be filled in, by what it is called when it is missing.
NEEDED: Mapping[AgreementKind, Mapping[Lack, str]] = {
    AgreementKind.EMPLOYMENT: {
        Lack.DUTIES: "duties",
        Lack.WORKPLACE: "workplace",
        Lack.VOLUME: "week_minutes",
        Lack.TIMES: "times",
        Lack.TRAINING: "training",
        Lack.PENSION: "pension",
        Lack.TARIFF: "tariff",
        Lack.NOTICE: "notice_months",
    },
    AgreementKind.OPPDRAGSAVTALE: {
        Lack.AIM: "aim",
        Lack.HOURS: "month_minutes",
        Lack.CONTACT: "contact",
        Lack.NOTICE: "notice_months",
    },
}
FIELD_OF: Mapping[Lack, str] = {
    **NEEDED[AgreementKind.EMPLOYMENT],
    **NEEDED[AgreementKind.OPPDRAGSAVTALE],
    Lack.GROUND: "ground",
    Lack.END: "ends_on",
    Lack.AVLASTER_REASON: "avlaster_reason",
}
_AVLASTER_II = frozenset({Kind.AVLASTER.value, Kind.STOTTEKONTAKT.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Other work the same person has in the same days."""

    kind: str
    terms: str
    child_id: UUID
    is_ours: bool  # employed by the municipality, not by a supplier


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What an agreement says, and what is known beside it."""

    kind: AgreementKind
    terms: Terms
    role: str  # what somebody is engaged as
    child_id: UUID
    starts_on: date
    ends_on: date | None
    details: Mapping[str, Any]
    is_change: bool = False  # of one that is signed
    has_rate: bool = True
    others: Sequence[Job] = field(default=())


def lacks(agreed: Agreed) -> tuple[Lack, ...]:
    """Return exactly what is missing before it can be sent; empty when nothing is."""
    needed = NEEDED[agreed.kind]
    missing = [lack for lack, name in needed.items() if not agreed.details.get(name)]
    if agreed.terms is Terms.EMPLOYEE_TEMPORARY:
        missing += [] if agreed.details.get("ground") else [Lack.GROUND]
        missing += [] if agreed.ends_on else [Lack.END]
    if not agreed.has_rate:
        missing.append(Lack.RATE)
    if is_avlaster_ii(agreed) and not agreed.details.get("avlaster_reason"):
        missing.append(Lack.AVLASTER_REASON)
    return tuple(missing)


def cautions(agreed: Agreed, on: date) -> tuple[Caution, ...]:
    """Return what somebody should know before it is sent, or accepted, on a day."""
    found: list[Caution] = []
    if agreed.kind is AgreementKind.EMPLOYMENT:
        found += _of_employment(agreed, on)
    elif agreed.details.get("has_other_job") or any(_is_employed(it) for it in agreed.others):
        found.append(Caution.ALREADY_EMPLOYED)
    if is_avlaster_ii(agreed):
        found.append(Caution.AVLASTER_II)
    return tuple(found)


def _of_employment(agreed: Agreed, on: date) -> Iterable[Caution]:
    if agreed.is_change:
        yield from [Caution.CHANGED_LATE] if on > agreed.starts_on else []
    elif on > written_by(agreed.starts_on, agreed.ends_on):
        yield Caution.AT_ONCE if is_short(agreed.starts_on, agreed.ends_on) else Caution.LATE
    months = agreed.details.get("trial_months") or 0
    last = add_months(agreed.starts_on, months) - timedelta(days=1)
    if last > trial_until(agreed.starts_on, agreed.ends_on):
        yield Caution.LONG_TRIAL


def _is_employed(job: Job) -> bool:
    return job.is_ours and job.terms != Terms.CONTRACTOR


def is_avlaster_ii(agreed: Agreed) -> bool:
    """Tell whether one is avlaster and stottekontakt for one child, and no employee in both.

    That is employment, whatever it is called (Høyesterett 23. juni 2016, "avlaster II").
    """
    beside = [it for it in agreed.others if it.child_id == agreed.child_id]
    pairs = [it for it in beside if {it.kind, agreed.role} == _AVLASTER_II]
    return any(Terms.CONTRACTOR in {it.terms, agreed.terms} for it in pairs)
