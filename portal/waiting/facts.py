"""What needs are drafted from: since when an ordning has had nobody, and how much is granted."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from portal.families.states import Service
from portal.needs.facts import Facts
from portal.vedtak.states import Unit
from portal.waiting import queries
from portal.waiting.queries import Wait
from portal.waiting.states import Standing


def of_ordninger(ordning_ids: Collection[UUID], on: date) -> Mapping[UUID, Facts]:
    """Return how ordninger stand. Where somebody is found already, nobody is looked for."""
    found: dict[UUID, list[Wait]] = {}
    for wait in queries.of_ordninger(ordning_ids, on):
        found.setdefault(wait.ordning.id, []).append(wait)
    return {ordning_id: _facts(waits) for ordning_id, waits in found.items()}


def _facts(waits: Sequence[Wait]) -> Facts:
    own = next((it for it in waits if it.service == Service(it.ordning.service)), waits[0])
    hours = sum(it.amount_minutes for it in own.portions if it.unit == Unit.HOURS)
    return Facts(
        waiting_since_on=None if own.standing is Standing.PAPERS else own.since,
        week_minutes=own.week_minutes if hours and own.expired_on is None else 0,
    )
