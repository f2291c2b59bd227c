"""Codes of what a vedtak grants."""

from enum import StrEnum


class Unit(StrEnum):
    """What the amount of a portion counts."""

    HOURS = "hours"
    DOGN = "dogn"


class Per(StrEnum):
    """The period an amount is granted for."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class RightHolder(StrEnum):
    """Whose right it is: avlastning is the parent's, støttekontakt the child's."""

    CHILD = "child"
    PARENT = "parent"


class PauseReason(StrEnum):
    """Why some days grant nothing."""

    HOSPITAL = "hospital"
    INSTITUTION = "institution"
    ABROAD = "abroad"
    OTHER = "other"
