"""A batch takes each approved entry once, and is the same file every time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from portal.municipality.models import DatedRate, DatedSetting
from portal.municipality.states import RateCode, SettingKey
from portal.payroll.models import BatchedEntry, PayBatch, PayLine
from portal.shifts.models import Entry

NOW = datetime(2026, 12, 3, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def job(make, session):
    engagement = make.engagement()
    for code, amount in (
        (RateCode.ASSISTANT_HOUR, 20_720),
        (RateCode.EVENING_HOUR, 5_600),
        (RateCode.KM, 530),
    ):
        session.add(
            DatedRate(
                municipality_id=engagement.municipality_id, code=code, amount=amount,
                valid_from=date(2020, 1, 1), source="KS", set_by_id=None,
            )
        )  # fmt: skip
    return engagement


@pytest.fixture
def coordinator(make, job):
    user = make.user(municipality=None, municipality_id=job.municipality_id)
    make.role(user=user, hat="coordinator", office_id=job.office_id)
    return user


def approved(make, job, **more):
    return make.entry(shift=make.shift(engagement=job, **more), approved=True)


def make_batch(page, status=303):
    return page.get("/lonn").submit(status)


def test_nothing_to_pay_is_said(page, coordinator):
    page.sign_in(coordinator).get("/lonn")
    assert page.h1 == "Alt som er godkjent, ligger i en lønnsfil"


def test_the_file_holds_what_was_approved(page, make, job, coordinator, session):
    entry = approved(make, job)
    page.sign_in(coordinator)
    make_batch(page).follow()
    assert page.h1 == "Lønnsfil 1: laget, ikke levert"
    page.get(f"{page.path}/fil")
    number = job.worker.employee_number
    assert page.response.data.decode("utf-8-sig").splitlines() == [
        "Ansattnr;Lønnsart;Antall;Sats;Beløp;Fra;Til",
        f"{number};100;3,00;207,20;621,60;2026-11-25;2026-11-25",
        f"{number};210;3,00;56,00;168,00;2026-11-25;2026-11-25",
        "SUM;2;;;789,60;;",
    ]
    session.expire_all()
    assert entry.state == "in_batch"


def test_fetched_again_it_is_the_same_bytes(page, make, job, coordinator):
    approved(make, job)
    page.sign_in(coordinator)
    path = make_batch(page).location + "/fil"
    first = page.get(path).response.data
    approved(make, job, start="2026-11-26 17:00", end="2026-11-26 20:00")
    assert page.get(path).response.data == first
    assert "lonn-0001.csv" in page.response.headers["Content-Disposition"]


def test_a_second_batch_takes_only_what_is_new(page, make, job, coordinator, session):
    approved(make, job)
    page.sign_in(coordinator)
    make_batch(page)
    page.get("/lonn")
    assert page.h1 == "Alt som er godkjent, ligger i en lønnsfil"
    page.post("/lonn", {"employer": "own", "to_on": "30.11.2026", "pay_on": "15.12.2026"}, 409)
    approved(make, job, start="2026-11-26 17:00", end="2026-11-26 20:00")
    make_batch(page)
    counts = session.scalars(select(PayBatch.entry_count).order_by(PayBatch.number)).all()
    assert counts == [1, 1]


def test_the_database_refuses_an_entry_in_two_batches(page, make, job, coordinator, session):
    entry = approved(make, job)
    page.sign_in(coordinator)
    make_batch(page)
    row = session.scalars(select(BatchedEntry).where(BatchedEntry.entry_id == entry.id)).one()
    session.add(
        BatchedEntry(municipality_id=row.municipality_id, batch_id=row.batch_id, entry_id=entry.id)
    )
    with pytest.raises(IntegrityError):
        session.flush()


def test_a_shift_that_came_to_nothing_takes_its_supplements_back(
    page, make, job, coordinator, session
):
    entry = approved(make, job)
    page.sign_in(coordinator)
    make_batch(page)
    for minute, total in enumerate(("0", "2,5", "0", "1"), start=1):
        with time_machine.travel(NOW + timedelta(minutes=minute), tick=False):
            page.get(f"/timer/{entry.id}/rett").submit(minutes=total, reason="Vi hadde feil.")
            if total in {"2,5", "1"}:
                page.get(make_batch(page).location + "/fil")
    number = job.worker.employee_number
    assert page.response.data.decode("utf-8-sig").splitlines() == [
        "Ansattnr;Lønnsart;Antall;Sats;Beløp;Fra;Til",
        f"{number};100;-1,50;207,20;-310,80;2026-11-25;2026-11-25",
        f"{number};210;-1,50;56,00;-84,00;2026-11-25;2026-11-25",
        "SUM;2;;;-394,80;;",
    ]
    paid = select(func.sum(PayLine.quantity)).group_by(PayLine.wage_code)
    assert session.scalars(paid).all() == [60, 60]


def test_the_page_the_file_and_the_workers_lines_say_one_sum(page, make, job, coordinator, session):
    for hour in (8, 10, 12):
        approved(make, job, start=f"2026-11-25 {hour:02d}:00", end=f"2026-11-25 {hour:02d}:20")
    session.query(DatedRate).filter(DatedRate.code == RateCode.ASSISTANT_HOUR).update(
        {"amount": 20_000}
    )
    page.sign_in(coordinator)
    page.get(make_batch(page).location)
    assert page.text.count("kr 200") == 2  # the wage code and the sum
    page.get(f"{page.path}/fil")
    assert page.response.data.decode("utf-8-sig").splitlines()[-1] == "SUM;1;;;200,00;;"
    lines = session.scalars(select(PayLine.amount_ore)).all()
    assert (sum(lines), session.scalars(select(PayBatch.amount_ore)).one()) == (20_000, 20_000)


@pytest.mark.parametrize(("start_day", "first_on"), [(1, (11, 1)), (16, (10, 16))])
def test_the_period_begins_where_the_pay_period_does(
    page, make, job, coordinator, session, start_day, first_on
):
    session.add(
        DatedSetting(
            municipality_id=job.municipality_id, key=SettingKey.PAY_PERIOD_START_DAY,
            value=str(start_day), valid_from=date(2020, 1, 1), source="S", set_by_id=None,
        )
    )  # fmt: skip
    approved(make, job, start="2026-11-10 17:00", end="2026-11-10 20:00")
    page.sign_in(coordinator)
    make_batch(page)
    batch = session.scalars(select(PayBatch)).one()
    assert (batch.first_on.month, batch.first_on.day) == first_on


def test_each_employer_has_a_file_of_its_own_and_a_supplier_pays_by_its_own_rates(
    page, make, job, coordinator, session
):
    approved(make, job)
    supplier = make.supplier(municipality=None, municipality_id=job.municipality_id)
    other = make.engagement(ordning=job.ordning, supplier_id=supplier.id)
    approved(make, other)
    page.sign_in(coordinator).get("/lonn").submit(employer=str(supplier.id)).follow()
    assert supplier.name in page.text
    batch = session.scalars(select(PayBatch)).one()
    assert (batch.supplier_id, batch.entry_count, batch.amount_ore) == (supplier.id, 1, 0)


def test_without_papers_it_is_held_and_said(page, make, job, coordinator):
    uncleared = make.engagement(ordning=job.ordning, uncleared=True)
    approved(make, uncleared)
    page.sign_in(coordinator).get("/lonn")
    assert "1 godkjent linje er holdt igjen fordi papirer mangler." in page.text


def test_a_missing_rate_stops_the_file_and_writes_nothing(page, make, job, coordinator, session):
    make.entry(shift=make.shift(engagement=job), approved=True, outlay_ore=0, km=3)
    session.query(DatedRate).filter(DatedRate.code == RateCode.KM).delete()
    page.sign_in(coordinator)
    make_batch(page, 422)
    assert "Satsen km on 2026-11-25 mangler" in page.text
    assert session.scalars(select(PayBatch)).all() == []


def test_delivered_then_paid_and_the_worker_sees_it(page, make, job, coordinator, session):
    entry = approved(make, job)
    page.sign_in(coordinator)
    path = make_batch(page).location
    page.post(f"{path}/utbetalt", status=409)
    page.get(path).submit(form="levert").follow()
    assert page.h1 == "Lønnsfil 1: levert til lønn"
    page.post(f"{path}/levert", status=409)
    page.get(path).submit(form="utbetalt").follow()
    assert page.h1 == "Lønnsfil 1: utbetalt"
    session.expire_all()
    assert session.get(Entry, entry.id).state == "paid"


@pytest.mark.parametrize(
    ("marked", "paid"), [(8, date(2026, 12, 8)), (15, date(2026, 12, 15)), (17, date(2026, 12, 15))]
)
def test_paid_is_never_a_day_to_come(page, make, job, coordinator, session, marked, paid):
    entry = approved(make, job)
    path = make_batch(page.sign_in(coordinator)).location
    page.get(path).submit(form="levert")
    with time_machine.travel(datetime(2026, 12, marked, 9, tzinfo=UTC), tick=False):
        page.sign_in(coordinator).get(path).submit(form="utbetalt").follow()
        assert f"Utbetalt tirsdag {paid.day}. desember" in page.text
        session.expire_all()
        assert session.get(Entry, entry.id).pay_on == paid
        page.sign_in(job.worker.user, hat="worker").get("/mine-timer")
        assert f"Utbetalt {paid.day}. desember, før skatt." in page.text
        page.get(f"/timer/{entry.id}")
        assert f"Utbetalt {paid.day}. desember." in page.text


def test_another_municipality_knows_nothing_of_it(page, make, job, coordinator):
    approved(make, job)
    page.sign_in(coordinator)
    path = make_batch(page).location
    page.sign_in(make.coordinator())
    for url in (path, f"{path}/fil"):
        page.get(url, 404)
    page.get("/lonn")
    assert "Ingen lønnsfiler ennå" in page.text


def test_only_coordinators_run_payroll(page, job):
    page.sign_in(job.worker.user).get("/lonn", 403)


@pytest.mark.parametrize(
    ("to_on", "pay_on", "sentence"),
    [
        ("3.12.2026", "15.12.2026", "Skriv en dag som er over."),
        ("30.11.2026", "1.12.2026", "Skriv en dag fra og med i dag."),
        ("", "15.12.2026", "Skriv siste dag som skal være med."),
        (
            "24.11.2026",
            "15.12.2026",
            "Ingenting er klart til og med den dagen. Det første er fra 25. november 2026.",
        ),
    ],
)
def test_days_that_cannot_be_right(page, make, job, coordinator, to_on, pay_on, sentence):
    approved(make, job)
    page.sign_in(coordinator).get("/lonn").submit(422, to_on=to_on, pay_on=pay_on)
    assert page.errors == [sentence]
