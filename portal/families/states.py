"""Codes of children, those who answer for them, and their arrangements."""

from enum import StrEnum


class Gradering(StrEnum):
    """Protected address, as in Folkeregisteret (kode 7 and 6)."""

    UGRADERT = "ugradert"
    FORTROLIG = "fortrolig"
    STRENGT_FORTROLIG = "strengt_fortrolig"


class Service(StrEnum):
    """What a vedtak grants and an ordning delivers."""

    BPA = "bpa"
    AVLASTNING = "avlastning"
    STOTTEKONTAKT = "stottekontakt"


class GuardianBasis(StrEnum):
    """Why somebody may act for a child (rules.representation)."""

    PARENTAL = "parental"  # foreldreansvar
    FULLMAKT = "fullmakt"
    VERGE = "verge"
    RELATIVE = "relative"  # pårørende when the youth cannot consent


class LeaderKind(StrEnum):
    """Who leads the work in an ordning."""

    ARBEIDSLEDER = "arbeidsleder"
    STAND_IN = "stand_in"


class AlarmCode(StrEnum):
    """What about a family asks for the coordinator's attention, the worst first."""

    VEDTAK_EXPIRED = "vedtak_expired"
    VEDTAK_MISSING = "vedtak_missing"
    VEDTAK_ENDS = "vedtak_ends"  # within 90, 60 or 30 days
    REVIEW = "review"  # the child turns 12, 16 or 18: who may act is looked at anew
