"""Versions laid out in time: a later one takes over from its first day."""

from __future__ import annotations

from datetime import date

import pytest

from portal.vedtak import timeline
from portal.vedtak.models import Portion, Vedtak


def vedtak(version, first, last, **more):
    return Vedtak(version=version, valid_from=first, valid_to=last, **more)


A = date(2026, 1, 1), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("case", "spans", "expected"),
    [
        ("one", [A], [A]),
        ("one after the other", [A, (date(2027, 1, 1), date(2027, 6, 30))],
         [A, (date(2027, 1, 1), date(2027, 6, 30))]),
        ("takes over in the middle", [A, (date(2026, 7, 1), date(2026, 12, 31))],
         [(date(2026, 1, 1), date(2026, 6, 30)), (date(2026, 7, 1), date(2026, 12, 31))]),
        ("a shorter one ends the longer", [A, (date(2026, 7, 1), date(2026, 7, 31))],
         [(date(2026, 1, 1), date(2026, 6, 30)), (date(2026, 7, 1), date(2026, 7, 31))]),
        ("from before the first day", [A, (date(2025, 7, 1), date(2026, 8, 1))],
         [(date(2025, 7, 1), date(2026, 8, 1))]),
        ("leaves a gap", [A, (date(2027, 3, 1), date(2027, 6, 30))],
         [A, (date(2027, 3, 1), date(2027, 6, 30))]),
        ("a third replaces the second", [A, (date(2026, 7, 1), date(2026, 12, 31)),
         (date(2026, 7, 1), date(2027, 6, 30))],
         [(date(2026, 1, 1), date(2026, 6, 30)), (date(2026, 7, 1), date(2027, 6, 30))]),
    ],
)  # fmt: skip
def test_in_force(case, spans, expected) -> None:
    versions = [vedtak(number, *span) for number, span in enumerate(spans, 1)]
    held = timeline.in_force(reversed(versions))
    assert [(it.days.from_on, it.days.to_on) for it in held] == expected, case


def test_changes_are_what_the_two_say_differently() -> None:
    def portion(service, minutes):
        return Portion(service=service, unit="hours", per="week", amount_minutes=minutes)

    before = vedtak(1, *A, portions=[portion("bpa", 600), portion("avlastning", 60)],
                    right_holder="child", allows_night=False)  # fmt: skip
    after = vedtak(2, date(2026, 7, 1), A[1], portions=[portion("bpa", 900)],
                   right_holder="child", allows_night=True)  # fmt: skip
    assert [(it.what, it.before, it.after) for it in timeline.changes(before, after)] == [
        ("bpa:hours", (600, "week"), (900, "week")),
        ("avlastning:hours", (60, "week"), None),
        ("allows_night", False, True),
    ]
