"""The score: what gives points, what is missing, and in which order people stand. No database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from portal.matching import score as scoring
from portal.matching.facts import Candidate, Lack, Reason, Wanted
from portal.matching.score import rank, score
from portal.municipality.postcodes import Spot, km_between
from portal.pool.interests import phrases, shared

TUESDAY = ((1, 16 * 60, 19 * 60),)
HEIMDAL, NEAR, FAR = Spot(63.350, 10.357), Spot(63.360, 10.370), Spot(63.430, 10.395)
WANTED = Wanted(
    role="stottekontakt", interests="fotball, film og Lego", windows=TUESDAY, ages=(11, 16),
    spot=HEIMDAL, on=date(2026, 11, 22),
)  # fmt: skip
ABLE = Candidate(
    user_id=UUID(int=1), roles=["stottekontakt"], interests="Fotball",
    free=[(1, 16 * 60, 22 * 60)], spot=NEAR,
)  # fmt: skip


def reasons(one, wanted=WANTED):
    return {it.reason: it.points for it in score(wanted, one).points}


def lacks(one, wanted=WANTED):
    return {it.lack for it in score(wanted, one).gaps}


@pytest.mark.parametrize(
    ("wanted", "own", "found"),
    [
        ("vann, kart og lange bussturer", "Turer, hund og fotball", ()),
        ("vann, kart og lange bussturer", "kartlesing", ("kart",)),
        ("svømming", "liker å svømme", ("svømming",)),
        ("hunder", "Hund", ("hunder",)),
        ("fotball; film / Lego", "se på fotballkamper og film", ("fotball", "film")),
        ("", "fotball", ()),
        ("fotball", "", ()),
        ("å være med", "være sammen med barn", ()),
        ("tur", "turnering", ()),
    ],
)
def test_shared_interests_are_found_in_what_people_write(wanted, own, found):
    assert shared(wanted, own) == found


def test_phrases_are_kept_as_they_were_written():
    assert phrases("Vann, kart og lange bussturer.") == ("Vann", "kart", "lange bussturer")


def test_one_interest_outweighs_everything_else_together():
    most = (
        scoring.NEAREST + scoring.OVERLAP + scoring.MOST_FOR_VISITS + scoring.FAVOURITE
        + scoring.CAR + scoring.LANGUAGE + scoring.COMPETENCE + scoring.AGE_GROUP
        + scoring.EXPERIENCE
    )  # fmt: skip
    assert most < scoring.INTEREST


def test_every_point_and_every_lack():
    wanted = replace(
        WANTED, needs_car=True, languages="urdu", competence="epilepsi", helper_sex="woman",
        week_minutes=600,
    )  # fmt: skip
    best = replace(
        ABLE, has_car=True, languages="norsk, urdu", competence="Kurs i epilepsi",
        age_groups=["7-12"], has_experience=True, visits=3, is_favourite=True, sex="woman",
        hours_per_week=12,
    )  # fmt: skip
    assert reasons(best, wanted) == {
        Reason.INTERESTS: 100, Reason.NEAR: 29, Reason.HOURS: 25, Reason.VISITS: 6,
        Reason.FAVOURITE: 5, Reason.CAR: 5, Reason.LANGUAGE: 5, Reason.COMPETENCE: 5,
        Reason.AGE_GROUP: 5, Reason.EXPERIENCE: 3,
    }  # fmt: skip
    assert lacks(best, wanted) == set()
    worst = Candidate(
        user_id=UUID(int=2), roles=["avlaster"], interests="Sjakk", free=[(2, 600, 960)],
        age_groups=["0-6"], spot=FAR, max_km=5, sex="man", hours_per_week=2, is_approved=False,
        is_related=True, confirmed_on=date(2026, 1, 1),
    )  # fmt: skip
    assert lacks(worst, wanted) == {
        Lack.OTHER_ROLE, Lack.NO_TIME, Lack.NO_CAR, Lack.OTHER_SEX, Lack.NO_INTERESTS,
        Lack.STALE_TIME, Lack.TOO_FAR, Lack.LANGUAGE, Lack.COMPETENCE, Lack.AGE_GROUP,
        Lack.FEW_HOURS, Lack.NOT_APPROVED, Lack.RELATED,
    }  # fmt: skip
    assert score(wanted, worst).is_stopped
    assert not score(wanted, best).is_stopped


@pytest.mark.parametrize(
    ("free", "points", "gaps"),
    [
        ([(1, 960, 1140)], 25, set()),
        ([(1, 960, 1050)], 12, {Lack.SOME_TIME}),
        ([(1, 960, 1000), (1, 1100, 1140)], 11, {Lack.SOME_TIME}),
        ([(2, 960, 1140)], None, {Lack.NO_TIME}),
        ([], None, {Lack.UNKNOWN_TIME}),
    ],
)
def test_the_hours_are_held_against_the_grid(free, points, gaps):
    one = replace(ABLE, free=free)
    assert reasons(one).get(Reason.HOURS) == points
    assert lacks(one) == gaps


@pytest.mark.parametrize(
    ("asked", "own", "has"),
    [("epilepsi", "Kurs i epilepsi", True), ("medisinkurs A", "medisinkurs B", False),
     ("medisinkurs A", "Har Medisinkurs A fra i fjor", True), ("sondemat", "", False)],
)  # fmt: skip
def test_competence_with_a_code_is_read_to_the_letter(asked, own, has):
    wanted = replace(WANTED, competence=asked)
    assert (Reason.COMPETENCE in reasons(replace(ABLE, competence=own), wanted)) is has
    assert (Lack.COMPETENCE in lacks(replace(ABLE, competence=own), wanted)) is not has


def test_days_are_enough_when_no_hours_are_said():
    wanted = replace(WANTED, windows=(), days=frozenset({1, 3}), has_nights=True)
    assert reasons(ABLE, wanted)[Reason.DAYS] == 12
    assert lacks(ABLE, wanted) == {Lack.SOME_TIME, Lack.NO_NIGHT}
    by_night = replace(ABLE, free=[(1, 960, 1320), (3, 1320, 1440)])
    assert lacks(by_night, wanted) == set()


def test_without_postcodes_the_district_is_compared():
    home, other = uuid4(), uuid4()
    wanted = replace(WANTED, spot=None, district_id=home)
    assert reasons(replace(ABLE, district_id=home), wanted)[Reason.SAME_DISTRICT] == 15
    assert lacks(replace(ABLE, district_id=other), wanted) == {Lack.OTHER_DISTRICT}
    assert lacks(ABLE, wanted) == {Lack.UNKNOWN_PLACE}


def test_distance_is_as_the_crow_flies():
    assert 8.9 < km_between(HEIMDAL, FAR) < 9.2
    assert km_between(FAR, FAR) == 0


def test_what_cannot_be_lived_with_stands_below_whatever_the_points():
    many = replace(ABLE, user_id=UUID(int=2), interests="fotball, film, lego", free=[(4, 600, 960)])
    assert [one.user_id for one, _score in rank(WANTED, [many, ABLE])] == [UUID(int=1), UUID(int=2)]


def test_equals_always_stand_the_same_way():
    people = [replace(ABLE, user_id=UUID(int=number)) for number in (3, 1, 2)]
    orders = {
        tuple(one.user_id.int for one, _s in rank(WANTED, it)) for it in (people, people[::-1])
    }
    assert orders == {(1, 2, 3)}


def test_example_50_shared_interests_first_then_distance():
    """Boys 11–16, Heimdal, football, Tue evening, car not needed."""
    two_far = replace(ABLE, user_id=UUID(int=11), interests="fotball og film", spot=FAR)
    two_near = replace(ABLE, user_id=UUID(int=12), interests="film og fotball", spot=NEAR)
    one_near = replace(ABLE, user_id=UUID(int=13), interests="fotball", spot=NEAR)
    three_car = replace(
        ABLE, user_id=UUID(int=14), interests="fotball, film, lego", spot=FAR, has_car=True
    )
    none_here = replace(
        ABLE, user_id=UUID(int=15), interests="sjakk", spot=HEIMDAL, visits=9, is_favourite=True,
        has_experience=True,
    )  # fmt: skip
    ranked = rank(WANTED, [one_near, none_here, two_far, three_car, two_near])
    assert [one.user_id.int for one, _score in ranked] == [14, 12, 11, 13, 15]


@pytest.mark.parametrize(
    ("spot", "travel", "ways", "hard"),
    [
        (NEAR, ("walk", "bus"), ("walk", "bus"), False),  # 1.3 km
        (FAR, ("walk", "bike"), ("bike",), False),  # 9.1 km
        (FAR, ("walk",), (), True),
        (FAR, ("bus",), ("bus",), False),
        (FAR, (), (), False),  # has not said
    ],
)
def test_how_somebody_can_get_there_is_said_and_gives_no_points(spot, travel, ways, hard):
    one = replace(ABLE, spot=spot, travel=travel)
    (near,) = (it for it in score(WANTED, one).points if it.reason is Reason.NEAR)
    assert near.words == ways
    assert (Lack.HARD_TO_REACH in lacks(one)) is hard
    assert near.points == reasons(replace(one, travel=()))[Reason.NEAR]


def test_too_far_is_said_once():
    one = replace(ABLE, spot=FAR, travel=("walk",), max_km=5)
    assert Lack.TOO_FAR in lacks(one)
    assert Lack.HARD_TO_REACH not in lacks(one)


def test_who_is_away_is_a_lack_that_stops_nobody():
    days = (date(2026, 11, 20), date(2026, 12, 1))
    away = score(WANTED, replace(ABLE, away=days))
    (gap,) = (it for it in away.gaps if it.lack is Lack.AWAY)
    assert gap.days == days
    assert not away.is_stopped
    assert Lack.AWAY not in lacks(ABLE)
