"""Which version of a vedtak holds when: a later one takes over from its first day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from portal.families.states import Service
from portal.rules import budget, limits
from portal.rules.limits import LimitKind
from portal.rules.periods import DAY, Days
from portal.vedtak.models import Portion, Vedtak
from portal.vedtak.states import Unit


class Pot(NamedTuple):
    """What hours are counted in: never moved from one pot to another."""

    service: Service
    unit: Unit


@dataclass(frozen=True, slots=True)
class InForce:
    """A version and the days it holds: till it ends, or a later one takes over."""

    vedtak: Vedtak
    days: Days


def in_force(versions: Iterable[Vedtak]) -> list[InForce]:
    """Lay the versions of one ordning out in time, in order; none overlaps another."""
    held: list[InForce] = []
    for vedtak in sorted(versions, key=lambda vedtak: vedtak.version):
        last = vedtak.valid_from - DAY
        held = [
            replace(earlier, days=cut)
            for earlier in held
            if (cut := earlier.days.clip(earlier.days.from_on, last))
        ]
        held.append(InForce(vedtak, Days(vedtak.valid_from, vedtak.valid_to)))
    return held


def on_day(held: Iterable[InForce], day: date) -> InForce | None:
    """Return what holds on a day."""
    return next((it for it in held if it.days.clip(day, day)), None)


def pot_of(portion: Portion) -> Pot:
    """Return the pot a portion fills."""
    return Pot(Service(portion.service), Unit(portion.unit))


def granted_in(held: Iterable[InForce]) -> dict[Pot, list[budget.Portion]]:
    """Return what each pot is granted, as the rules count it, in order of time."""
    found: dict[Pot, list[budget.Portion]] = {}
    for it in held:
        for portion in it.vedtak.portions:
            found.setdefault(pot_of(portion), []).append(
                budget.Portion(
                    portion.amount_minutes, budget.Per(portion.per), it.days.from_on, it.days.to_on
                )
            )
    return found


def limits_in(held: Iterable[InForce]) -> dict[Pot, list[limits.Limit]]:
    """Return the limits on top of what each pot is granted, in order of time."""
    found: dict[Pot, list[limits.Limit]] = {}
    for it in held:
        for portion in it.vedtak.portions:
            found.setdefault(pot_of(portion), []).extend(
                limits.Limit(
                    limit.amount_minutes, LimitKind(limit.kind), it.days.from_on, it.days.to_on
                )
                for limit in portion.limits
            )
    return found


@dataclass(frozen=True, slots=True)
class Change:
    """What a version says of one thing, and what the one before it said (None: nothing)."""

    what: str  # a pot's service and unit, and a limit's kind; or the name of a column
    before: object
    after: object


CONDITIONS = ("allows_night", "allows_double_staffing", "allows_school_hours")


def changes(before: Vedtak, after: Vedtak) -> Sequence[Change]:
    """Return how a version differs from the one before it."""
    old, new = _said(before), _said(after)
    return [
        Change(what, old.get(what), new.get(what))
        for what in dict.fromkeys([*old, *new])
        if old.get(what) != new.get(what)
    ]


def _said(vedtak: Vedtak) -> Mapping[str, object]:
    portions = {
        f"{portion.service}:{portion.unit}": (portion.amount_minutes, portion.per)
        for portion in vedtak.portions
    }
    portions |= {
        f"{portion.service}:{portion.unit}:{limit.kind}": (limit.amount_minutes, limit.kind)
        for portion in vedtak.portions
        for limit in portion.limits
    }
    plain = {name: getattr(vedtak, name) for name in ("valid_to", "right_holder", *CONDITIONS)}
    return portions | plain
