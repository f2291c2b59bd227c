"""Codes of attesting and approving."""

from enum import StrEnum

from portal.timesheets.states import Flag


class ReminderKind(StrEnum):
    """What somebody was reminded of, once for each thing."""

    UNLOGGED = "unlogged"  # a shift
    UNATTESTED = "unattested"  # a line


# What a coordinator must say why about, to approve it all the same.
TAKES_A_REASON = frozenset({Flag.OVERLAP, Flag.OVER_VEDTAK, Flag.OVER_LIMIT, Flag.WORKING_TIME})
