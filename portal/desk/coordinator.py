"""The coordinator's work queue, sorted by harm: unpaid, uncovered, expiring, waiting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.access.actor import Actor
from portal.approval import disputes, office
from portal.approval import queries as approval
from portal.approval.disputes import Disputed
from portal.approval.office import Stops
from portal.approval.queries import Waiting
from portal.clearance import queries as clearance
from portal.core import clock
from portal.desk import queries
from portal.engagements.models import Engagement
from portal.families.models import Ordning
from portal.municipality import settings as municipality_settings
from portal.recruitment.models import Application
from portal.shifts.models import Entry, Shift
from portal.waiting import queries as waiting
from portal.waiting.queries import Wait

UNCOVERED_DAYS = 7
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Queue:
    """All that stands on the page, in the order it is shown."""

    disputed: Sequence[Disputed]
    unattested: Sequence[Entry]
    uncleared: Sequence[Engagement]
    uncovered: Sequence[Shift]
    ending: Sequence[tuple[Ordning, date]]
    waits: Sequence[Wait]
    applications: Sequence[Application]
    to_approve: Waiting
    stops: Stops

    @property
    def count(self) -> int:
        """Return how many things need somebody."""
        groups = (self.disputed, self.unattested, self.uncleared, self.uncovered, self.ending)
        return sum(len(group) for group in (*groups, self.waits, self.applications))


def queue(actor: Actor) -> Queue:
    """Read the queue of the office the hat is for."""
    assert actor.municipality_id is not None
    now, today = clock.now(), clock.today()
    settings = municipality_settings.all_on(actor.municipality_id, today)
    late = approval.take_over_before(settings, now)
    exceptions = office.exceptions(actor, late)
    return Queue(
        disputed=disputes.waiting(actor),
        unattested=[one for one in exceptions if one.is_attestable],
        uncleared=clearance.uncleared(actor),
        uncovered=queries.uncovered(actor, now + timedelta(days=UNCOVERED_DAYS)),
        ending=queries.ending(actor, today),
        waits=[it for it in waiting.of_office(actor, today) if it.is_waiting],
        applications=queries.waiting_applications(actor, SHOWN),
        to_approve=approval.approval_counts(actor),
        stops=office.stops(actor),
    )
