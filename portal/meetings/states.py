"""Where a meeting with a family is, what each side says after it, and what waits for whom."""

from enum import StrEnum


class MeetingState(StrEnum):
    """A meeting is planned, or was called off; whether it has been follows from the clock."""

    PLANNED = "planned"
    CANCELLED = "cancelled"


class Say(StrEnum):
    """What one side says after the meeting; the other never reads why."""

    YES = "yes"
    NO = "no"


class Notice(StrEnum):
    """What a mail says of a meeting."""

    PLANNED = "planned"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    OVER = "over"  # it is off, and there will be no other
    REMINDER = "reminder"


class MeetingTask(StrEnum):
    """What a coordinator must do about a match."""

    TO_PLAN = "to_plan"
    NO_WORD = "no_word"
    RELATED = "related"
    TO_ENGAGE = "to_engage"
