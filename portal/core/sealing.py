"""What only this installation can read or make: sealed text, and digests with a key.

Every use names its purpose, so that what was sealed for one thing opens no other.
"""

import hmac
from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken

from portal.core import clock
from portal.core.config import settings


def _key(purpose: str) -> bytes:
    return hmac.digest(settings().secret_key.encode(), f"pusterom {purpose}".encode(), "sha256")


def _now() -> int:
    return int(clock.now().timestamp())


def seal(purpose: str, text: str) -> str:
    """Return text encrypted and signed, safe in a form field or a column."""
    box = Fernet(urlsafe_b64encode(_key(purpose)))
    return box.encrypt_at_time(text.encode(), _now()).decode()


def unseal(purpose: str, sealed: str, *, within: timedelta | None = None) -> str | None:
    """Return the text; None when it is not ours, for something else or too old."""
    box = Fernet(urlsafe_b64encode(_key(purpose)))
    try:
        if within is None:
            return box.decrypt(sealed.encode()).decode()
        seconds = int(within.total_seconds())
        return box.decrypt_at_time(sealed.encode(), ttl=seconds, current_time=_now()).decode()
    except InvalidToken:
        return None


def digest(purpose: str, text: str) -> str:
    """Return what is stored of something short (a code, an address): the key stops guessing."""
    return hmac.new(_key(purpose), text.encode(), sha256).hexdigest()
