"""The parts of the interview guide, and what waits for an interviewer."""

from enum import StrEnum


class GuidePart(StrEnum):
    """Questions for everybody, and those for each role applied for."""

    ALL = "all"
    AVLASTER = "avlaster"
    STOTTEKONTAKT = "stottekontakt"
    BPA_ASSISTANT = "bpa_assistant"


SCALE = range(1, 6)
FAR_APART = 2  # so many steps between two scores are worth a talk


class InterviewTask(StrEnum):
    """What an interviewer has to do."""

    ASSESS = "assess"
