"""How one link of the chain is made and checked. Pure."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

GENESIS = "0" * 64


def details_hash(salt: str, details: Mapping[str, Any]) -> str:
    """Return the salted hash of an event's details (SHA-256, hexadecimal)."""
    text = json.dumps(details, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(f"{salt}\n{text}".encode()).hexdigest()


def link_hash(previous: str, number: int, at: datetime, *facts: str | UUID | None) -> str:
    """Return the hash of a link: the hash before it, its number, its time and its facts."""
    stamp = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    parts = [previous, str(number), stamp, *("" if fact is None else str(fact) for fact in facts)]
    return sha256("\n".join(parts).encode()).hexdigest()
