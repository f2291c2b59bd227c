"""Where a proposed match is, and what either side may have asked for."""

from enum import StrEnum


class ProposalState(StrEnum):
    """The way of one person proposed for one need (domain/recruitment.md § 2.2)."""

    PROPOSED = "proposed"
    ASKED = "asked"
    INTERESTED = "interested"
    NOT_INTERESTED = "not_interested"
    MEETING = "meeting"
    ACCEPTED = "accepted"  # both said yes after the meeting
    DECLINED = "declined"  # either said no after it, or the family before it
    ENGAGED = "engaged"
    WITHDRAWN = "withdrawn"  # the office took it back, or the need was filled


# from → where it may go. A meeting that is called off leads back to interested; an answer
# may be changed until there is a meeting.
TRANSITIONS: dict[ProposalState, tuple[ProposalState, ...]] = {
    ProposalState.PROPOSED: (ProposalState.ASKED, ProposalState.WITHDRAWN),
    ProposalState.ASKED: (
        ProposalState.INTERESTED, ProposalState.NOT_INTERESTED, ProposalState.WITHDRAWN,
    ),
    ProposalState.INTERESTED: (
        ProposalState.MEETING, ProposalState.NOT_INTERESTED, ProposalState.DECLINED,
        ProposalState.WITHDRAWN,
    ),
    ProposalState.NOT_INTERESTED: (ProposalState.INTERESTED,),
    ProposalState.MEETING: (
        ProposalState.ACCEPTED, ProposalState.DECLINED, ProposalState.INTERESTED,
        ProposalState.WITHDRAWN,
    ),
    ProposalState.ACCEPTED: (
        ProposalState.ENGAGED, ProposalState.DECLINED, ProposalState.WITHDRAWN,
    ),
    ProposalState.DECLINED: (),
    ProposalState.ENGAGED: (),
    ProposalState.WITHDRAWN: (ProposalState.PROPOSED,),
}  # fmt: skip

# The same two are proposed again from here only when somebody says why (example 52).
REFUSED = frozenset({ProposalState.NOT_INTERESTED, ProposalState.DECLINED})
# Somebody is waiting for something here.
RUNNING = frozenset(
    {
        ProposalState.PROPOSED,
        ProposalState.ASKED,
        ProposalState.INTERESTED,
        ProposalState.MEETING,
        ProposalState.ACCEPTED,
    }
)


class Wish(StrEnum):
    """What has been asked for about one child and one person."""

    NEVER = "never"  # never together
    FAVOURITE = "favourite"


class WishTask(StrEnum):
    """What a coordinator must do about a wish."""

    WORKS_HERE = "works_here"  # never together, and there is an engagement


class Side(StrEnum):
    """Who asked for it."""

    FAMILY = "family"
    PERSON = "person"
    OFFICE = "office"
