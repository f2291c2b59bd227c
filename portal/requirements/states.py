"""Codes of what is asked of those who work, and what everybody must have by law."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ClearanceKind(StrEnum):
    """A kind of paper somebody may need before anything is planned or paid."""

    POLITIATTEST = "politiattest"
    TAUSHETSERKLAERING = "taushetserklaering"
    CONTRACT = "contract"
    HOUSEHOLD = "household"  # certificates of the grown-ups in the home, where the child will be
    COURSE = "course"


class Bond(StrEnum):
    """Which engagements a requirement is for: all of them, or those on these terms."""

    ANY = ""
    EMPLOYEE = "employee"
    CONTRACTOR = "contractor"


@dataclass(frozen=True, slots=True)
class Law:
    """What must be in place whatever the municipality says: since when, and who says so."""

    valid_from: date
    source: str


# Nothing may start or be paid before these (domain/recruitment.md §§ 0.4, 2.3, 2.4, 2.5).
BY_LAW: Mapping[ClearanceKind, Law] = {
    ClearanceKind.POLITIATTEST: Law(date(2017, 1, 1), "hol § 5-4; barnevernsloven § 12-11"),
    ClearanceKind.TAUSHETSERKLAERING: Law(date(2012, 1, 1), "hol § 12-1; fvl § 13"),
    ClearanceKind.CONTRACT: Law(date(2006, 1, 1), "aml § 14-5; oppdragsavtale for oppdragstakere"),
}
