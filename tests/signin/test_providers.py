"""Where somebody else vouches for people: the seam, with a provider of our own making."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.access.actor import Assurance
from portal.accounts.models import UserSession
from portal.signin import identity, service
from portal.signin.providers import Claim, Provider


class Porten:
    """Vouches for whoever knows the word."""

    def address(self, state: str, nonce: str) -> str:
        return f"https://porten.example/?state={state}&nonce={nonce}"

    def claim(self, answer: dict[str, str], nonce: str) -> Claim:
        assert answer["word"] == nonce
        return Claim(national_id_digest="digest", assurance=Assurance.HIGH)


def test_who_is_vouched_for_comes_in_without_our_second_factor(make, session):
    provider: Provider = Porten()
    claim = provider.claim({"word": "n"}, "n")
    entered = service.enter(make.parent(with_factor=True), claim.assurance, "Safari på iPhone")
    assert not entered.owes_code
    assert session.scalar(select(UserSession.assurance)) == Assurance.HIGH
    assert identity.present(entered.token)


def test_becoming_somebody_is_for_the_demo_alone(make):
    with pytest.raises(service.RefusedError):
        service.become(make.parent(), "")
