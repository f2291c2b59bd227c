"""Where an application may go on any municipality's way, and that every way has an end."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from types import SimpleNamespace

import pytest

from portal.pipeline import moves
from portal.recruitment.states import RUNNING, Stage
from portal.recruitment.way import DEFAULT, Step, Way

NEW, READ, REFS, PROOF, TALK, HOME, COURSE = RUNNING


def applicant(stage, *, at_home=False, referees=2):
    return SimpleNamespace(stage=stage, needs_home_visit=at_home, referees=[0] * referees)


def way(*stages, required=()):
    """Make a way of these stages in this order; the others stand last, out of use."""
    used = [Step(stage=it, is_required=it in required) for it in stages]
    rest = [Step(stage=it, is_used=False) for it in RUNNING if it not in stages]
    return Way((*used, *rest))


@pytest.mark.parametrize(
    ("here", "stage", "facts", "to"),
    [
        (Way(), NEW, {}, READ),
        (Way(), READ, {"referees": 0}, TALK),
        (Way(), TALK, {}, Stage.APPROVED),
        (Way(), TALK, {"at_home": True}, HOME),
        (way(NEW, PROOF, TALK, REFS), NEW, {}, PROOF),
        (way(NEW, PROOF, TALK, REFS), TALK, {}, REFS),
        (way(NEW, COURSE), NEW, {}, COURSE),
        (way(NEW, TALK), PROOF, {}, Stage.APPROVED),  # taken out of use while somebody stood there
        (Way(), Stage.WITHDRAWN, {}, None),
    ],
)
def test_next_is_the_next_step_that_is_theirs(here, stage, facts, to):
    assert moves.next_stage(applicant(stage, **facts), here) == to


@pytest.mark.parametrize(
    ("here", "stage", "to", "missed"),
    [
        (way(NEW, PROOF, TALK, required=[PROOF]), NEW, TALK, PROOF),
        (way(NEW, PROOF, TALK, required=[PROOF]), NEW, Stage.APPROVED, PROOF),
        (way(NEW, PROOF, TALK, required=[PROOF]), PROOF, TALK, None),
        (way(NEW, PROOF, TALK), NEW, TALK, None),
        (way(NEW, PROOF, TALK, required=[PROOF]), TALK, NEW, None),
        (way(NEW, PROOF, TALK, required=[PROOF]), NEW, HOME, None),  # not on the way at all
    ],
)
def test_nothing_required_is_passed_over(here, stage, to, missed):
    assert moves.passed_over(applicant(stage), to, here) == missed
    if missed:
        assert to not in moves.of(applicant(stage), here)


def test_a_required_step_that_is_not_theirs_holds_nobody():
    here = way(NEW, HOME, TALK, required=[HOME])
    assert TALK not in moves.of(applicant(NEW, at_home=True), here)
    assert TALK in moves.of(applicant(NEW), here)


@pytest.mark.parametrize("facts", [{}, {"at_home": True}, {"referees": 0}])
@pytest.mark.parametrize("is_required", [True, False])
def test_every_way_leads_to_an_end(facts, is_required):
    """Whatever is used, required and in whatever order: no dead end, nothing out of reach."""
    for order in permutations(DEFAULT[1:], 3):
        used = [replace(it, is_used=True, is_required=is_required) for it in order]
        rest = [replace(it, is_used=False) for it in DEFAULT[1:] if it not in order]
        here = Way((DEFAULT[0], *used, *rest))
        everywhere = {*here.stages, moves.reopened(here), *ENDS}
        assert all(reached(begun, here, facts) == everywhere for begun in here.stages)


ENDS = {Stage.APPROVED, Stage.NOT_APPROVED, Stage.WITHDRAWN}


def reached(begun, here, facts):
    """Return every stage one can come to."""
    found, new = set(), {begun}
    while new:
        found |= new
        new = {to for it in new for to in moves.of(applicant(it, **facts), here)} - found
    return found
