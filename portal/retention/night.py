"""The night's run: each thing in a transaction of its own, looked at once more, with its receipt.

Run again, it finds nothing more to do. What fails is left for the next night and said; the rest
goes on. Some things go because another went (the pool lets go of an application), so it looks
until there is nothing left.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from uuid import UUID

from sqlalchemy import select

from portal.core import clock, db, runs
from portal.municipality import keeping, settings
from portal.municipality.keeping import Look, Rule
from portal.municipality.models import Municipality
from portal.retention.models import RetentionReceipt
from portal.retention.queries import figure_of

_ROUNDS = 4  # how far one thing's end can lead to another's


@dataclass(slots=True)
class Done:
    """What a run did: how many of each kind, and of which kinds something failed."""

    counts: Counter[str] = field(default_factory=Counter)
    failed: set[tuple[str, UUID]] = field(default_factory=set)

    @property
    def total(self) -> int:
        """Return how many things were deleted."""
        return sum(self.counts.values())


def run(now: datetime) -> Done:
    """Delete everything that may not be kept longer."""
    done = Done()
    for _round in range(_ROUNDS):
        before = done.total
        for rule, look in _looks(now):
            for thing_id in _due(rule, look):
                _one(rule, look, thing_id, done)
        if done.total == before:
            break
    return done


def _looks(now: datetime) -> list[tuple[Rule, Look]]:
    """Return every rule with every municipality's own figure."""
    with db.unit(write=False) as session:
        homes = session.scalars(select(Municipality.id).order_by(Municipality.id)).all()
        decided = {home: settings.all_on(home, clock.local(now).date()) for home in homes}
    return [
        (rule, Look(municipality_id=home, figure=figure_of(rule, decided[home]), until=now))
        for home in homes
        for rule in keeping.rules()
    ]


def _due(rule: Rule, look: Look) -> list[UUID]:
    with db.unit(write=False):
        return [it.thing_id for it in rule.due(look)]


def _one(rule: Rule, look: Look, thing_id: UUID, done: Done) -> None:
    if (rule.code.value, thing_id) in done.failed:
        return
    came = runs.alone(f"{rule.code.value} {thing_id}", partial(_forget, rule, look, thing_id))
    if came.failed:
        done.failed.add((rule.code.value, thing_id))
    elif came.count:
        done.counts[rule.code.value] += came.count


def _forget(rule: Rule, look: Look, thing_id: UUID) -> int:
    db.hold(Municipality, look.municipality_id)
    only = replace(look, only=thing_id)
    if not rule.due(only):  # meanwhile somebody moved it, or another run was here
        return 0
    rule.forget(thing_id)
    _receipt(rule, look)
    return 1


def _receipt(rule: Rule, look: Look) -> None:
    on = clock.local(look.until).date()
    found = db.session().scalar(
        select(RetentionReceipt).where(
            RetentionReceipt.municipality_id == look.municipality_id,
            RetentionReceipt.kind == rule.code.value,
            RetentionReceipt.ran_on == on,
            RetentionReceipt.figure == look.figure,
        )
    )
    if found is None:
        db.add(
            RetentionReceipt(
                municipality_id=look.municipality_id, kind=rule.code.value,
                setting=rule.setting.value if rule.setting else "", figure=look.figure,
                ran_on=on, count=1,
            )
        )  # fmt: skip
    else:
        found.count, found.last_at = found.count + 1, clock.now()
