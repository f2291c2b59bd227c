"""Who stands on the public list of applicants, and why the others do not. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SecrecyState(StrEnum):
    """What has become of a request not to be on the list."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


# What may still be decided: a yes is final, a no may be taken back.
DECISIONS = {
    SecrecyState.ASKED: (SecrecyState.GRANTED, SecrecyState.REFUSED),
    SecrecyState.REFUSED: (SecrecyState.GRANTED,),
    SecrecyState.GRANTED: (),
}
# Of two requests of the same person the first here holds.
STRICTEST = (SecrecyState.GRANTED, SecrecyState.ASKED, SecrecyState.REFUSED)


class Standing(StrEnum):
    """Whether an applicant is on the list."""

    LISTED = "listed"
    UNTOLD = "untold"  # did not know, when applying, that there is a list
    GRANTED = "granted"
    ASKED = "asked"  # nobody has answered the request yet
    REFUSED = "refused"  # has still time to withdraw


# While somebody stands so, the list is not taken out: it would be another one soon.
HOLDING = frozenset({Standing.ASKED, Standing.REFUSED})


class SecrecyTask(StrEnum):
    """What a coordinator must do about the list."""

    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Answered:
    """A request and what was decided; ``listed_from_on`` is the first day of a refused one."""

    state: SecrecyState
    listed_from_on: date | None = None


def strictest(requests: Iterable[Answered]) -> Answered | None:
    """Return the request that holds, of one applicant's; the latest day among equals."""
    return min(
        requests,
        key=lambda it: (
            STRICTEST.index(it.state),
            -(it.listed_from_on or date.min).toordinal(),
        ),
        default=None,
    )


def standing(
    requests: Iterable[Answered], on: date, *, is_told: bool, wants_secrecy: bool
) -> Standing:
    """Return how an applicant stands on a day. Who is in doubt, is not on the list."""
    if not is_told:
        return Standing.UNTOLD
    request = strictest(requests)
    if request is None:
        return Standing.ASKED if wants_secrecy else Standing.LISTED
    if request.state is not SecrecyState.REFUSED:
        return Standing(request.state.value)
    is_due = request.listed_from_on is not None and request.listed_from_on <= on
    return Standing.LISTED if is_due else Standing.REFUSED
