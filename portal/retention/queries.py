"""What goes when and why, what a changed setting would do, and what has gone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, select

from portal.access.actor import Actor
from portal.core import clock
from portal.municipality import keeping, settings
from portal.municipality.keeping import Kept, Look, Rule
from portal.municipality.states import SettingKey
from portal.retention.models import RetentionReceipt


@dataclass(frozen=True, slots=True)
class Coming:
    """What goes of one kind in the days to come, the first first."""

    rule: Rule
    value: str | None  # what its setting says today
    kept: Sequence[Kept]
    municipality_id: UUID

    @property
    def late(self) -> int:
        """Return how many should have gone before today: the night's run has not been."""
        return sum(it.goes_on < clock.today() for it in self.kept)


def figure_of(rule: Rule, decided: Mapping[SettingKey, str]) -> int:
    """Return the number a rule counts with."""
    return int(decided[rule.setting]) if rule.setting else 0


def coming(municipality_id: UUID, days: int) -> list[Coming]:
    """Return what goes within so many days, by kind; as many statements as there are kinds."""
    today = clock.today()
    decided = settings.all_on(municipality_id, today)
    until = clock.now() + timedelta(days=days)
    return [
        Coming(
            rule,
            decided[rule.setting] if rule.setting else None,
            _due(rule, Look(municipality_id=municipality_id, until=until,
                            figure=figure_of(rule, decided))),
            municipality_id,
        )
        for rule in keeping.rules()
    ]  # fmt: skip


def _due(rule: Rule, look: Look) -> list[Kept]:
    return sorted(rule.due(look), key=lambda it: (it.goes_at, it.number or 0, it.thing_id))


def of_kind(actor: Actor, kind: str, days: int) -> Coming | None:
    """Return what goes of one kind within so many days."""
    if actor.municipality_id is None:
        return None
    return next((it for it in coming(actor.municipality_id, days) if it.rule.code == kind), None)


@dataclass(frozen=True, slots=True)
class Consequence:
    """How many things go at once, with the setting as it is and as it would be."""

    rule: Rule
    now: int
    then: int


def consequences(municipality_id: UUID, key: SettingKey, value: str) -> list[Consequence]:
    """Return what a new value of a setting would delete the first night it holds."""
    decided = settings.all_on(municipality_id, clock.today())
    at = clock.now()
    return [
        Consequence(
            rule,
            len(_at(rule, municipality_id, int(decided[key]), at)),
            len(_at(rule, municipality_id, int(value), at)),
        )
        for rule in keeping.rules()
        if rule.setting is key
    ]


def _at(rule: Rule, municipality_id: UUID, figure: int, at: datetime) -> Sequence[Kept]:
    return rule.due(Look(municipality_id=municipality_id, figure=figure, until=at))


def receipts(actor: Actor) -> Select[RetentionReceipt]:
    """Select what has been deleted in the municipality, the newest first."""
    return (
        select(RetentionReceipt)
        .where(RetentionReceipt.municipality_id == actor.municipality_id)
        .order_by(RetentionReceipt.last_at.desc(), RetentionReceipt.id.desc())
    )
