"""What somebody may answer when asked about a need, and what then waits for the office."""

from enum import StrEnum


class Answer(StrEnum):
    """The answer to «would you like to meet this family?»."""

    YES = "yes"
    OTHER = "other"  # not this one; gladly something else
    NO = "no"


class Why(StrEnum):
    """Why not: told by those who want to, from a closed list, read by the office alone."""

    UNSAID = ""
    TIMES = "times"
    FAR = "far"
    FULL = "full"
    NOT_ME = "not_me"


class AskingTask(StrEnum):
    """What a coordinator must do about those who were asked."""

    NEXT_BATCH = "next_batch"
    NOBODY_LEFT = "nobody_left"
