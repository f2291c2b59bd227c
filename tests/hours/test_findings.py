"""The findings against the database: domain/bpa.md § 8, cases 11, 12, 16, 38-50."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.access.actor import Actor, Hat
from portal.hours import findings
from portal.hours.findings import Piece
from portal.rules.findings import Code, Severity
from portal.rules.spans import Span
from portal.shifts.states import ShiftKind
from tests.factories.shifts import at

TODAY = date(2026, 10, 1)
LEADER = Actor(hat=Hat.PARENT)
COORDINATOR = Actor(hat=Hat.COORDINATOR)


@pytest.fixture
def engagement(make):
    """An assistant in a family whose vedtak allows everything but two helpers."""
    engagement = make.engagement()
    make.vedtak(
        ordning=engagement.ordning, valid_to=date(2027, 12, 31),
        allows_night=True, allows_school_hours=True, portion__amount_minutes=100 * 60,
    )  # fmt: skip
    return engagement


def piece(engagement, start, end, **more):
    return Piece(Span(at(start), at(end)), engagement, is_change=True, **more)


def check(engagement, *pieces, viewer=LEADER, today=TODAY, **more):
    return findings.check(viewer, engagement.ordning, pieces, today, **more)


def codes(found):
    return [it.code for it in found]


def elsewhere(make, engagement, **more):
    """The same person's engagement in another family, same employer unless told otherwise."""
    office_id = engagement.ordning.office_id
    child = make.child(office=None, municipality_id=engagement.municipality_id, office_id=office_id)
    return make.engagement(worker=engagement.worker, ordning=make.ordning(child=child), **more)


# The same person, wherever ------------------------------------------------------------------


def test_case_12_two_places_at_once_is_refused(make, engagement) -> None:
    other = elsewhere(make, engagement)
    make.shift(engagement=other, start="2026-11-25 10:00", end="2026-11-25 14:00")
    (found,) = check(engagement, piece(engagement, "2026-11-25 13:00", "2026-11-25 15:00"))
    assert (found.code, found.is_refused, found.is_veiled) == (Code.OVERLAP, True, True)


def test_case_12_with_another_employer_too(make, engagement) -> None:
    supplier = make.supplier(municipality=None, municipality_id=engagement.municipality_id)
    other = elsewhere(make, engagement, supplier_id=supplier.id)
    make.shift(engagement=other, start="2026-11-25 10:00", end="2026-11-25 14:00")
    found = check(engagement, piece(engagement, "2026-11-25 13:00", "2026-11-25 15:00"))
    assert codes(found) == [Code.OVERLAP]


@pytest.mark.parametrize(
    ("start", "expected"),
    [("2026-11-24 09:00", []), ("2026-11-24 08:59", [Code.DAILY_REST])],
)
def test_case_37_eleven_hours_of_rest(make, engagement, start, expected) -> None:
    make.shift(engagement=engagement, start="2026-11-23 18:00", end="2026-11-23 22:00")
    assert codes(check(engagement, piece(engagement, start, "2026-11-24 12:00"))) == expected


@pytest.mark.parametrize(("agreement", "expected"), [("none", [Code.DAILY_REST]), ("union", [])])
def test_case_38_rest_across_families(make, engagement, agreement, expected) -> None:
    engagement.agreement = agreement
    other = elsewhere(make, engagement)
    make.shift(engagement=other, start="2026-11-23 18:00", end="2026-11-23 22:00")
    found = check(engagement, piece(engagement, "2026-11-24 07:00", "2026-11-24 11:00"))
    assert codes(found) == expected


def test_case_38_not_across_employers(make, engagement) -> None:
    supplier = make.supplier(municipality=None, municipality_id=engagement.municipality_id)
    other = elsewhere(make, engagement, supplier_id=supplier.id)
    make.shift(engagement=other, start="2026-11-23 18:00", end="2026-11-23 22:00")
    assert check(engagement, piece(engagement, "2026-11-24 07:00", "2026-11-24 11:00")) == []


def test_the_municipalitys_agreement_holds_for_all_its_engagements(make, engagement) -> None:
    make.setting(municipality_id=engagement.municipality_id, key="agreement", value="union")
    make.shift(engagement=engagement, start="2026-11-23 18:00", end="2026-11-23 22:00")
    assert check(engagement, piece(engagement, "2026-11-24 07:00", "2026-11-24 12:00")) == []


def test_a_contractor_has_no_working_hours_but_is_in_one_place(make, engagement) -> None:
    engagement.terms = "contractor"
    make.shift(engagement=engagement, start="2026-11-23 18:00", end="2026-11-23 22:00")
    assert check(engagement, piece(engagement, "2026-11-24 03:00", "2026-11-24 20:00")) == []
    found = check(engagement, piece(engagement, "2026-11-23 20:00", "2026-11-23 23:00"))
    assert Code.OVERLAP in codes(found)


@pytest.mark.parametrize(
    ("ended", "start", "expected"),
    [
        ("2026-03-28 23:00", "2026-03-29 10:00", [Code.DAILY_REST]),  # 11 h on the wall, 10 real
        ("2026-10-24 23:30", "2026-10-25 09:30", []),  # 10 h on the wall, 11 real
    ],
)
def test_case_39_rest_is_elapsed_time(make, engagement, *, ended, start, expected) -> None:
    before = at(ended) - timedelta(hours=5)
    make.shift(engagement=engagement, starts_at=before, ends_at=at(ended))
    after = Piece(Span(at(start), at(start) + timedelta(hours=3)), engagement)
    assert codes(check(engagement, after, today=date(2026, 1, 1))) == expected


def week_but(make, engagement, last_end, first_start):
    """Work every day but for one stretch: a week's longest rest lies between the two."""
    monday = at(last_end) - timedelta(days=at(last_end).weekday() + 8)
    for day in range(21):
        start = datetime.combine((monday + timedelta(days=day)).date(), datetime.min.time(), UTC)
        start += timedelta(hours=11)
        if not (at(last_end) - timedelta(hours=8) < start < at(first_start) + timedelta(hours=4)):
            make.shift(engagement=engagement, starts_at=start, ends_at=start + timedelta(hours=3))
    start = at(last_end) - timedelta(hours=3)
    make.shift(engagement=engagement, starts_at=start, ends_at=at(last_end))
    return Piece(Span(at(first_start), at(first_start) + timedelta(hours=3)), engagement)


@pytest.mark.parametrize(
    ("last_end", "first_start", "agreement", "kind", "is_short"),
    [
        ("2026-11-20 22:00", "2026-11-22 08:00", "none", "bpa_assistant", True),  # 34 h
        ("2026-11-20 21:00", "2026-11-22 08:00", "none", "bpa_assistant", False),  # 35 h
        ("2026-03-27 21:00", "2026-03-29 08:00", "none", "bpa_assistant", True),  # 34 h, DST
        ("2026-11-20 22:00", "2026-11-22 08:00", "union", "bpa_assistant", False),  # 28 asked
        ("2026-11-20 22:00", "2026-11-22 08:00", "none", "avlaster", False),  # 24 asked
    ],
)
def test_case_40_weekly_rest(
    make, engagement, *, last_end, first_start, agreement, kind, is_short
) -> None:
    engagement.agreement, engagement.kind = agreement, kind
    proposed = week_but(make, engagement, last_end, first_start)
    found = check(engagement, proposed, today=date(2026, 1, 1))
    assert (Code.WEEKLY_REST in codes(found)) == is_short


def test_case_41_more_than_thirteen_hours(make, engagement) -> None:
    make.shift(engagement=engagement, start="2026-11-23 08:00", end="2026-11-23 16:00")
    found = check(engagement, piece(engagement, "2026-11-23 18:00", "2026-11-24 00:00"))
    assert Code.TOTAL_24H in codes(found)
    total = next(it for it in found if it.code is Code.TOTAL_24H)
    assert total.finding.numbers["measured_minutes"] == 14 * 60
    assert total.needs_reason


@pytest.mark.parametrize(
    ("hours", "agreement", "expected"),
    [
        (9, "none", []),
        (10, "none", [Code.OVERTIME_24H]),
        (10, "individual", []),
        (10.5, "individual", [Code.OVERTIME_24H]),
        (12.5, "union", []),
        (12 + 31 / 60, "union", [Code.OVERTIME_24H]),
    ],
)
def test_case_42_the_ordinary_day(engagement, hours, agreement, expected) -> None:
    engagement.agreement = agreement
    start = at("2026-11-25 08:00")
    proposed = Piece(Span(start, start + timedelta(hours=hours)), engagement)
    assert codes(check(engagement, proposed)) == expected


@pytest.mark.parametrize(
    ("hours", "agreement", "is_over"),
    [(40, "none", False), (41, "none", True), (50, "individual", False), (51, "individual", True),
     (51, "union", False), (55, "union", True)],
)  # fmt: skip
def test_case_43_the_week(make, engagement, hours, agreement, is_over) -> None:
    engagement.agreement = agreement
    for day in range(4):
        start = at(f"2026-11-{23 + day} 08:00")
        make.shift(engagement=engagement, starts_at=start, ends_at=start + timedelta(hours=9))
    start = at("2026-11-27 08:00")
    rest = Piece(Span(start, start + timedelta(hours=min(hours - 36, 12))), engagement)
    saturday = at("2026-11-28 12:00")
    left = timedelta(hours=max(hours - 48, 1))
    more = [Piece(Span(saturday, saturday + left), engagement)] if hours > 48 else []
    assert (Code.WEEKLY_HOURS in codes(check(engagement, rest, *more))) == is_over


def test_case_45_an_extra_shift_of_a_part_timer_is_nothing(make, engagement) -> None:
    for day in (23, 25, 27):
        make.shift(engagement=engagement, start=f"2026-11-{day} 08:00", end=f"2026-11-{day} 15:00")
    assert check(engagement, piece(engagement, "2026-11-26 08:00", "2026-11-26 16:00")) == []


@pytest.mark.parametrize(
    ("agreement", "sundays", "expected"),
    [
        ("none", [1], [Code.SUNDAY]),
        ("none", [], []),
        ("individual", [1], []),
        ("individual", [1, 15, 22], [Code.SUNDAY]),  # the piece makes it four in a row
    ],
)
def test_case_46_sundays_in_a_row(make, engagement, *, agreement, sundays, expected) -> None:
    engagement.agreement = agreement
    for day in sundays:
        make.shift(engagement=engagement, start=f"2026-11-{day:02d} 10:00",
                   end=f"2026-11-{day:02d} 14:00")  # fmt: skip
    # Saturday after 18 is Sunday work
    found = check(engagement, piece(engagement, "2026-11-07 17:00", "2026-11-07 19:00"))
    assert codes(found) == expected


@pytest.fixture
def avlaster(make):
    avlaster = make.engagement(kind="avlaster", ordning=make.ordning(service="avlastning"))
    make.vedtak(ordning=avlaster.ordning, portion__amount_minutes=100 * 60)
    return avlaster


@pytest.mark.parametrize(
    ("monday", "expected"), [("08:00", []), ("07:00", [Code.REST_16H])]
)  # fmt: skip
def test_case_48_an_avlasters_weekend_beside_an_office_job(
    make, avlaster, monday, expected
) -> None:
    job = elsewhere(make, avlaster, kind="bpa_assistant")
    make.shift(engagement=job, start="2026-11-20 08:00", end="2026-11-20 15:00")
    make.shift(engagement=job, start=f"2026-11-23 {monday}", end="2026-11-23 15:00")
    found = check(avlaster, piece(avlaster, "2026-11-20 16:00", "2026-11-22 16:00"))
    assert codes(found) == expected


def test_case_49_the_same_weekend_as_an_assistant(engagement) -> None:
    found = check(engagement, piece(engagement, "2026-11-20 16:00", "2026-11-22 16:00"))
    assert Code.TOTAL_24H in codes(found)


@pytest.mark.parametrize(("published", "expected"), [(16, []), (17, [Code.SHORT_NOTICE])])
def test_case_50_two_weeks_notice(engagement, published, expected) -> None:
    found = check(
        engagement, piece(engagement, "2026-11-30 10:00", "2026-11-30 14:00"),
        today=date(2026, 11, published),
    )  # fmt: skip
    assert codes(found) == expected


def test_one_notice_for_all_that_is_late(make, engagement) -> None:
    drafts = [
        make.shift_draft(engagement=engagement, start=f"2026-11-{day} 10:00",
                         end=f"2026-11-{day} 12:00") for day in (24, 26)
    ]  # fmt: skip
    found = check(engagement, *map(Piece.of_draft, drafts), today=date(2026, 11, 22))
    assert [(it.code, it.finding.numbers["measured_days"]) for it in found] == [
        (Code.SHORT_NOTICE, 2)
    ]
    assert found[0].draft_ids == {draft.id for draft in drafts}


def test_what_publishing_does_not_change_gives_no_notice(make, engagement) -> None:
    shift = make.shift(engagement=engagement)
    draft = make.shift_draft(
        engagement=engagement, shift=shift, shift_id=shift.id, act="change", note="Ta med sko",
        start="2026-11-25 17:00", end="2026-11-25 20:00",
    )  # fmt: skip
    assert check(engagement, Piece.of_draft(draft), today=date(2026, 11, 22)) == []


def test_a_line_takes_the_place_of_its_shift(make, engagement) -> None:
    shift = make.shift(engagement=engagement, start="2026-11-23 18:00", end="2026-11-23 19:00")
    proposed = piece(engagement, "2026-11-24 07:00", "2026-11-24 12:00")
    assert check(engagement, proposed) == []
    line = make.entry(shift=shift, ends_at=at("2026-11-23 22:00"))
    assert codes(check(engagement, proposed)) == [Code.DAILY_REST]
    line.code = "sick"
    assert check(engagement, proposed) == []


# Who sees what ------------------------------------------------------------------------------


@pytest.fixture
def short_rest(make, engagement):
    other = elsewhere(make, engagement)
    make.shift(engagement=other, start="2026-11-23 18:00", end="2026-11-23 22:00")
    return piece(engagement, "2026-11-24 07:00", "2026-11-24 12:00", draft_id=None)


def test_a_leader_sees_code_and_paragraph_and_never_a_time(engagement, short_rest) -> None:
    (found,) = check(engagement, short_rest)
    assert (found.code, found.section) == (Code.DAILY_REST, "AML § 10-8 (1)")
    assert found.involves_other_family
    assert found.is_veiled
    bare = found.finding
    assert (dict(bare.numbers), bare.free_from, bare.free_to, bare.allowed_if) == ({},) + (
        None,
    ) * 3
    assert bare.at == short_rest.span.start


def test_the_worker_sees_all_of_it(engagement, short_rest) -> None:
    worker = Actor(user_id=engagement.user_id, hat=Hat.WORKER)
    (found,) = check(engagement, short_rest, viewer=worker)
    assert not found.is_veiled
    assert found.finding.numbers["measured_minutes"] == 9 * 60
    assert found.for_leader().finding.numbers == {}


def test_a_coordinator_is_not_told_of_other_families_either(engagement, short_rest) -> None:
    (found,) = check(engagement, short_rest, viewer=COORDINATOR)
    assert found.is_veiled


def test_what_the_own_family_does_is_told_though_other_work_is_near(make, engagement) -> None:
    other = elsewhere(make, engagement)
    make.shift(engagement=other, start="2026-11-24 14:00", end="2026-11-24 15:00")
    make.shift(engagement=engagement, start="2026-11-23 18:00", end="2026-11-23 22:00")
    found = check(engagement, piece(engagement, "2026-11-24 07:00", "2026-11-24 12:00"))
    rest = next(it for it in found if it.code is Code.DAILY_REST)
    assert not rest.is_veiled
    assert rest.finding.numbers["measured_minutes"] == 9 * 60


# The plan against the vedtak ----------------------------------------------------------------


@pytest.fixture
def strict(make):
    """A family whose vedtak allows nothing special, to 30 June 2027."""
    engagement = make.engagement()
    make.vedtak(ordning=engagement.ordning, valid_to=date(2027, 6, 30))
    return engagement


def test_case_11_two_helpers(make, strict) -> None:
    other = make.engagement(ordning=strict.ordning)
    make.shift(engagement=other, start="2026-11-28 10:00", end="2026-11-28 14:00")
    proposed = piece(strict, "2026-11-28 10:00", "2026-11-28 14:00")
    (found,) = check(strict, proposed)
    assert (found.code, found.severity) == (Code.TWO_HELPERS, Severity.WARN)
    assert found.finding.numbers == {"overlap_minutes": 240}


def test_two_helpers_where_the_vedtak_says_so(make, engagement) -> None:
    make.vedtak(
        ordning=engagement.ordning, version=2, valid_from=date(2026, 6, 1),
        allows_double_staffing=True, allows_night=True, allows_school_hours=True,
    )  # fmt: skip
    others = [make.engagement(ordning=engagement.ordning) for _ in range(2)]
    span = ("2026-11-28 10:00", "2026-11-28 14:00")
    make.shift(engagement=others[0], start=span[0], end=span[1])
    assert check(engagement, piece(engagement, *span)) == []
    make.shift(engagement=others[1], start=span[0], end=span[1])
    assert codes(check(engagement, piece(engagement, *span))) == [Code.TWO_HELPERS]


def test_a_staff_meeting_is_not_two_helpers(make, strict) -> None:
    make.shift(engagement=make.engagement(ordning=strict.ordning), kind=ShiftKind.MEETING,
               start="2026-11-28 10:00", end="2026-11-28 12:00")  # fmt: skip
    meeting = piece(strict, "2026-11-28 10:00", "2026-11-28 12:00", kind=ShiftKind.MEETING)
    assert check(strict, meeting) == []


@pytest.mark.parametrize(("viewer", "is_refused"), [(LEADER, True), (COORDINATOR, False)])
def test_case_16_a_night_over_the_end_of_the_vedtak(make, viewer, is_refused) -> None:
    engagement = make.engagement()
    make.vedtak(ordning=engagement.ordning, valid_to=date(2026, 6, 30), allows_night=True)
    proposed = piece(engagement, "2026-06-30 23:00", "2026-07-01 08:00")
    found = check(engagement, proposed, viewer=viewer, today=date(2026, 6, 1))
    (outside,) = [it for it in found if it.code is Code.OUTSIDE_VEDTAK]
    assert outside.finding.numbers == {"uncovered_minutes": 480, "shift_minutes": 540}
    assert (outside.is_refused, outside.needs_reason) == (is_refused, not is_refused)


def test_nothing_is_granted_without_a_vedtak(make) -> None:
    engagement = make.engagement()
    found = check(engagement, piece(engagement, "2026-11-28 10:00", "2026-11-28 12:00"))
    assert codes(found) == [Code.OUTSIDE_VEDTAK]


def test_a_night_that_is_not_granted(strict) -> None:
    found = check(strict, piece(strict, "2026-11-27 22:00", "2026-11-28 06:00"))
    assert [(it.code, it.finding.numbers) for it in found] == [
        (Code.NIGHT_NOT_GRANTED, {"night_minutes": 360})
    ]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-11-25", {"school_minutes": 60}),  # Wednesday 13-15, school to 14
        ("2026-11-28", None),  # Saturday
        ("2026-10-07", None),  # autumn holiday
        ("2026-05-01", None),  # public holiday, a Friday
    ],
)
def test_school_hours(make, session, strict, day, expected) -> None:
    from portal.municipality.models import SchoolHoliday  # noqa: PLC0415 - here only

    session.add(
        SchoolHoliday(
            municipality_id=strict.municipality_id, name="Høstferie",
            first_on=date(2026, 10, 5), last_on=date(2026, 10, 9),
        )
    )  # fmt: skip
    found = check(strict, piece(strict, f"{day} 13:00", f"{day} 15:00"), today=date(2026, 4, 1))
    assert [it.finding.numbers for it in found] == ([expected] if expected else [])


def test_a_child_without_school_hours_has_none(make, strict) -> None:
    strict.ordning.child.has_school_hours = False
    assert check(strict, piece(strict, "2026-11-25 10:00", "2026-11-25 12:00")) == []


# The hours that are left --------------------------------------------------------------------


@pytest.fixture
def small(make):
    """Ten hours for 2026, of which eight are held."""
    engagement = make.engagement()
    vedtak = make.vedtak(ordning=engagement.ordning, portion=None)
    make.portion(vedtak=vedtak, per="year", amount_minutes=10 * 60)
    engagement.held = make.shift(engagement=engagement, start="2026-11-28 10:00",
                                 end="2026-11-28 18:00")  # fmt: skip
    return engagement


def test_changes_beyond_what_is_left(small) -> None:
    fits = piece(small, "2026-12-05 10:00", "2026-12-05 12:00")
    too_much = piece(small, "2026-12-12 10:00", "2026-12-12 13:00")
    assert check(small, fits) == []
    (found,) = check(small, fits, too_much)
    assert found.code is Code.OVER_BUDGET
    assert (found.finding.numbers["measured_minutes"], found.finding.numbers["limit_minutes"]) == (
        300,
        120,
    )
    assert found.finding.at == too_much.span.start
    assert found.is_refused
    (same,) = check(small, fits, too_much, viewer=COORDINATOR)
    assert same.needs_reason


def test_what_is_moved_or_cancelled_frees_its_hours(make, small) -> None:
    moved = piece(small, "2026-12-05 09:00", "2026-12-05 18:00", shift_id=small.held.id)
    assert check(small, moved) == []
    new = piece(small, "2026-12-12 10:00", "2026-12-12 19:00")
    assert codes(check(small, new)) == [Code.OVER_BUDGET]
    assert check(small, new, gone=[small.held.id]) == []


def test_an_overspent_account_does_not_stop_a_shorter_shift(make, small) -> None:
    make.entry(shift=small.held, vedtak_minutes=20 * 60)
    shift = make.shift(engagement=small, start="2026-12-05 10:00", end="2026-12-05 14:00")
    shorter = piece(small, "2026-12-05 10:00", "2026-12-05 13:00", shift_id=shift.id)
    longer = piece(small, "2026-12-05 10:00", "2026-12-05 15:00", shift_id=shift.id)
    assert check(small, shorter) == []
    assert codes(check(small, longer)) == [Code.OVER_BUDGET]


def test_each_year_has_its_own_hours(small) -> None:
    over_new_year = piece(small, "2026-12-31 22:00", "2027-01-01 06:00")
    found = check(small, over_new_year)
    assert Code.OVER_BUDGET not in codes(found)  # two hours each year; 2027 is outside the vedtak
    assert Code.OUTSIDE_VEDTAK in codes(found)


# Papers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ({"uncleared": True}, Code.NOT_CLEARED),
        ({"valid_to": date(2026, 11, 24)}, Code.NOT_ENGAGED),
        ({"valid_from": date(2026, 11, 26)}, Code.NOT_ENGAGED),
        ({"ended": True}, Code.NOT_ENGAGED),
    ],
)
def test_nobody_is_planned_without_papers(make, engagement, state, expected) -> None:
    who = make.engagement(ordning=engagement.ordning, **state)
    (found,) = check(who, piece(who, "2026-11-25 17:00", "2026-11-25 19:00"))
    assert (found.code, found.is_refused, found.who) == (expected, True, who.worker.first_name)


def test_an_open_shift_is_nobodys_to_judge(engagement) -> None:
    assert check(engagement, piece(None, "2026-11-25 01:00", "2026-11-25 23:00")) == []


# Logging, and how much it asks --------------------------------------------------------------


def test_worked_hours_are_judged_for_rest_and_overlap_only(make, engagement) -> None:
    shift = make.shift(engagement=engagement, start="2026-11-23 15:00", end="2026-11-23 19:00")
    make.shift(engagement=engagement, start="2026-11-24 07:00", end="2026-11-24 09:00")
    worker = Actor(user_id=engagement.user_id, hat=Hat.WORKER)
    worked = Piece(Span(shift.starts_at, at("2026-11-23 22:00")), engagement, shift_id=shift.id)
    found = findings.check_work(worker, engagement.ordning_id, [worked], TODAY)
    assert codes(found) == [Code.DAILY_REST]


def test_a_line_that_is_edited_is_not_beside_itself(make, engagement) -> None:
    entry = make.entry(
        shift=None, engagement=engagement, code="extra",
        starts_at=at("2026-11-23 15:00"), ends_at=at("2026-11-23 19:00"),
    )  # fmt: skip
    longer = Piece(Span(entry.starts_at, at("2026-11-23 20:00")), engagement)
    worker = Actor(user_id=engagement.user_id, hat=Hat.WORKER)
    args = (worker, engagement.ordning_id, [longer], TODAY)
    assert codes(findings.check_work(*args)) == [Code.OVERLAP]
    assert findings.check_work(*args, gone=[entry.id]) == []


@pytest.mark.parametrize("count", [2, 40])
def test_the_same_statements_however_many_the_shifts(
    make, session, engagement, statements, count
) -> None:
    pieces = []
    for number in range(count):
        start = at("2026-10-05 15:00") + timedelta(days=number)
        make.shift(engagement=engagement, starts_at=start, ends_at=start + timedelta(hours=2))
        other = make.engagement(ordning=engagement.ordning)
        pieces.append(Piece(Span(start, start + timedelta(hours=1)), other, is_change=True))
    session.flush()
    statements.clear()
    check(engagement, *pieces)
    assert len(statements) == 5
    statements.clear()
    findings.check_work(LEADER, engagement.ordning_id, pieces, TODAY)
    assert len(statements) == 2


def test_hardest_first(make, engagement) -> None:
    make.shift(engagement=engagement, start="2026-11-23 18:00", end="2026-11-23 22:00")
    found = check(
        engagement, piece(engagement, "2026-11-24 07:00", "2026-11-24 17:00"),
        today=date(2026, 11, 22),
    )  # fmt: skip
    severities = [it.severity for it in found]
    assert severities == sorted(severities, key=[Severity.BLOCK, Severity.WARN].index)
    assert len(set(severities)) == 2
