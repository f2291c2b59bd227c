"""What is kept until when: each package that keeps something of somebody tells it here.

One registry, so that the page which shows what goes, the figures which tell what a changed
setting would do, and the night's run can never say different things.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from portal.core import clock
from portal.municipality.states import SettingKey
from portal.rules.periods import DAY, midnight


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that goes, and when: the first moment it is no longer kept.

    ``number`` is its own in the municipality; never a name.
    """

    thing_id: UUID
    goes_at: datetime
    number: int | None = None

    @property
    def goes_on(self) -> date:
        """Return the first day it is gone."""
        return clock.local(self.goes_at).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What is asked of a rule: a municipality, what its setting says, and up to when.

    ``only``: this one thing, which is held until the unit is done.
    """

    municipality_id: UUID
    figure: int
    until: datetime
    only: UUID | None = None

    @property
    def kept_since(self) -> datetime:
        """Return the moment from which things are kept: what is of before has had its days."""
        return midnight(clock.local(self.until).date() - timedelta(days=self.figure))

    def kept(self, thing_id: UUID, at: datetime, number: int | None = None) -> Kept:
        """Say of a thing of some moment when it goes: after so many whole days."""
        return Kept(thing_id, after(clock.local(at).date(), self.figure), number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One kind of thing: which of it goes when, and how.

    ``code`` has its words among the labels: its name, and for the audience "why" what goes and
    for what reason. ``forget`` deletes one, in the unit that is open. ``is_stamped``: the date
    is written on each thing when it is made, so a new setting counts for new ones.
    """

    code: StrEnum
    due: Callable[[Look], Sequence[Kept]]
    forget: Callable[[UUID], None]
    setting: SettingKey | None = None
    is_stamped: bool = False


_rules: dict[str, Rule] = {}


def register(rule: Rule) -> None:
    """Let a package tell what it keeps; called at start-up."""
    _rules[rule.code.value] = rule


def rules() -> Sequence[Rule]:
    """Return every rule."""
    return tuple(_rules.values())


def after(last: date, days: int = 0) -> datetime:
    """Return the first moment of the day after so many whole days: on the last it is there."""
    return midnight(last + timedelta(days=days) + DAY)
