"""The coordinator's work queue, sorted by harm: unpaid, uncovered, expiring, waiting."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from portal.access.actor import Actor
from portal.approval import disputes, office
from portal.approval import queries as approval
from portal.approval.office import Stops
from portal.approval.queries import Waiting
from portal.core import clock
from portal.desk import lines, queries, recruiting
from portal.desk.lines import Line
from portal.desk.states import About, Harm
from portal.municipality import settings as municipality_settings
from portal.waiting import queries as waiting
from portal.waiting.queries import Wait

UNCOVERED_DAYS = 7
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Queue:
    """All that stands on the page; ``lines`` in the order they are shown."""

    lines: Sequence[Line]
    waits: Sequence[Wait]
    to_approve: Waiting
    stops: Stops

    @property
    def count(self) -> int:
        """Return how many things need somebody."""
        return len(self.lines)

    @property
    def counts(self) -> Mapping[About, int]:
        """Return how many lines there are of what, for what there are any."""
        found = Counter(line.about for line in self.lines)
        return {about: found[about] for about in About if found[about]}

    def of(self, harm: Harm, about: About | None = None) -> list[Line]:
        """Return the lines of a group, of what is looked for."""
        return [it for it in self.lines if it.harm is harm and about in {None, it.about}]


def queue(actor: Actor) -> Queue:
    """Read the queue of the office the hat is for."""
    assert actor.municipality_id is not None
    now, today = clock.now(), clock.today()
    settings = municipality_settings.all_on(actor.municipality_id, today)
    late = approval.take_over_before(settings, now)
    waits = waiting.of_office(actor, today)
    found = [
        *lines.disputed(disputes.waiting(actor), now),
        *lines.unattested(office.exceptions(actor, late), now),
        *lines.uncovered(queries.uncovered(actor, now + timedelta(days=UNCOVERED_DAYS)), now),
        *lines.ending(queries.ending(actor, today), today),
        *lines.hours_told(queries.hours_alerts(actor), today),
        *recruiting.papers_and_agreements(actor, today),
        *recruiting.waits(waits),
        *recruiting.of_applicants(actor, today),
        *lines.applications(queries.waiting_applications(actor, SHOWN), today),
    ]
    order = list(Harm)
    return Queue(
        lines=sorted(found, key=lambda it: (order.index(it.harm), it.order)),
        waits=[it for it in waits if it.is_waiting],
        to_approve=approval.approval_counts(actor),
        stops=office.stops(actor),
    )
