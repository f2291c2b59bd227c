"""Codes of the second factor: time-based ones (TOTP, RFC 6238) and recovery codes.

Pure: says what is right; ``credentials`` keeps and spends them.
"""

import hmac
import secrets
from datetime import datetime

import pyotp

STEP_SECONDS = 30
DRIFT = 1  # steps that a telephone's clock may be off, either way
RECOVERY_CODES = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another


def new_secret() -> str:
    """Return a secret to share with an authenticator app, in base 32."""
    return pyotp.random_base32()


def address(secret: str, account: str, issuer: str) -> str:
    """Return the ``otpauth://`` address that a QR code carries to the app."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=issuer)


def in_groups(secret: str) -> str:
    """Return the secret as one types it: ``ABCD EFGH …``."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def step_of(secret: str, code: str, at: datetime, *, after: int | None) -> int | None:
    """Return the time step a code is for; None when it is wrong, or no newer than ``after``."""
    digits = "".join(code.split())
    now = int(at.timestamp()) // STEP_SECONDS
    one_time = pyotp.OTP(secret)
    for step in range(now - DRIFT, now + DRIFT + 1):
        if (after is None or step > after) and hmac.compare_digest(
            one_time.generate_otp(step), digits.encode("ascii", "replace").decode()
        ):
            return step
    return None


def new_recovery_codes() -> list[str]:
    """Return ten codes like ``k7mq4-x9wtb``, about 49 bits each."""
    return [f"{_group()}-{_group()}" for _ in range(RECOVERY_CODES)]


def _group() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(5))


def plain_recovery_code(code: str) -> str:
    """Return a recovery code as it is hashed, however it was typed."""
    return "".join(letter for letter in code.lower() if letter.isalnum())
