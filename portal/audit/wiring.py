"""What the guard tells the log: what was refused, and what sensitive pages were read."""

from typing import Any

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.audit import service


def _kind(thing: object) -> str:
    return "" if thing is None else type(thing).__name__.lower()


def _refused(actor: Actor, permission: Permission, thing: Any) -> None:  # noqa: ANN401 - anything
    """Log that somebody was told no; who is not signed in is not anybody yet."""
    thing_id = getattr(thing, "id", None)
    service.record_aside(actor, "access:refused", _kind(thing), thing_id, permission=permission)


def _was_read(actor: Actor, kind: str, thing: Any) -> None:  # noqa: ANN401 - anything
    """Log that a sensitive page was read, by whom, and why when the reader is named for it."""
    reason = getattr(thing, "read_reason", "")
    details = {"reason": reason} if reason else {}
    service.record_aside(actor, f"{kind}:read", kind, getattr(thing, "id", None), **details)


def wire() -> None:
    """Have the guard tell the log."""
    guard.hooks.refused = _refused
    guard.hooks.was_read = _was_read
