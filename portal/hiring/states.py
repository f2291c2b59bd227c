"""Why several are turned down at once: each reason has its sentence in the letter."""

from enum import StrEnum


class DeclineReason(StrEnum):
    """What the letter says; OTHER says nothing, and needs words of one's own."""

    FILLED = "filled"
    NO_FIT = "no_fit"
    ENOUGH = "enough"
    OTHER = "other"
