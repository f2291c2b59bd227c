"""Codes of unpublished changes."""

from enum import StrEnum


class DraftAct(StrEnum):
    """What publishing a draft does."""

    NEW = "new"
    CHANGE = "change"
    CANCEL = "cancel"


class Difference(StrEnum):
    """What a draft changes, in the one word that stands on its card."""

    NEW = "new"
    CANCELLED = "cancelled"
    GIVEN = "given"  # to somebody else, or opened
    LONGER = "longer"
    SHORTER = "shorter"
    MOVED = "moved"
    DETAILS = "details"  # kind or note only


class Away(StrEnum):
    """Why somebody cannot be planned on a day, as far as the reader may know."""

    AWAY = "away"
    CANNOT = "cannot"  # has said which days they can
