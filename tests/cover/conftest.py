"""Maja works for A.B. and has an account of her own; it is Sunday 22 November 2026, noon."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from portal.messages.models import OutboxMessage
from tests.factories.shifts import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.shifts.models import Shift
    from tests.factories import Factories
    from tests.page import Page

SUNDAY = at("2026-11-22 12:00")


@dataclass
class Team:
    """One family's people, and short ways to make and look."""

    make: Factories
    page: Page
    ordning: Any
    parent: Any
    maja: Any
    tor: Any

    def open(self, start: str, end: str, ordning: Any = None, **more: Any) -> Shift:
        ordning = ordning or self.ordning
        return self.make.shift(
            ordning=ordning, engagement=None, engagement_id=None, start=start, end=end, **more
        )

    def shift(self, engagement: Any, start: str, end: str, **more: Any) -> Shift:
        shift = self.make.shift(
            ordning=engagement.ordning, engagement=engagement, start=start, end=end, **more
        )
        self.make.attendee(shift=shift)
        return shift

    def sign_in(self, engagement: Any = None) -> Page:
        return self.page.sign_in((engagement or self.maja).worker.user, hat="worker")

    def mails(self) -> list[OutboxMessage]:
        return self.make.session.query(OutboxMessage).order_by(OutboxMessage.address).all()

    def fresh(self, shift: Shift) -> Shift:
        self.make.session.refresh(shift)
        return shift


@pytest.fixture(autouse=True)
def _sunday() -> Iterator[None]:
    with time_machine.travel(SUNDAY, tick=False):
        yield


@pytest.fixture
def team(make, page) -> Team:
    ordning = make.ordning()
    make.vedtak(ordning=ordning)
    parent = make.parent(municipality=None, municipality_id=ordning.municipality_id)
    make.leader(ordning=ordning, user=parent)
    maja = make.engagement(ordning=ordning, worker__user__name="Maja Lund")
    tor = make.engagement(ordning=ordning, worker__user__name="Tor Nygård")
    return Team(make, page, ordning, parent, maja, tor)
