"""A family on Sunday 22 November 2026: two assistants, a vedtak, and next week's rota."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from portal.shifts.models import Shift, ShiftDraft
from tests.factories.shifts import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.factories import Factories
    from tests.page import Page

SUNDAY = at("2026-11-22 12:00")


@dataclass
class Family:
    """One family, its page at the keyboard, and short ways to make and look."""

    make: Factories
    page: Page
    ordning: Any
    parent: Any
    maja: Any
    tor: Any

    def url(self, rest: str = "uke/2026-48") -> str:
        return f"/vaktplan/{self.ordning.id}/{rest}"

    def shift(self, engagement: Any, start: str, end: str, **more: Any) -> Shift:
        shift = self.make.shift(
            ordning=self.ordning, engagement=engagement, start=start, end=end,
            engagement_id=engagement.id if engagement else None, **more,
        )  # fmt: skip
        if engagement:
            self.make.attendee(shift=shift)
        return shift

    def draft(self, engagement: Any, start: str, end: str, **more: Any) -> ShiftDraft:
        return self.make.shift_draft(
            ordning=self.ordning, engagement=engagement, start=start, end=end,
            engagement_id=engagement.id if engagement else None, **more,
        )  # fmt: skip

    def drafts(self) -> list[ShiftDraft]:
        return self.make.session.query(ShiftDraft).order_by(ShiftDraft.starts_at).all()

    def shifts(self) -> list[Shift]:
        return self.make.session.query(Shift).order_by(Shift.starts_at).all()

    def sign_in(self) -> Page:
        return self.page.sign_in(self.parent, hat="parent")


@pytest.fixture(autouse=True)
def _sunday() -> Iterator[None]:
    with time_machine.travel(SUNDAY, tick=False):
        yield


@pytest.fixture
def family(make, page) -> Family:
    ordning = make.ordning()
    make.vedtak(ordning=ordning)
    parent = make.parent(municipality=None, municipality_id=ordning.municipality_id)
    make.leader(ordning=ordning, user=parent)
    maja = make.engagement(ordning=ordning, worker__user__name="Maja Lund")
    tor = make.engagement(ordning=ordning, worker__user__name="Tor Nygård")
    return Family(make, page, ordning, parent, maja, tor)
