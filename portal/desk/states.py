"""How the work queue is sorted: by harm, and by what it is about."""

from enum import StrEnum


class Harm(StrEnum):
    """What goes wrong while it waits, the worst first."""

    UNPAID = "unpaid"
    UNCOVERED = "uncovered"
    ENDING = "ending"
    WAITING = "waiting"


class About(StrEnum):
    """What a line of the queue is about: what the queue can be narrowed to."""

    HOURS = "hours"
    SHIFTS = "shifts"
    PAPERS = "papers"
    AGREEMENTS = "agreements"
    VEDTAK = "vedtak"
    CHILDREN = "children"
    APPLICANTS = "applicants"
    MATCHES = "matches"
    POOL = "pool"
