"""Codes of calendar links."""

from enum import StrEnum


class Privacy(StrEnum):
    """How much a link says of each shift. Never a name, a street or a diagnosis."""

    BUSY = "busy"  # "Opptatt"
    PLAIN = "plain"  # "Vakt"
    INITIALS = "initials"  # "Vakt A.B."
    FULL = "full"  # initials, kind of shift and the handover note


class Scope(StrEnum):
    """Whose shifts a link shows."""

    OWN = "own"
    FAMILY = "family"  # every shift of the ordninger the person leads
    OPEN = "open"  # shifts nobody has, where the person works
