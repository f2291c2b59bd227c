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
