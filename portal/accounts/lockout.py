"""How often somebody may try. Counted in the database, so on every machine at once.

An unknown address is counted and locked exactly as a known one, and the right password
is refused too while it lasts: the answer tells nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import ColumnElement, delete, select

from portal.accounts.models import FailedSignIn
from portal.accounts.queries import plain_email
from portal.core import clock, db, sealing
from portal.core.errors import PortalError

WINDOW = timedelta(minutes=15)


class LockedError(PortalError):
    """Too many tries (429). ``until`` is when one may try again."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


@dataclass(frozen=True, slots=True)
class Limit:
    """How many tries of a kind there may be in the window."""

    kind: str
    per_account: int
    per_address: int


SIGN_IN = Limit("sign-in", per_account=10, per_address=50)
RESET = Limit("reset", per_account=5, per_address=50)


def check(limit: Limit, email: str, address: str) -> int:
    """Return how often the account was tried in vain; raise LockedError when too often."""
    of_account = _tries(FailedSignIn.account_hash == _account(limit, email), limit.per_account)
    of_address = _tries(FailedSignIn.address_hash == _address(limit, address), limit.per_address)
    full = [
        tries[-1]
        for tries, most in ((of_account, limit.per_account), (of_address, limit.per_address))
        if len(tries) >= most
    ]
    if full:
        raise LockedError(max(full) + WINDOW)
    return len(of_account)


def attempt(limit: Limit, email: str, address: str) -> FailedSignIn:
    """Make the row that counts one try; ``db.keep`` it where the request is refused."""
    return FailedSignIn(account_hash=_account(limit, email), address_hash=_address(limit, address))


def forget(email: str) -> None:
    """Start anew after a sign-in that went well, or a new password."""
    of_account = FailedSignIn.account_hash.in_([_account(kind, email) for kind in (SIGN_IN, RESET)])
    db.session().execute(delete(FailedSignIn).where(of_account))


def _tries(whose: ColumnElement[bool], most: int) -> list[datetime]:
    """Return the newest tries inside the window, newest first."""
    query = (
        select(FailedSignIn.at)
        .where(whose, FailedSignIn.at > clock.now() - WINDOW)
        .order_by(FailedSignIn.at.desc())
        .limit(most)
    )
    return list(db.session().scalars(query))


def _account(limit: Limit, email: str) -> str:
    return sealing.digest(limit.kind, plain_email(email))


def _address(limit: Limit, address: str) -> str:
    return sealing.digest(f"{limit.kind} from", network(address))


def network(address: str) -> str:
    """Return what counts as one place: an IPv4 address, or the /64 an IPv6 one lies in."""
    try:
        known = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network((known, 64), strict=False) if isinstance(known, IPv6Address) else known)
