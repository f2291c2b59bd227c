"""Why this person, and what is missing: every point with its reason. Pure, no database.

The order is what the municipalities that explain themselves say (domain/recruitment.md § 0.8
and example 50): first how many interests they share, then how far it is. One shared interest
weighs more than everything else together; what is left tells equals apart. A *stop* is a lack
that cannot be lived with (cannot come then, has no car that is needed): those stand below all
the others whatever their points.
"""

from collections.abc import Iterable, Mapping

from portal.engagements.states import NIGHT_FROM
from portal.matching.facts import Candidate, Gap, Lack, Point, Reason, Score, Slot, Wanted
from portal.municipality.postcodes import km_between
from portal.pool.interests import phrases, shared
from portal.pool.states import TravelMode

INTEREST = 100
NEAREST = 30  # less one for each kilometre
REACH: Mapping[str, int] = {TravelMode.WALK: 3, TravelMode.BIKE: 10}  # km; by bus or car any
SAME_DISTRICT = 15  # when no postcode is known
OVERLAP = 25  # for all of the hours
VISIT, MOST_FOR_VISITS = 2, 10  # in the last ninety days
FAVOURITE = 5
CAR = LANGUAGE = COMPETENCE = AGE_GROUP = 5
EXPERIENCE = 3
STALE_DAYS = 180  # a grid older than this is asked about


Found = tuple[list[Point], list[Gap]]


def score(wanted: Wanted, one: Candidate) -> Score:
    """Return why and why not, the weightiest first."""
    km = km_between(wanted.spot, one.spot) if wanted.spot and one.spot else None
    parts = (
        _role(wanted, one), _interests(wanted, one), _time(wanted, one), _away(one),
        _place(wanted, one, km), _known(one), _car(wanted, one), _person(wanted, one),
        _words(wanted.languages, one.languages, Reason.LANGUAGE, Lack.LANGUAGE, LANGUAGE),
        _words(wanted.competence, one.competence, Reason.COMPETENCE, Lack.COMPETENCE, COMPETENCE),
    )  # fmt: skip
    points = [point for found, _gaps in parts for point in found]
    gaps = [gap for _points, found in parts for gap in found]
    return Score(
        tuple(sorted(points, key=lambda it: -it.points)),
        tuple(sorted(gaps, key=lambda it: not it.is_stop)),
        km,
    )


def rank(wanted: Wanted, people: Iterable[Candidate]) -> list[tuple[Candidate, Score]]:
    """Return everybody, best first; equals by distance, then always the same way."""
    scored = [(one, score(wanted, one)) for one in people]
    return sorted(
        scored,
        key=lambda it: (
            it[1].is_stopped, -it[1].total, it[1].km if it[1].km is not None else 1e6, it[0].user_id
        ),
    )  # fmt: skip


def _role(wanted: Wanted, one: Candidate) -> Found:
    gaps = [] if wanted.role in one.roles else [Gap(Lack.OTHER_ROLE)]
    if not one.is_approved:
        gaps.append(Gap(Lack.NOT_APPROVED))
    if one.is_related:
        gaps.append(Gap(Lack.RELATED))
    return [], gaps


def _interests(wanted: Wanted, one: Candidate) -> Found:
    words = shared(wanted.interests, one.interests)
    if words:
        return [Point(Reason.INTERESTS, INTEREST * len(words), words)], []
    return [], [Gap(Lack.NO_INTERESTS)] if phrases(wanted.interests) else []


def _time(wanted: Wanted, one: Candidate) -> Found:
    if not wanted.windows and not wanted.days and not wanted.has_nights:
        return [], []
    if not one.free:
        return [], [Gap(Lack.UNKNOWN_TIME)]
    points, gaps = _hours(wanted, one) if wanted.windows else _days(wanted, one)
    if wanted.has_nights and not any(last > NIGHT_FROM for _day, _first, last in one.free):
        gaps.append(Gap(Lack.NO_NIGHT))
    if one.confirmed_on and (wanted.on - one.confirmed_on).days > STALE_DAYS:
        gaps.append(Gap(Lack.STALE_TIME, numbers={"days": (wanted.on - one.confirmed_on).days}))
    return points, gaps


def _away(one: Candidate) -> Found:
    return [], [Gap(Lack.AWAY, days=one.away)] if one.away else []


def _hours(wanted: Wanted, one: Candidate) -> Found:
    needed = sum(last - first for _day, first, last in wanted.windows)
    can = sum(_overlap(window, slot) for window in wanted.windows for slot in one.free)
    numbers = {"can": can, "needed": needed}
    return _part(Reason.HOURS, can, needed, numbers)


def _days(wanted: Wanted, one: Candidate) -> Found:
    if not wanted.days:
        return [], []
    can = wanted.days & {day for day, *_ in one.free}
    return _part(
        Reason.DAYS, len(can), len(wanted.days), {"can": len(can), "needed": len(wanted.days)}
    )


def _part(reason: Reason, can: int, needed: int, numbers: Mapping[str, int]) -> Found:
    if not can:
        return [], [Gap(Lack.NO_TIME)]
    points = [Point(reason, max(1, OVERLAP * can // needed), numbers=numbers)]
    return points, [] if can >= needed else [Gap(Lack.SOME_TIME, numbers=numbers)]


def _overlap(one: Slot, other: Slot) -> int:
    return max(0, min(one[2], other[2]) - max(one[1], other[1])) if one[0] == other[0] else 0


def _place(wanted: Wanted, one: Candidate, km: float | None) -> Found:
    if km is not None:
        whole = {"km": round(km)}
        ways = tuple(mode for mode in one.travel if km <= REACH.get(mode, km))
        near = [Point(Reason.NEAR, NEAREST - int(km), ways, whole)] if km < NEAREST else []
        gaps = []
        if km > (one.max_km or NEAREST):
            gaps.append(Gap(Lack.TOO_FAR, numbers={**whole, "max": one.max_km or 0}))
        elif one.travel and not ways:
            gaps.append(Gap(Lack.HARD_TO_REACH, tuple(one.travel), whole))
        return near, gaps
    if wanted.district_id and wanted.district_id == one.district_id:
        return [Point(Reason.SAME_DISTRICT, SAME_DISTRICT)], []
    if wanted.district_id and one.district_id:
        return [], [Gap(Lack.OTHER_DISTRICT)]
    return [], [Gap(Lack.UNKNOWN_PLACE)]


def _known(one: Candidate) -> Found:
    """Give points for who knows the child already, and whom the family has named."""
    points = []
    if one.visits:
        most = min(VISIT * one.visits, MOST_FOR_VISITS)
        points.append(Point(Reason.VISITS, most, numbers={"visits": one.visits}))
    if one.is_favourite:
        points.append(Point(Reason.FAVOURITE, FAVOURITE))
    return points, []


def _car(wanted: Wanted, one: Candidate) -> Found:
    if not wanted.needs_car:
        return [], []
    return ([Point(Reason.CAR, CAR)], []) if one.has_car else ([], [Gap(Lack.NO_CAR)])


def _person(wanted: Wanted, one: Candidate) -> Found:
    points: list[Point] = []
    gaps: list[Gap] = []
    if one.age_groups:
        if any(_meets(wanted.ages, group) for group in one.age_groups):
            points.append(Point(Reason.AGE_GROUP, AGE_GROUP))
        else:
            gaps.append(Gap(Lack.AGE_GROUP))
    if one.has_experience:
        points.append(Point(Reason.EXPERIENCE, EXPERIENCE))
    if wanted.helper_sex and wanted.helper_sex != one.sex:
        gaps.append(Gap(Lack.OTHER_SEX if one.sex else Lack.UNKNOWN_SEX))
    if one.hours_per_week and one.hours_per_week * 60 < wanted.week_minutes:
        gaps.append(Gap(Lack.FEW_HOURS, numbers={"hours": one.hours_per_week}))
    return points, gaps


def _meets(ages: tuple[int, int], group: str) -> bool:
    low, high = map(int, group.split("-"))
    return low <= ages[1] and ages[0] <= high


def _words(wanted: str, own: str, reason: Reason, lack: Lack, most: int) -> Found:
    """Give points for what is asked for and there, and name what is not."""
    asked = phrases(wanted)
    has = tuple(word for word in asked if _names(word, own))
    missing = tuple(word for word in asked if word not in has)
    points = [Point(reason, most * len(has) // len(asked), has)] if has else []
    return points, [Gap(lack, missing)] if missing else []


def _names(asked: str, own: str) -> bool:
    """Tell whether a text names what is asked for: with a code in it ("kurs B") to the letter."""
    if asked.casefold() in own.casefold():
        return True
    return all(len(word) > 2 for word in asked.split()) and bool(shared(asked, own))
