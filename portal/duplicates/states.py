"""Why two applications look like one person's, and what was said about it."""

from enum import StrEnum


class Likeness(StrEnum):
    """What two applications have in common; the order is the strength."""

    ACCOUNT = "account"
    EMAIL = "email"
    PHONE = "phone"
    NAME_AND_BIRTH = "name_and_birth"


class PairState(StrEnum):
    """What has been decided about two applications."""

    OPEN = "open"
    OTHERS = "others"  # two people
    MERGED = "merged"


class DuplicateTask(StrEnum):
    """What waits for a coordinator."""

    SAME_PERSON = "same_person"
