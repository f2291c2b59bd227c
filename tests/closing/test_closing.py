"""Closing a pay period: nothing in it is left undecided, and the last one can be opened."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from sqlalchemy import select

from portal.audit.models import AuditDetails, AuditEvent
from portal.municipality.models import ClosedPeriod, Municipality
from portal.shifts.states import EntryState
from tests.factories.shifts import at

URL = "/kommunen/perioder"


@pytest.fixture(autouse=True)
def _sunday():
    with time_machine.travel(at("2026-11-22 12:00"), tick=False):
        yield


@pytest.fixture
def admin(make):
    return make.admin()


@pytest.fixture
def here(page, admin):
    return page.sign_in(admin)


@pytest.fixture
def line(make, session, admin):
    """Log a line in the administrator's municipality."""
    place = session.get(Municipality, admin.municipality_id)
    engagement = make.engagement(ordning=make.ordning(child=make.child(
        office=make.office(municipality=place, name="Østbyen"))))  # fmt: skip

    def logged(state: EntryState, start: str = "2026-10-14 17:00", end: str = "2026-10-14 20:00"):
        return make.entry(
            shift=make.shift(engagement=engagement, start=start, end=end), state=state.value
        )

    return logged


def closed(session, admin) -> list[tuple[str, str]]:
    rows = session.scalars(
        select(ClosedPeriod)
        .where(ClosedPeriod.municipality_id == admin.municipality_id)
        .order_by(ClosedPeriod.first_on)
    )
    return [(row.first_on.isoformat(), row.last_on.isoformat()) for row in rows]


def test_the_newest_period_that_is_over_is_closed_first(here, session, admin):
    here.get(URL).submit().follow()
    assert closed(session, admin) == [("2026-10-01", "2026-10-31")]
    assert here.h1 == "Ingen periode å lukke nå"
    assert "Den neste, 1.–30. november 2026, kan lukkes når den er over." in here.text
    assert list(session.scalars(select(AuditEvent.act))) == ["closed_period:closed"]


def test_what_closing_does_is_said_as_it_is(here):
    text = here.get(URL).text
    assert "endrer ingen det som er ført i perioden" in text
    assert "Timer som føres for sent, ser koordinatoren på, og de betales med neste lønn." in text


def test_a_new_start_day_leaves_no_gap(here, make, session, admin):
    here.get(URL).submit()
    make.setting(
        municipality_id=admin.municipality_id, key="pay_period_start_day", value="21",
        valid_from=date(2026, 11, 1),
    )  # fmt: skip
    here.get(URL).submit()
    assert closed(session, admin)[1] == ("2026-11-01", "2026-11-20")


@pytest.mark.parametrize(
    ("state", "waits"),
    [
        (EntryState.DRAFT, True),
        (EntryState.SUBMITTED, True),
        (EntryState.RETURNED, True),
        (EntryState.ATTESTED, True),
        (EntryState.APPROVED, False),
        (EntryState.IN_BATCH, False),
        (EntryState.PAID, False),
        (EntryState.DISCARDED, False),
    ],
)
def test_nothing_undecided_is_closed_away(here, session, admin, line, state, waits):
    line(state)
    here.get(URL)
    assert ("venter" in here.h1) == waits
    here.post(f"{URL}/lukk", {"to_on": "31.10.2026"}, 409 if waits else 303)
    assert bool(closed(session, admin)) != waits


def test_what_waits_is_counted_by_office_and_state(here, line):
    line(EntryState.ATTESTED)
    line(EntryState.SUBMITTED, "2026-10-31 20:00", "2026-11-01 02:00")  # begins inside
    line(EntryState.SUBMITTED, "2026-10-01 00:00", "2026-10-01 02:00")
    line(EntryState.SUBMITTED, "2026-09-30 22:00", "2026-10-01 02:00")  # begins before
    line(EntryState.SUBMITTED, "2026-11-01 00:00", "2026-11-01 02:00")  # begins after
    text = here.get(URL).text
    assert here.h1 == "3 linjer med timer venter på noen"
    assert "Østbyen Attestert 1" in text
    assert "Østbyen Ført 2" in text


def test_another_municipalitys_lines_are_no_hindrance(here, make):
    make.entry(shift=make.shift(start="2026-10-14 17:00", end="2026-10-14 20:00"), submitted=True)
    assert here.get(URL).h1 == "1.–31. oktober 2026 kan lukkes"


def test_an_old_page_closes_nothing_more(here, session, admin):
    here.get(URL)
    here.post(f"{URL}/lukk", {"to_on": "30.9.2026"}, 409)
    here.post(f"{URL}/lukk", {"to_on": "tull"}, 409)
    here.post(f"{URL}/lukk", {"to_on": "31.10.2026"})
    here.post(f"{URL}/lukk", {"to_on": "31.10.2026"}, 409)
    assert "Til og med 31.10.2026" in here.text
    here.post(f"{URL}/lukk", {"to_on": "30.11.2026"}, 409)  # not over
    assert len(closed(session, admin)) == 1


def test_the_last_one_is_opened_again_with_a_reason(here, session, admin):
    here.get(URL).submit()
    period_id = session.scalar(select(ClosedPeriod.id))
    url = f"{URL}/{period_id}/gjenapne"
    for reason in ("", "a" * 10_000):
        here.get(url).submit(422, reason=reason)
        assert len(here.errors) == 1
    here.submit(reason="Østbyen fikk ikke godkjent").follow()
    assert closed(session, admin) == []
    told = session.scalars(select(AuditDetails.details)).all()
    assert told[-1]["reason"] == "Østbyen fikk ikke godkjent"
    here.get(url, 404)


def test_only_the_last_one_is_opened(here, session, admin):
    for first, last in ((date(2026, 9, 1), date(2026, 9, 30)),
                        (date(2026, 10, 1), date(2026, 10, 31))):  # fmt: skip
        session.add(
            ClosedPeriod(
                municipality_id=admin.municipality_id, first_on=first, last_on=last,
                closed_by_id=admin.id,
            )
        )  # fmt: skip
    session.flush()
    old = session.scalar(select(ClosedPeriod.id).order_by(ClosedPeriod.first_on))
    here.get(f"{URL}/{old}/gjenapne", 404)
    here.post(f"{URL}/{old}/gjenapne", {"reason": "x"}, 404)
    assert len(closed(session, admin)) == 2


def test_another_municipalitys_period_is_not_there(here, make, page, session):
    here.get(URL).submit()
    period_id = session.scalar(select(ClosedPeriod.id))
    page.sign_in(make.admin()).get(f"{URL}/{period_id}/gjenapne", 404)
    page.post(f"{URL}/{period_id}/gjenapne", {"reason": "x"}, 404)
    assert session.get(ClosedPeriod, period_id)
    assert "Ingen perioder er lukket" in page.get(URL).text


@pytest.mark.parametrize("who", ["coordinator", "parent", "worker_user"])
def test_only_an_administrator(page, make, session, who):
    page.sign_in(getattr(make, who)()).get(URL, 403)
    page.post(f"{URL}/lukk", {"to_on": "31.10.2026"}, 403)
    assert session.scalar(select(ClosedPeriod.id)) is None


def test_the_page_costs_the_same_for_two_and_for_twenty(here, line, statements):
    counts = []
    for more in (2, 18):
        for number in range(more):
            day = f"2026-10-{number + 1:02d}"
            line(EntryState.ATTESTED, f"{day} 10:00", f"{day} 11:00")
        here.get(URL)
        statements.clear()
        here.get(URL)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 2 + 5
