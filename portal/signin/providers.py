"""The one place where signing in through somebody else (ID-porten) would be joined on.

A provider's callback view turns the answer into a ``Claim``, finds the account by
``Claim.national_id_digest`` (a column of ``User`` still to be made), and calls
``service.enter(user, claim.assurance, …)``: everything after that is as for a password.
There is no provider yet, and no page pretends there is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from portal.access.actor import Assurance


@dataclass(frozen=True, slots=True)
class Claim:
    """What a provider vouches for. The fødselsnummer itself is never kept."""

    national_id_digest: str
    assurance: Assurance


class Provider(Protocol):
    """Somebody who vouches for who people are, by OpenID Connect with PKCE."""

    def address(self, state: str, nonce: str) -> str:
        """Return where to send the browser; ``state`` and ``nonce`` come back in the answer."""

    def claim(self, answer: Mapping[str, str], nonce: str) -> Claim:
        """Return what the answer says; raise ValueError when it cannot be trusted."""
