"""Where a question to a referee is, and what the referee may answer."""

from enum import StrEnum


class RequestState(StrEnum):
    """Where a question to a referee is on its way; it follows from its dates."""

    WAITING = "waiting"
    EXPIRED = "expired"
    ANSWERED = "answered"


class Trust(StrEnum):
    """Would you let the applicant be with a child you care for?"""

    YES = "yes"
    DOUBTS = "doubts"
    NO = "no"


class ReferenceTask(StrEnum):
    """What a coordinator must do about a referee."""

    EXPIRED = "expired"
    NOT_ASKED = "not_asked"
