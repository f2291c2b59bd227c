"""Codes of accounts."""

from enum import StrEnum


class LinkPurpose(StrEnum):
    """What a one-time link is for."""

    INVITATION = "invitation"
    RESET = "reset"


class UserState(StrEnum):
    """How an account stands; worked out, never stored."""

    INVITED = "invited"  # has never chosen a password
    ACTIVE = "active"
    DISABLED = "disabled"


class Weakness(StrEnum):
    """Why a password is not taken."""

    SHORT = "short"
    LONG = "long"
    COMMON = "common"  # among the first that anybody tries
    PERSONAL = "personal"  # the person's own name or address
