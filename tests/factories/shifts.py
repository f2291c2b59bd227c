"""Planned and worked time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import factory

from portal.core.clock import OSLO
from portal.shifts.models import Absence, Attendee, Entry, Shift, ShiftDraft
from portal.shifts.states import AttendeeStatus, EntryCode, EntryState, ShiftState
from tests.factories.base import Factory
from tests.factories.engagements import EngagementFactory, WorkerFactory


def at(text: str) -> datetime:
    """Return the instant of an Oslo wall clock time: ``at("2026-11-25 17:00")``."""
    return datetime.fromisoformat(text).replace(tzinfo=OSLO).astimezone(UTC)


class ShiftFactory(Factory):
    """A published shift on Wednesday 25 November 2026, 17–20, of a cleared engagement.

    ``open=True``: nobody has it (give ``ordning``). ``start``/``end`` take Oslo texts.
    """

    class Meta:
        model = Shift
        exclude = ("start", "end")

    class Params:
        open = factory.Trait(engagement=None, engagement_id=None)
        cancelled = factory.Trait(state=ShiftState.CANCELLED.value)

    start = "2026-11-25 17:00"
    end = "2026-11-25 20:00"
    engagement = factory.SubFactory(EngagementFactory)
    ordning = factory.SelfAttribute("engagement.ordning")
    municipality_id = factory.SelfAttribute("ordning.municipality_id")
    ordning_id = factory.SelfAttribute("ordning.id")
    engagement_id = factory.SelfAttribute("engagement.id")
    starts_at = factory.LazyAttribute(lambda o: at(o.start))
    ends_at = factory.LazyAttribute(lambda o: at(o.end))
    published_at = datetime(2026, 11, 1, tzinfo=UTC)
    changed_at = datetime(2026, 11, 1, tzinfo=UTC)


class ShiftDraftFactory(Factory):
    class Meta:
        model = ShiftDraft
        exclude = ("start", "end")

    start = "2026-11-26 07:00"
    end = "2026-11-26 08:30"
    engagement = factory.SubFactory(EngagementFactory)
    ordning = factory.SelfAttribute("engagement.ordning")
    municipality_id = factory.SelfAttribute("ordning.municipality_id")
    ordning_id = factory.SelfAttribute("ordning.id")
    engagement_id = factory.SelfAttribute("engagement.id")
    shift_id = None
    act = "new"
    starts_at = factory.LazyAttribute(lambda o: at(o.start))
    ends_at = factory.LazyAttribute(lambda o: at(o.end))
    created_by_id = UUID(int=1)


class AttendeeFactory(Factory):
    class Meta:
        model = Attendee

    shift = factory.SubFactory(ShiftFactory)
    municipality_id = factory.SelfAttribute("shift.municipality_id")
    shift_id = factory.SelfAttribute("shift.id")
    user_id = factory.SelfAttribute("shift.engagement.worker.user_id")
    status = AttendeeStatus.CONFIRMED.value
    starts_at = factory.SelfAttribute("shift.starts_at")
    ends_at = factory.SelfAttribute("shift.ends_at")
    changed_at = factory.SelfAttribute("shift.changed_at")


class EntryFactory(Factory):
    """A line as planned, of a shift; ``shift=None`` with start/end: extra hours."""

    class Meta:
        model = Entry

    class Params:
        submitted = factory.Trait(
            state=EntryState.SUBMITTED.value, submitted_at=datetime(2026, 11, 26, tzinfo=UTC)
        )
        attested = factory.Trait(
            state=EntryState.ATTESTED.value,
            submitted_at=datetime(2026, 11, 26, tzinfo=UTC),
            attested_at=datetime(2026, 11, 27, tzinfo=UTC),
            attested_by_id=UUID(int=1),
        )
        approved = factory.Trait(
            state=EntryState.APPROVED.value,
            submitted_at=datetime(2026, 11, 26, tzinfo=UTC),
            attested_at=datetime(2026, 11, 27, tzinfo=UTC),
            attested_by_id=UUID(int=1),
            approved_at=datetime(2026, 11, 28, tzinfo=UTC),
            approved_by_id=UUID(int=1),
        )

    shift = factory.SubFactory(ShiftFactory)
    engagement = factory.SelfAttribute("shift.engagement")
    ordning = factory.SelfAttribute("engagement.ordning")
    municipality_id = factory.SelfAttribute("ordning.municipality_id")
    ordning_id = factory.SelfAttribute("ordning.id")
    engagement_id = factory.SelfAttribute("engagement.id")
    shift_id = factory.LazyAttribute(lambda o: o.shift.id if o.shift else None)
    corrects_id = None
    code = EntryCode.WORKED.value
    state = EntryState.DRAFT.value
    starts_at = factory.SelfAttribute("shift.starts_at")
    ends_at = factory.SelfAttribute("shift.ends_at")
    minutes = factory.LazyAttribute(lambda o: int((o.ends_at - o.starts_at) / timedelta(minutes=1)))
    vedtak_minutes = factory.SelfAttribute("minutes")
    pay_minutes = factory.SelfAttribute("minutes")
    planned_minutes = factory.LazyAttribute(lambda o: o.shift.minutes if o.shift else None)
    logged_by_id = factory.SelfAttribute("engagement.worker.user_id")
    logged_at = datetime(2026, 11, 26, tzinfo=UTC)


class AbsenceFactory(Factory):
    class Meta:
        model = Absence
        exclude = ("worker",)

    worker = factory.SubFactory(WorkerFactory)
    municipality_id = factory.SelfAttribute("worker.municipality_id")
    worker_id = factory.SelfAttribute("worker.id")
    kind = "sick"
    first_on = date(2026, 11, 22)
    last_on = date(2026, 11, 25)
    reported_by_id = factory.SelfAttribute("worker.user_id")


FACTORIES = {
    "shift": ShiftFactory,
    "shift_draft": ShiftDraftFactory,
    "attendee": AttendeeFactory,
    "entry": EntryFactory,
    "absence": AbsenceFactory,
}
