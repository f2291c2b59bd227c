"""What is asked some days after somebody has begun, how it is answered, and what then waits."""

from enum import IntEnum, StrEnum


class Step(IntEnum):
    """Three times one is asked, then again and again; when is the municipality's to say.

    The steps after the third are counted on: 4 is the first of those that return.
    """

    FIRST = 1
    SECOND = 2
    THIRD = 3
    AGAIN = 4


class Mark(StrEnum):
    """An answer in words; the two lowest make a task for the office."""

    VERY_GOOD = "5"
    GOOD = "4"
    SO_SO = "3"
    NOT_GOOD = "2"
    BAD = "1"


LOW = 2  # this or lower


class FollowUpState(StrEnum):
    """How a follow-up stands; it follows from its dates."""

    WAITING = "waiting"
    EXPIRED = "expired"
    ANSWERED = "answered"
    LOW = "low"
    CLOSED = "closed"


class FollowUpTask(StrEnum):
    """What a coordinator must do about one."""

    LOW_ANSWER = "low_answer"
