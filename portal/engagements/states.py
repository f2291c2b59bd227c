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


class ClearanceKind(StrEnum):
    """A paper that must be in place before anything is planned or paid."""

    POLITIATTEST = "politiattest"
    TAUSHETSERKLAERING = "taushetserklaering"
    CONTRACT = "contract"


class InvitationState(StrEnum):
    """Where a parent's invitation of an assistant is."""

    SENT = "sent"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


# Which papers each kind of engagement takes (domain/recruitment.md § 0.4, hol § 5-4, § 12-1).
REQUIRED = dict.fromkeys(Kind, tuple(ClearanceKind))
