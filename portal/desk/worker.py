"""What a worker's home says: the next shift, what is not logged, where the money is."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.access.actor import Actor
from portal.agreements import queries as agreements
from portal.agreements.models import Agreement
from portal.core import clock
from portal.desk import queries
from portal.engagements import paper_queries
from portal.engagements import queries as engagements
from portal.engagements.models import Engagement
from portal.engagements.overview import words
from portal.engagements.papers import stops
from portal.matching import turns
from portal.matching.turns import Turn
from portal.shifts import queries as shift_queries
from portal.shifts.models import Absence, Shift
from portal.timesheets import overview
from portal.timesheets.overview import Overview

SHOWN = 4


@dataclass(frozen=True, slots=True)
class WorkerHome:
    """All that stands on the page."""

    hours: Overview
    ill: Sequence[Absence]  # while it lasts; the way back to what was reported
    next: Sequence[Shift]
    open_shifts: Sequence[Shift]
    agreements: Sequence[Agreement]  # to be read and accepted
    uncleared: Sequence[tuple[Engagement, str]]
    has_engagements: bool
    has_worked: bool
    turns: Sequence[Turn]
    is_ready: bool  # cleared in one of them at least


def home(actor: Actor) -> WorkerHome:
    """Read a worker's home."""
    assert actor.user_id is not None
    today = clock.today()
    hours = overview.of(actor, today)
    own = engagements.not_over(actor.user_id, today)
    papers = paper_queries.of_all([one for one in own if not one.is_cleared])
    uncleared = [(one, words(stops(papers[one.id]))) for one in own if one.id in papers]
    return WorkerHome(
        hours=hours,
        ill=shift_queries.ill(actor.user_id, today),
        next=queries.next_shifts(actor, SHOWN),
        open_shifts=queries.open_shifts_of_worker(actor, SHOWN),
        agreements=agreements.waiting_for(actor.user_id),
        uncleared=uncleared,
        has_engagements=bool(own),
        has_worked=engagements.has_begun_any(actor.user_id, today),
        turns=turns.of(actor),
        is_ready=any(one.is_cleared for one in own),
    )
