"""Since when a child has had nobody (case 48): never hidden by the end of a vedtak."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from portal.hiring.wiring import facts_of

ON = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("engagements", "days"),
    [
        ([], 30),
        ([{"valid_from": date(2026, 9, 5), "valid_to": None}], None),
        ([{"valid_from": date(2026, 9, 5), "valid_to": date(2026, 9, 20)}], 11),
        ([{"valid_from": date(2026, 9, 5), "ended_at": datetime(2026, 9, 28, 9, tzinfo=UTC)}], 3),
        ([{"valid_from": date(2026, 9, 2), "valid_to": date(2026, 9, 9)},
          {"valid_from": date(2026, 9, 10), "valid_to": date(2026, 9, 25)}], 6),
        ([{"valid_from": date(2026, 10, 5), "valid_to": None}], 30),
    ],
)  # fmt: skip
def test_case_48_days_without_anybody(make, session, engagements, days):
    vedtak = make.vedtak(valid_from=date(2026, 9, 1), valid_to=date(2027, 8, 31))
    for facts in engagements:
        make.engagement(ordning=vedtak.ordning, **facts)
    session.flush()
    since = facts_of([vedtak.ordning_id], ON)[vedtak.ordning_id].waiting_since_on
    assert (since and (ON - since).days) == days


def test_a_vedtak_that_has_ended_hides_nobody(make, session):
    vedtak = make.vedtak(valid_from=date(2026, 1, 1), valid_to=date(2026, 9, 1))
    session.flush()
    assert facts_of([vedtak.ordning_id], ON)[vedtak.ordning_id].waiting_since_on == date(2026, 1, 1)


def test_those_without_a_vedtak_are_not_waiting(make, session):
    assert facts_of([make.ordning().id], ON) == {}


def test_the_coordinator_sees_the_longest_waiting_first_and_writes_an_advert(
    page, make, office, coordinator
):
    for first in (date(2026, 11, 1), date(2026, 3, 1)):
        child = make.child(office=office, initials=f"{first.month}.X.")
        make.vedtak(ordning=make.ordning(child=child), valid_from=first, valid_to=date(2027, 8, 31))
    make.vedtak(ordning=make.ordning(child=make.child(office=office, graded=True)),
                valid_from=date(2026, 1, 1), valid_to=date(2027, 1, 1))  # fmt: skip
    make.vedtak(valid_from=date(2026, 1, 1), valid_to=date(2027, 1, 1))
    page.get("/behov")
    assert page.h1 == "2 barn har vedtak og ingen"
    order = [
        h3.text.strip() for li in page.all("li", under="card--main queue") for h3 in li.iter("h3")
    ]
    assert [line.split(".")[0] for line in order] == ["3", "11"]
    assert "266 dager uten" in page.text
    page.get(next(link for link in page.links() if link.startswith("/behov/ny/")))
    assert 'value="Omtrent 20\u00a0timer i uka."' in page.response.get_data(as_text=True)
