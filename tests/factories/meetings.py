"""Meetings between a family and somebody who may help."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import factory

from portal.core import ids
from portal.meetings.models import Guest, GuestLink, Meeting, Verdict
from tests.factories.base import Factory
from tests.factories.matching import ProposalFactory

if TYPE_CHECKING:
    from portal.accounts.models import User


class MeetingFactory(Factory):
    """A meeting on Saturday, which has been; ``family=`` is invited, ``tokens=`` makes links."""

    class Meta:
        model = Meeting

    proposal = factory.SubFactory(ProposalFactory, state="meeting")
    municipality_id = factory.SelfAttribute("proposal.municipality_id")
    proposal_id = factory.SelfAttribute("proposal.id")
    starts_at = datetime(2026, 11, 21, 12, tzinfo=UTC)
    ends_at = datetime(2026, 11, 21, 13, tzinfo=UTC)
    place = "Biblioteket"
    advice = "Fortell litt om dere."

    @factory.post_generation
    def family(self, _create: bool, value: list[User] | None, **_more: object) -> None:
        session = MeetingFactory._meta.sqlalchemy_session
        sides = {self.proposal.user: "person"} | dict.fromkeys(value or [], "family")
        for user, side in sides.items():
            self.guests.append(
                Guest(
                    municipality_id=self.municipality_id, user_id=user.id, user=user, side=side,
                    uid=f"{self.id}-{user.id}",
                )
            )  # fmt: skip
        session.flush()

    @factory.post_generation
    def tokens(self, _create: bool, value: dict[str, str] | None, **_more: object) -> None:
        session = MeetingFactory._meta.sqlalchemy_session
        for side, token in (value or {}).items():
            guest = next(it for it in self.guests if it.side == side)
            session.add(
                GuestLink(
                    municipality_id=self.municipality_id, guest_id=guest.id,
                    token_hash=ids.digest(token),
                )
            )  # fmt: skip
        session.flush()

    @factory.post_generation
    def said(self, _create: bool, value: dict[str, str] | None, **_more: object) -> None:
        session = MeetingFactory._meta.sqlalchemy_session
        for side, answer in (value or {}).items():
            self.verdicts.append(
                Verdict(municipality_id=self.municipality_id, side=side, answer=answer)
            )
        session.flush()


FACTORIES = {"match_meeting": MeetingFactory}
