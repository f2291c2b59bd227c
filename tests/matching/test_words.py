"""What a coordinator reads of why somebody may fit."""

from __future__ import annotations

import pytest

from portal.core.format import NBSP
from portal.matching import words
from portal.matching.facts import Gap, Lack, Point, Reason


@pytest.mark.parametrize(
    ("reason", "can", "needed", "text"),
    [
        (Reason.DAYS, 1, 1, "Kan den dagen det trengs."),
        (Reason.DAYS, 2, 2, "Kan begge dagene."),
        (Reason.DAYS, 3, 3, "Kan alle 3 dagene."),
        (Reason.DAYS, 1, 3, "Kan 1 av 3 dager."),
        (Reason.HOURS, 180, 180, "Kan alle timene, 3 t."),
        (Reason.HOURS, 120, 180, "Kan 2 t av 3 t."),
    ],
)
def test_how_much_somebody_can(app, reason, can, needed, text):
    with app.test_request_context():
        said = words.why(Point(reason, 25, numbers={"can": can, "needed": needed}))
    assert said.replace(NBSP, " ") == text


@pytest.mark.parametrize(
    ("km", "ways", "text"),
    [
        (0, (), "Bor under 1 km unna."),
        (2, ("walk", "bike"), "Bor omtrent 2 km unna. Kan gå eller sykle."),
        (12, ("car",), "Bor omtrent 12 km unna. Kan kjøre bil."),
    ],
)
def test_how_somebody_gets_there(app, km, ways, text):
    with app.test_request_context():
        said = words.why(Point(Reason.NEAR, 25, ways, {"km": km}))
    assert said.replace(NBSP, " ") == text


def test_what_is_far_to_walk(app):
    with app.test_request_context():
        said = words.lack(Gap(Lack.HARD_TO_REACH, ("walk", "bike"), {"km": 12}))
    assert said.replace(NBSP, " ") == "Kan gå eller sykle. Det er langt, 12 km."
