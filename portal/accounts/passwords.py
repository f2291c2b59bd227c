"""Passwords: argon2id, and the same work whether or not there is one to compare with.

The rules follow NIST SP 800-63B: long, not among those everybody tries, nothing about
which characters. Hashing is slow on purpose: call ``db.pause()`` first.
"""

from functools import lru_cache
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from portal.accounts.states import Weakness
from portal.core.config import settings

SHORTEST, LONGEST = 12, 200
# What people try first when twelve characters are asked for; compared without case,
# spaces and the signs at the end.
BANNED = frozenset({
    "passordpassord", "passord12345", "passord123456", "mittpassord", "mittpassord1",
    "passordet123", "hemmeligpassord", "nyttpassord1", "nyttpassord123", "velkommen123",
    "velkommen1234", "sommer202612", "pusterom1234", "pusterom2026", "kommune12345",
    "avlastning12", "avlastning123", "barnebarn123", "fotballfotball", "norgenorge12",
    "password1234", "passwordpassword", "password12345", "letmeinletmein", "welcome12345",
    "administrator", "administrator1", "iloveyou1234", "correcthorsebatterystaple",
    "qwertyuiop12", "qwertyuiop123", "qwertyuiopå", "qwertyqwerty", "qwerty123456",
    "asdfghjkløæ", "zxcvbnmzxcvbnm", "1q2w3e4r5t6y", "1qaz2wsx3edc", "abcdefghijkl",
    "abcdefghijklm", "abcd12345678", "abc123abc123", "123456789012", "1234567890123",
    "123456123456", "012345678901", "098765432109", "987654321098",
})  # fmt: skip


@lru_cache(maxsize=2)
def _hasher(kib: int) -> PasswordHasher:
    return PasswordHasher(time_cost=2, memory_cost=kib, parallelism=1)


@lru_cache(maxsize=2)
def _nobodys(kib: int) -> str:
    """Return a hash to verify against when there is no account: it takes as long."""
    return _hasher(kib).hash("nobody has this password")


def _plain(password: str) -> str:
    """Return the same text for the same keys, whichever machine they were typed on."""
    return normalize("NFKC", password)


def made(password: str) -> str:
    """Return the hash that is stored of a password."""
    return _hasher(settings().argon2_kib).hash(_plain(password))


def matches(stored: str | None, password: str) -> bool:
    """Tell whether it is the password; as slow when nothing is stored."""
    kib = settings().argon2_kib
    nobodys = _nobodys(kib)  # before the branch: its first making must not tell either
    try:
        _hasher(kib).verify(stored or nobodys, _plain(password[:LONGEST]))
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def is_outdated(stored: str) -> bool:
    """Tell whether a hash was made with other parameters than today's."""
    return _hasher(settings().argon2_kib).check_needs_rehash(stored)


def weakness(password: str, *personal: str) -> Weakness | None:
    """Return what is wrong with a new password; ``personal`` are the name and the address."""
    plain = _plain(password)
    if len(plain) < SHORTEST:
        return Weakness.SHORT
    if len(plain) > LONGEST:
        return Weakness.LONG
    core = "".join(plain.lower().split()).rstrip("!.?*-_#")
    if core in BANNED or len(set(core)) < 5:
        return Weakness.COMMON
    known = {part for text in personal for part in (text.lower(), text.lower().partition("@")[0])}
    if plain.lower() in known or core in {"".join(part.split()) for part in known}:
        return Weakness.PERSONAL
    return None
