"""What can go wrong that a person can do something about. Plain, no Flask.

A service raises one of these; the error pages say it in Norwegian.
"""


class PortalError(Exception):
    """Something the person should read. ``sentence`` is plain Norwegian."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence


class ConflictError(PortalError):
    """Somebody else was first, or the page was old (409)."""


class RefusedError(PortalError):
    """A rule of the portal says no, whoever asks; shown at the form (422)."""


class GoneError(PortalError):
    """A link that was valid once (410)."""
