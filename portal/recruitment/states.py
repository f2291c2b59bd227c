"""The way of an application. Stage, outcome per role, and event are separate things."""

from enum import StrEnum


class Stage(StrEnum):
    """Where an application is (domain/recruitment.md § 2.2)."""

    DRAFT = "draft"
    ACKNOWLEDGED = "acknowledged"
    SCREENING = "screening"
    REFERENCES = "references"
    INTERVIEW = "interview"
    HOME_VISIT = "home_visit"
    APPROVED = "approved"
    NOT_APPROVED = "not_approved"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


# from → where a coordinator may move it; withdrawal is the applicant's own.
TRANSITIONS: dict[Stage, tuple[Stage, ...]] = {
    Stage.DRAFT: (Stage.ACKNOWLEDGED, Stage.EXPIRED),
    Stage.ACKNOWLEDGED: (Stage.SCREENING, Stage.REFERENCES, Stage.NOT_APPROVED, Stage.WITHDRAWN),
    Stage.SCREENING: (
        Stage.REFERENCES, Stage.INTERVIEW, Stage.ACKNOWLEDGED, Stage.NOT_APPROVED, Stage.WITHDRAWN,
    ),
    Stage.REFERENCES: (
        Stage.INTERVIEW, Stage.SCREENING, Stage.NOT_APPROVED, Stage.WITHDRAWN,
    ),
    Stage.INTERVIEW: (
        Stage.HOME_VISIT, Stage.APPROVED, Stage.REFERENCES, Stage.NOT_APPROVED, Stage.WITHDRAWN,
    ),
    Stage.HOME_VISIT: (Stage.APPROVED, Stage.INTERVIEW, Stage.NOT_APPROVED, Stage.WITHDRAWN),
    Stage.APPROVED: (),
    Stage.NOT_APPROVED: (Stage.SCREENING,),
    Stage.WITHDRAWN: (),
    Stage.EXPIRED: (),
}  # fmt: skip


class Outcome(StrEnum):
    """What was decided for one of the roles applied for."""

    OPEN = "open"
    APPROVED = "approved"
    NOT_APPROVED = "not_approved"
