"""States of a need, and what somebody may be needed as."""

from enum import StrEnum


class NeedState(StrEnum):
    """Where a need and its advert are."""

    DRAFT = "draft"
    PUBLISHED = "published"
    FILLED = "filled"
    WITHDRAWN = "withdrawn"


# from → where a coordinator may move it. A filled need opens again when it did not last.
TRANSITIONS: dict[NeedState, tuple[NeedState, ...]] = {
    NeedState.DRAFT: (NeedState.PUBLISHED, NeedState.FILLED, NeedState.WITHDRAWN),
    NeedState.PUBLISHED: (NeedState.FILLED, NeedState.WITHDRAWN),
    NeedState.FILLED: (NeedState.PUBLISHED,),
    NeedState.WITHDRAWN: (),
}


class RoleKind(StrEnum):
    """What one may be needed as, and apply for."""

    STOTTEKONTAKT = "stottekontakt"
    AVLASTER = "avlaster"
    BPA_ASSISTANT = "bpa_assistant"


class Sex(StrEnum):
    """Said in an advert only when it matters for who fits (domain/recruitment.md § 5)."""

    UNSAID = ""
    GIRL = "girl"
    BOY = "boy"


class HelperSex(StrEnum):
    """Whom a child is to be with: asked for only with a reason, which the office alone sees."""

    ANY = ""
    WOMAN = "woman"
    MAN = "man"


class WeekHours(StrEnum):
    """How much of a week a visitor has to give."""

    ANY = ""
    FEW = "inntil-3"
    SOME = "3-8"
    MANY = "over-8"


# The only ages that are ever public: a band, both ends included.
AGE_BANDS = ((0, 3), (4, 6), (7, 9), (10, 12), (13, 15), (16, 17), (18, 25))
