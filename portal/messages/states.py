"""States and channels of messages."""

from enum import StrEnum


class Channel(StrEnum):
    """How a message travels."""

    MAIL = "mail"


class MessageState(StrEnum):
    """Where a message is on its way."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"  # tried as often as we try; a person must look
    TAKEN_BACK = "taken_back"  # by whoever wrote it, before it left
