"""Who may act for a child: domain/casework.md § 6 and § 13, T18, T19 and T22."""

from dataclasses import replace
from datetime import date

import pytest

from portal.rules.periods import parse_day
from portal.rules.representation import (
    Act,
    Child,
    Ground,
    Reason,
    Representative,
    age_on,
    birthday,
    may_act,
    review_days,
    why,
)

CHILD = Child(date(2014, 11, 22))
AT_11, AT_12, AT_15 = date(2026, 11, 21), date(2026, 11, 22), date(2030, 11, 21)
AT_16, AT_17, AT_18 = date(2030, 11, 22), date(2032, 11, 21), date(2032, 11, 22)
PARENT = Representative(Ground.PARENTAL_RESPONSIBILITY, date(1985, 1, 1))
LEADER = replace(PARENT, is_arbeidsleder=True)
YES = Reason.ALLOWED

# act · the day before 12, at 12, the day before 16, at 16, the day before 18, at 18
PARENTS = [
    (Act.SEE_FILE, "yyy---", Reason.CLOSED_AT_16),
    (Act.APPLY, "yyy---", Reason.CLOSED_AT_16),
    (Act.SEE_APPOINTMENTS, "yyy---", Reason.CLOSED_AT_16),
    (Act.MESSAGE, "y-----", Reason.CLOSED_AT_16),
    (Act.LEAD_ROTA, "yyyyy-", Reason.CLOSED_AT_18),
]


@pytest.mark.parametrize(("act", "answers", "at_18"), PARENTS)
def test_a_parent_who_leads_the_rota(act, answers, at_18):
    days = [AT_11, AT_12, AT_15, AT_16, AT_17, AT_18]
    seen = "".join("y" if may_act(LEADER, CHILD, act, day) else "-" for day in days)
    assert seen == answers
    assert why(LEADER, CHILD, act, AT_18) is at_18


def test_messages_close_at_12():
    assert why(PARENT, CHILD, Act.MESSAGE, AT_12) is Reason.CLOSED_AT_12


@pytest.mark.parametrize(("day", "reason"), [(AT_11, YES), (AT_12, Reason.CLOSED_AT_12)])
def test_appointments_that_are_hidden_from_parents_from_12(day, reason):
    hidden = replace(CHILD, shows_appointments=False)
    assert why(PARENT, hidden, Act.SEE_APPOINTMENTS, day) is reason


def test_a_parent_at_the_childs_address_opens_for_both():
    elsewhere = replace(CHILD, has_parent_at_address=False)
    assert why(PARENT, elsewhere, Act.SEE_FILE, AT_11) is Reason.NO_PARENT_AT_ADDRESS
    assert why(PARENT, CHILD, Act.SEE_FILE, AT_11) is YES


def test_a_parent_without_responsibility_sees_nothing():
    stranger = replace(PARENT, ground=None)
    assert why(stranger, CHILD, Act.SEE_FILE, AT_11) is Reason.NO_GROUND
    assert why(stranger, CHILD, Act.LEAD_ROTA, AT_11) is Reason.NOT_ARBEIDSLEDER


def test_a_stand_in_leads_the_rota_and_sees_no_file():
    stand_in = replace(LEADER, ground=None, from_on=date(2026, 11, 1), to_on=date(2026, 11, 21))
    assert why(stand_in, CHILD, Act.LEAD_ROTA, AT_11) is YES
    assert why(stand_in, CHILD, Act.SEE_FILE, AT_11) is Reason.NO_GROUND
    assert why(stand_in, CHILD, Act.LEAD_ROTA, AT_12) is Reason.NO_GROUND  # ended the day before
    assert why(stand_in, CHILD, Act.LEAD_ROTA, date(2026, 11, 1)) is YES
    assert why(stand_in, CHILD, Act.LEAD_ROTA, date(2026, 10, 31)) is Reason.NO_GROUND


@pytest.mark.parametrize(
    ("child_graded", "who_graded"), [(True, False), (False, True), (True, True)]
)
def test_a_protected_address_neither_represents_nor_is_represented(child_graded, who_graded):
    child = replace(CHILD, is_graded=child_graded)
    who = replace(LEADER, is_graded=who_graded)
    assert {why(who, child, act, AT_11) for act in Act} == {Reason.PROTECTED}
    named = replace(who, is_named=True)
    assert why(named, child, Act.SEE_FILE, AT_11) is Reason.PROTECTED
    assert why(named, child, Act.LEAD_ROTA, AT_11) is YES


YOUNG = Representative(Ground.SELF, CHILD.born_on, is_arbeidsleder=True)


@pytest.mark.parametrize(
    ("act", "day", "reason"),
    [
        (Act.SEE_FILE, AT_15, Reason.TOO_YOUNG),
        (Act.SEE_FILE, AT_16, YES),
        (Act.LEAD_ROTA, AT_17, Reason.TOO_YOUNG),
        (Act.LEAD_ROTA, AT_18, YES),
    ],
)
def test_the_young_person(act, day, reason):
    assert why(YOUNG, CHILD, act, day) is reason


# ground · the helper is born · day · answer
APPOINTED = [
    (Ground.POWER_OF_ATTORNEY, "1985-01-01", AT_15, Reason.TOO_YOUNG),  # the giver is 15
    (Ground.POWER_OF_ATTORNEY, "1985-01-01", AT_16, YES),
    (Ground.POWER_OF_ATTORNEY, "2012-11-23", AT_16, Reason.TOO_YOUNG),  # the receiver is 17
    (Ground.POWER_OF_ATTORNEY, "2012-11-22", AT_16, YES),
    (Ground.NEXT_OF_KIN, "1985-01-01", AT_15, Reason.TOO_YOUNG),
    (Ground.NEXT_OF_KIN, "1985-01-01", AT_18, YES),
    (Ground.VERGE, "1985-01-01", AT_11, YES),
    (Ground.VERGE, "1985-01-01", AT_18, YES),
]


@pytest.mark.parametrize(("ground", "born_on", "day", "reason"), APPOINTED)
def test_who_is_appointed(ground, born_on, day, reason):
    who = Representative(ground, parse_day(born_on))
    assert why(who, CHILD, Act.SEE_FILE, day) is reason


def test_at_18_the_rota_goes_on_with_a_verge():
    verge = Representative(Ground.VERGE, date(1985, 1, 1), is_arbeidsleder=True)
    assert why(verge, CHILD, Act.LEAD_ROTA, AT_18) is YES


def test_the_days_to_look_anew():
    assert review_days(CHILD.born_on) == {12: AT_12, 16: AT_16, 18: AT_18}


@pytest.mark.parametrize(
    ("day", "age"), [("2026-02-28", 17), ("2026-03-01", 18), ("2028-02-29", 20)]
)
def test_born_on_29_february(day, age):
    assert age_on(date(2008, 2, 29), parse_day(day)) == age


def test_birthdays_of_29_february():
    assert birthday(date(2008, 2, 29), 18) == date(2026, 3, 1)
    assert birthday(date(2008, 2, 29), 20) == date(2028, 2, 29)
