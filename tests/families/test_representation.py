"""Who guards and who leads, in the database, is what rules.representation says."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest

from portal.access import relations
from portal.access.actor import Relation
from portal.rules import representation
from portal.rules.periods import DAY
from portal.rules.representation import Act, Ground, Representative, birthday

TODAY = date(2026, 11, 22)
LEAP = date(2028, 2, 29)
GROUND = {
    "parental": Ground.PARENTAL_RESPONSIBILITY,
    "fullmakt": Ground.POWER_OF_ATTORNEY,
    "verge": Ground.VERGE,
    "relative": Ground.NEXT_OF_KIN,
}
AGES = (0, 11, 12, 15, 16, 17, 18, 19)


def of(session, user, relation, day=TODAY):
    return {thing for kind, thing in relations.of_user(session, user.id, day) if kind is relation}


def births(day):
    """On the birthday, the day before and the day after, at every age that matters."""
    return [birthday(day, -age) + shift * DAY for age, shift in product(AGES, (-1, 0, 1))]


def ask(child, act, *, on, **more):
    more.setdefault("ground", Ground.PARENTAL_RESPONSIBILITY)
    who = Representative(born_on=date(1980, 1, 1), **more)
    return representation.may_act(
        who, representation.Child(child.born_on, has_parent_at_address=child.at_home), act, on
    )


@pytest.mark.parametrize("on", [TODAY, LEAP, date(2027, 2, 28), date(2027, 3, 1)])
@pytest.mark.parametrize(("basis", "at_home"), [*product(GROUND, (True, False))])
def test_the_file_at_every_age(make, session, on, basis, at_home) -> None:
    user = make.user()
    made = []
    for born_on in {*births(on), date(2012, 2, 29), date(2010, 2, 28)}:
        if born_on <= on:
            child = make.child(born_on=born_on)
            child.at_home = at_home
            make.guardian(child=child, user=user, basis=basis, lives_with_child=at_home)
            if basis != "parental":
                make.guardian(child=child, basis="parental", lives_with_child=at_home)
            made.append(child)
    expected = {it.id for it in made if ask(it, Act.SEE_FILE, on=on, ground=GROUND[basis])}
    assert of(session, user, Relation.GUARDS, on) == expected


@pytest.mark.parametrize("on", [TODAY, LEAP])
@pytest.mark.parametrize("basis", [None, *GROUND])
def test_leading_at_every_age(make, session, on, basis) -> None:
    user = make.user()
    expected = set()
    for born_on in births(on):
        if born_on > on:
            continue
        ordning = make.ordning(child__born_on=born_on)
        make.leader(ordning=ordning, user=user)
        if basis:
            make.guardian(child=ordning.child, user=user, basis=basis)
        ordning.child.at_home = True
        ground = GROUND[basis] if basis else None
        if ask(ordning.child, Act.LEAD_ROTA, on=on, ground=ground, is_arbeidsleder=True):
            expected.add(ordning.id)
    assert of(session, user, Relation.LEADS, on) == expected


def test_the_other_parent_at_the_address_is_enough(make, session) -> None:
    away, home = make.user(), make.user()
    child = make.child()
    make.guardian(child=child, user=away, lives_with_child=False)
    assert of(session, away, Relation.GUARDS) == set()
    make.guardian(child=child, user=home)
    assert of(session, away, Relation.GUARDS) == {child.id}


def test_a_protected_child_is_represented_by_nobody(make, session) -> None:
    guardian = make.guardian(child__graded=True)
    rows = relations.of_user(session, guardian.user_id, TODAY)
    assert (Relation.GUARDS, guardian.child_id) not in rows


@pytest.mark.parametrize("relation", [Relation.GUARDS, Relation.LEADS, Relation.NAMED_FOR])
def test_rights_follow_their_dates_exactly(make, session, relation) -> None:
    first, last = TODAY, TODAY + timedelta(days=7)
    user = make.user()
    dates = {"user": user, "valid_from": first, "valid_to": last}
    match relation:
        case Relation.GUARDS:
            make.guardian(child__born_on=date(2016, 1, 1), **dates)
        case Relation.LEADS:
            make.leader(kind="stand_in", **dates)
        case _:
            make.named_access(graded=make.child(graded=True), **dates)
    days = [first - DAY, first, last, last + DAY]
    assert [len(of(session, user, relation, day)) for day in days] == [0, 1, 1, 0]
