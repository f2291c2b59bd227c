"""What may not be kept longer is gone from every table, and only a receipt tells of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import String, select

from portal.core import db
from portal.duplicates.models import DuplicatePair
from portal.interviews.models import Assessment
from portal.messages.models import Attachment, OutboxMessage
from portal.municipality import keeping
from portal.municipality.states import KeptKind
from portal.recruitment.models import Application, ApplicationEvent, ApplicationFile
from portal.references.models import ReferenceAnswer
from portal.retention.models import RetentionReceipt
from portal.retention.night import run
from portal.rules.periods import midnight
from portal.visits.models import VisitFinding, VisitReport, VisitSignature

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
TODAY = date(2026, 11, 22)
CANARIES = ("Kanarino", "kanari@provevik.example", "+4790000123", "hemmelig-ord")
WORD = " ".join(CANARIES)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def left(session) -> list[str]:
    """The tables and columns in which something of the person still stands."""
    found = []
    for table in db.Base.metadata.sorted_tables:
        for row in session.execute(select(table)).mappings():
            found += [
                f"{table.name}.{column}"
                for column, value in row.items()
                if any(word in _text(value) for word in CANARIES)
            ]
    return sorted(set(found))


def _text(value) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


@pytest.fixture
def somebody(make, session):
    """Somebody who applied, and of whom everything has been written that can be."""
    office = make.office()
    home = {"municipality_id": office.municipality_id}
    user = make.applicant(
        municipality=None, **home, name="Kanarino Etternavn", email=CANARIES[1], phone=CANARIES[2]
    )
    kari = make.coordinator(office=office)
    one = make.application(
        office=office,
        user_id=user.id,
        stage="not_approved",
        district_id=None,
        stage_since_at=NOW - timedelta(days=180),
    )
    for column in Application.__table__.columns:
        if isinstance(column.type, String) and column.name not in {"stage", "draft_token_hash"}:
            setattr(one, column.name, WORD)
    one.stage, one.home = "not_approved", {"household": WORD}
    for referee in one.referees:
        referee.name, referee.knows_from, referee.email = WORD, WORD, CANARIES[1]
    session.flush()
    it = {**home, "application_id": one.id}
    request = make.reference_request(application=one, address=CANARIES[1])
    booking = make.booking(application=one, purpose="home_visit", word=WORD, place=WORD)
    make.booking(application=one, hosts=[kari], hour=2)
    other = make.application(office=office, stage="withdrawn", stage_since_at=NOW)
    session.flush()
    report = VisitReport(
        **it,
        booking_id=booking.id,
        visited_on=TODAY,
        summary=WORD,
        conclusion="suitable",
        written_by_id=kari.id,
        delete_on=date(2030, 1, 1),
        signatures=[VisitSignature(**home, edition=1, user_id=kari.id, assurance=2)],
    )
    mail = OutboxMessage(
        **home,
        template="application_received",
        address=CANARIES[1],
        name=WORD,
        params={"x": WORD},
        state="sent",
        subject=WORD,
        body=WORD,
        created_at=NOW - timedelta(days=180),
    )
    first, second = sorted([one.id, other.id])
    rows = [
        report, mail,
        ApplicationEvent(**it, event="moved", from_stage="interview", to_stage="not_approved",
                         stayed_days=3, why=WORD),
        ApplicationFile(**it, kind="pdf", size_bytes=3, content=WORD.encode()),
        Assessment(**it, interviewer_id=kari.id, summary=WORD, why=WORD),
        ReferenceAnswer(**home, request_id=request.id, knows_how=WORD, known_since=WORD,
                        trust="yes", trust_why=WORD, strengths=WORD, other=WORD),
        DuplicatePair(**home, first_id=first, second_id=second, likeness=[], taken=["name"],
                      before={}),
    ]  # fmt: skip
    session.add_all(rows)
    session.flush()
    session.add(Attachment(**home, message_id=mail.id, file_name="samtale.ics",
                           content_type="text/calendar", content=WORD.encode()))  # fmt: skip
    session.flush()
    return one


def test_example_53_rejected_is_readable_on_day_180_and_gone_on_day_181(session, somebody, clock):
    assert run(NOW).counts == {"mail": 1}, "mails have a term of their own"
    session.expire_all()
    assert (somebody.forgotten_at, somebody.phone) == (None, WORD)
    assert "application.name" in left(session)
    clock.shift(timedelta(days=1))
    assert run(NOW + timedelta(days=1)).counts == {"rejected": 1}
    session.expire_all()
    assert left(session) == []
    row = (
        somebody.submitted_at.month,
        somebody.roles[0].kind,
        somebody.district_id,
        somebody.stage,
    )
    assert row == (11, "stottekontakt", None, "not_approved")
    moved = session.scalars(select(ApplicationEvent.stayed_days)).all()
    assert 3 in moved, "how long it took still counts"


def test_a_receipt_says_how_many_by_which_rule_and_no_word_of_whom(session, somebody, make):
    make.application(office_id=somebody.office_id, municipality_id=somebody.municipality_id,
                     office=None, stage="not_approved",
                     stage_since_at=NOW - timedelta(days=400))  # fmt: skip
    session.flush()
    run(NOW + timedelta(days=1))
    found = session.scalars(select(RetentionReceipt).order_by(RetentionReceipt.kind)).all()
    assert [(it.kind, it.count, it.setting, it.figure) for it in found] == [
        ("mail", 1, "retention_mail_days", 90),
        ("rejected", 2, "retention_rejected_days", 180),
    ]
    assert [it.ran_on for it in found] == [date(2026, 11, 23)] * 2


def test_the_second_run_finds_nothing(session, somebody):
    later = NOW + timedelta(days=1)
    assert run(later).total == 2
    assert run(later).total == 0
    assert [it.count for it in session.scalars(select(RetentionReceipt))] == [1, 1]


def test_an_account_that_is_for_something_else_is_left_alone(session, make, somebody):
    user_id = somebody.user_id
    make.role(user_id=user_id, municipality_id=somebody.municipality_id, user=None, hat="parent")
    session.flush()
    run(NOW + timedelta(days=1))
    session.expire_all()
    assert left(session) == ["user_account.email", "user_account.name", "user_account.phone"]


def test_what_fails_is_said_and_keeps_nothing_else(session, make, somebody):
    second = make.application(
        office_id=somebody.office_id, municipality_id=somebody.municipality_id, office=None,
        stage="not_approved", stage_since_at=NOW - timedelta(days=400),
    )  # fmt: skip
    session.flush()
    (rule,) = [it for it in keeping.rules() if it.code is KeptKind.REJECTED]

    def forget(thing_id):
        if thing_id == somebody.id:
            raise ValueError
        rule.forget(thing_id)

    broken = keeping.Rule(code=rule.code, due=rule.due, forget=forget, setting=rule.setting)
    keeping.register(broken)
    try:
        done = run(NOW + timedelta(days=1))
    finally:
        keeping.register(rule)
    assert done.failed == {("rejected", somebody.id)}
    session.expire_all()
    assert (second.name, somebody.name) == ("", WORD)
    assert done.counts["rejected"] == 1


@pytest.mark.parametrize(
    ("ends", "gone_on"),
    [({"valid_to": date(2026, 11, 30)}, date(2027, 12, 1)), ({"valid_to": None}, None)],
)
def test_who_worked_here_is_kept_a_year_after_the_last_day(session, make, ends, gone_on):
    job = make.engagement(**ends)
    one = make.application(
        office_id=job.office_id, municipality_id=job.municipality_id, office=None,
        user_id=job.worker.user_id, stage="approved", stage_since_at=NOW - timedelta(days=900),
    )  # fmt: skip
    session.flush()
    for on in (date(2027, 11, 30), date(2027, 12, 1)):
        with time_machine.travel(midnight(on), tick=False):
            run(midnight(on))
        session.expire_all()
        assert (one.forgotten_at is not None) == (gone_on is not None and on >= gone_on), on


def test_who_stands_in_the_pool_is_kept(session, make):
    consent = make.pool_consent(ends_on=date(2030, 1, 1))
    one = make.application(
        office_id=consent.office_id, municipality_id=consent.municipality_id, office=None,
        user_id=consent.user_id, stage="approved", stage_since_at=NOW - timedelta(days=900),
    )  # fmt: skip
    session.flush()
    run(NOW)
    session.expire_all()
    assert one.forgotten_at is None


def test_the_municipalitys_own_figure_counts(session, make):
    one = make.application(stage="withdrawn", stage_since_at=NOW - timedelta(days=31))
    make.setting(municipality_id=one.municipality_id, key="retention_withdrawn_days", value="30")
    assert run(NOW).counts == {"withdrawn": 1}
    assert session.scalars(select(RetentionReceipt.figure)).all() == [30]


def test_every_rule_has_its_words(app):
    from portal.core.labels import label  # noqa: PLC0415 - after the app has registered them

    with app.test_request_context():
        for rule in keeping.rules():
            assert label(rule.code) != label(rule.code, "why")
    assert {it.code for it in keeping.rules()} >= set(KeptKind)


def test_findings_of_a_home_go_with_the_report(session, somebody):
    session.expire_all()
    run(NOW + timedelta(days=1))
    assert session.scalars(select(VisitFinding)).all() == []
