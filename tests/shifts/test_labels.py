"""Every code has a word for everybody who may read it."""

from __future__ import annotations

import pytest

from portal.core.labels import label
from portal.shifts import states


@pytest.mark.parametrize("audience", ["", "worker", "family", "coordinator"])
@pytest.mark.parametrize(
    "codes",
    [
        states.ShiftState, states.ShiftKind, states.AttendeeStatus,
        states.EntryCode, states.EntryState, states.AbsenceKind,
    ],
)  # fmt: skip
def test_every_code_has_a_word(app, codes, audience) -> None:
    with app.test_request_context():
        assert all(label(code, audience) for code in codes)


@pytest.mark.parametrize(
    ("code", "audience", "word"),
    [
        (states.AbsenceKind.SICK, "family", "Borte"),
        (states.AbsenceKind.LEAVE, "family", "Borte"),
        (states.AbsenceKind.SICK, "coordinator", "Syk"),
        (states.ShiftState.CANCELLED, "worker", "Avlyst"),
        (states.AttendeeStatus.CANCELLED, "worker", "Ikke lenger din"),
    ],
)
def test_families_see_only_that_somebody_is_away(app, code, audience, word) -> None:
    with app.test_request_context():
        assert label(code, audience) == word
