"""A second factor that is being set up: the secret is not stored until its first code is given.

It travels sealed in the form, so that reading the page changes nothing (a GET writes no row).
"""

from dataclasses import dataclass
from datetime import timedelta

from portal.accounts import codes
from portal.accounts.models import User
from portal.core import qr, sealing

LASTS = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class NewFactor:
    """The secret, and as what it is shown: an address, a QR code, groups of four letters."""

    secret: str
    sealed: str
    address: str
    drawing: qr.Code
    typed: str


def begun(user: User, sealed: str | None = None) -> NewFactor:
    """Return what was begun on an earlier page, or else something new."""
    secret = _opened(user, sealed) or codes.new_secret()
    address = codes.address(secret, user.email, "Pusterom")
    return NewFactor(
        secret=secret,
        address=address,
        sealed=sealing.seal("new second factor", f"{user.id} {secret}"),
        drawing=qr.drawn(address),
        typed=codes.in_groups(secret),
    )


def _opened(user: User, sealed: str | None) -> str | None:
    text = sealing.unseal("new second factor", sealed, within=LASTS) if sealed else None
    owner, _, secret = (text or "").partition(" ")
    return secret if owner == str(user.id) else None
