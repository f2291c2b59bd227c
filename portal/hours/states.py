"""Codes of what is told about the hours of a vedtak."""

from enum import StrEnum


class AlertKind(StrEnum):
    """What it is about, the worst first."""

    RUNS_OUT = "runs_out"
    UNUSED = "unused"
    USED = "used"
