"""Codes of workers and their engagements."""

from enum import StrEnum


class Kind(StrEnum):
    """What somebody is engaged as."""

    AVLASTER = "avlaster"
    STOTTEKONTAKT = "stottekontakt"
    BPA_ASSISTANT = "bpa_assistant"


class Terms(StrEnum):
    """On what terms. It belongs to the engagement, not to the person or the role."""

    EMPLOYEE_PERMANENT = "employee_permanent"
    EMPLOYEE_TEMPORARY = "employee_temporary"
    CONTRACTOR = "contractor"


class InvitationState(StrEnum):
    """Where a parent's invitation of an assistant is."""

    SENT = "sent"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


class Obstacle(StrEnum):
    """Why somebody cannot be engaged for a child at all."""

    LEADS = "leads"
    GUARDS = "guards"
    WORKS_HERE = "works_here"
    NEVER = "never"  # somebody asked that the two are never together


class PaperState(StrEnum):
    """How a paper of an engagement stands."""

    IN_PLACE = "in_place"
    MISSING = "missing"
    TOO_OLD = "too_old"  # a certificate, at the signing
    LAPSED = "lapsed"  # it held once, and its last day has been
    TO_DO = "to_do"  # somebody should see to it; it holds nobody back


class PartOfDay(StrEnum):
    """The columns of a weekly grid of free times."""

    MORNING = "morning"
    DAY = "day"
    EVENING = "evening"
    NIGHT = "night"


# What a cell of the grid means, as (days later, from, to) in minutes after midnight in Oslo.
# A night is two slots, since no slot goes over midnight.
MINUTES: dict[PartOfDay, tuple[tuple[int, int, int], ...]] = {
    PartOfDay.MORNING: ((0, 6 * 60, 10 * 60),),
    PartOfDay.DAY: ((0, 10 * 60, 16 * 60),),
    PartOfDay.EVENING: ((0, 16 * 60, 22 * 60),),
    PartOfDay.NIGHT: ((0, 22 * 60, 24 * 60), (1, 0, 6 * 60)),
}


NIGHT_FROM = 22 * 60  # who can later than this can help at night


class LegalBasis(StrEnum):
    """On what law a certificate was asked for; the wrong one and the police send it back."""

    HOL = "hol § 5-4"
    BARNEVERNSLOVEN = "barnevernsloven § 12-11"


# The text of the confidentiality statement that is signed now; see templates/clearance.
STATEMENT_VERSION = "2026-1"
