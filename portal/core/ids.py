"""Ids are made by the server and sort by the time they were made."""

import secrets
from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID

from portal.core import clock
from portal.core.errors import RefusedError

_VERSION = 7 << 76
_VARIANT = 0b10 << 62
_RANDOM_A = (1 << 12) - 1
_RANDOM_B = (1 << 62) - 1


def new_id() -> UUID:
    """Return a UUIDv7 (RFC 9562): 48 bits of milliseconds, 74 random bits.

    Neither Python 3.11 nor PostgreSQL 15 has one of its own.
    """
    milliseconds = int(clock.now().timestamp() * 1000)
    noise = secrets.randbits(74)
    return UUID(
        int=(milliseconds << 80)
        | _VERSION
        | ((noise >> 62 & _RANDOM_A) << 64)
        | _VARIANT
        | (noise & _RANDOM_B)
    )


def as_id(text: object) -> UUID | None:
    """Return the id a text is; None when it is none: what people type or forge in an address."""
    try:
        return UUID(str(text))
    except ValueError:
        return None


def as_key(text: str) -> tuple[UUID, int] | None:
    """Return the id and the version that ``id:version`` is; None when it is neither."""
    row_id, _colon, version = text.partition(":")
    found, number = as_id(row_id), as_version(version)
    return None if found is None or number is None else (found, number)


def keys(texts: Iterable[str]) -> dict[UUID, int]:
    """Read ``id:version`` of each row that was chosen; RefusedError for anything else."""
    found = [as_key(text) for text in texts]
    if None in found:
        raise RefusedError
    return dict(key for key in found if key)


def as_version(text: str) -> int | None:
    """Return the version a text is; None when no column could hold it."""
    return int(text) if text.isdecimal() and len(text) < 10 else None


def new_token() -> str:
    """Return 32 random bytes for a secret link, safe in a URL."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """Return what is stored of a secret token: it cannot be turned back."""
    return sha256(token.encode()).hexdigest()
