"""What is found on a home visit, and what waits for those who were there."""

from enum import StrEnum


class Found(StrEnum):
    """What was seen of one line of the checklist."""

    OK = "ok"
    REMARK = "remark"
    IRRELEVANT = "irrelevant"


class Conclusion(StrEnum):
    """Whether a child can be there."""

    SUITABLE = "suitable"
    SUITABLE_IF = "suitable_if"  # when what the report says has been done
    UNSUITABLE = "unsuitable"


SIGNATURES = 2  # of two different people


class VisitTask(StrEnum):
    """What somebody who was on a visit has to do."""

    REPORT = "report"
    SIGN = "sign"
