"""Times with applicants, questions to referees, home visits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import factory

from portal.bookings.models import Booking, BookingHost, BookingLink, BookingSlot
from portal.core import ids
from portal.references.models import ReferenceLink, ReferenceRequest
from tests.factories.base import Factory

FIRST = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


class BookingFactory(Factory):
    """A booked interview; ``slots`` are offered instead when given, ``token`` is a mail's link."""

    class Meta:
        model = Booking
        exclude = ("application", "hour")

    hour = 0
    application = None
    municipality_id = factory.SelfAttribute("application.municipality_id")
    application_id = factory.SelfAttribute("application.id")
    purpose = "interview"
    state = "booked"
    mode = "phone"
    starts_at = factory.LazyAttribute(lambda it: FIRST + it.hour * HOUR)
    ends_at = factory.LazyAttribute(lambda it: it.starts_at + HOUR if it.starts_at else None)
    chosen_at = datetime(2026, 11, 20, tzinfo=UTC)
    offered_at = datetime(2026, 11, 19, tzinfo=UTC)
    uid = factory.LazyFunction(lambda: str(ids.new_id()))

    @factory.post_generation
    def hosts(self, create, users, **_kwargs):
        for user in users or ():
            self.hosts.append(
                BookingHost(
                    municipality_id=self.municipality_id, user_id=user.id, user=user,
                    uid=str(ids.new_id()),
                )
            )  # fmt: skip

    @factory.post_generation
    def slots(self, create, starts, **_kwargs):
        for start in starts or ():
            self.slots.append(
                BookingSlot(
                    municipality_id=self.municipality_id, starts_at=start, ends_at=start + HOUR
                )
            )

    @factory.post_generation
    def token(self, create, token, **_kwargs):
        if token:
            link = BookingLink(
                municipality_id=self.municipality_id, booking_id=self.id,
                token_hash=ids.digest(token),
            )  # fmt: skip
            _add(self, link)


class ReferenceRequestFactory(Factory):
    """A question to a referee; ``token`` is the mail's link."""

    class Meta:
        model = ReferenceRequest
        exclude = ("application", "referee")

    application = None
    referee = factory.LazyAttribute(lambda it: it.application.referees[0])
    municipality_id = factory.SelfAttribute("application.municipality_id")
    application_id = factory.SelfAttribute("application.id")
    referee_id = factory.SelfAttribute("referee.id")
    address = factory.SelfAttribute("referee.email")
    sent_at = datetime(2026, 11, 20, tzinfo=UTC)
    expires_at = datetime(2026, 12, 4, tzinfo=UTC)

    @factory.post_generation
    def token(self, create, token, **_kwargs):
        if token:
            link = ReferenceLink(
                municipality_id=self.municipality_id, request_id=self.id,
                token_hash=ids.digest(token),
            )  # fmt: skip
            _add(self, link)


def _add(row, link):
    session = BookingFactory._meta.sqlalchemy_session  # noqa: SLF001 - factory-boy's own way
    session.add(row)
    session.flush()
    session.add(link)
    session.flush()


FACTORIES = {"booking": BookingFactory, "reference_request": ReferenceRequestFactory}
