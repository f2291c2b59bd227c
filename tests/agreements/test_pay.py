"""Hours before both have accepted: logged at once, paid when they have, never typed again."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from portal.agreements.models import Agreement
from portal.engagements.models import ClearanceItem
from portal.payroll.models import PayBatch
from portal.shifts.models import Entry
from tests.agreements.conftest import engaged, staff

TENTH_OF_JUNE = datetime(2026, 6, 10, 9, tzinfo=UTC)


def log(page, status=303, day="11.6.2026"):
    page.get("/mine-timer/ekstra")
    return page.submit(
        status, start_on=day, start_at="16", end_on=day, end_at="19",
        reason="Første tur på kino.",
    )  # fmt: skip


def agree(page, user, agreement, form):
    page.sign_in(user).get(f"/avtaler/{agreement.id}")
    page.submit(form=form, has_read="y")


@pytest.fixture
def june(clock, make):
    """A contractor whose agreement is sent on 10 June, to be signed within three days."""
    clock.move_to(TENTH_OF_JUNE)
    engagement = engaged(make, valid_from=date(2026, 6, 1))
    make.session.flush()
    for paper in make.session.query(ClearanceItem):
        if paper.issued_on:
            paper.issued_on, paper.seen_on = date(2026, 6, 2), date(2026, 6, 5)
    make.leader(ordning=engagement.ordning)
    return engagement, staff(make, engagement)


def send(page, engagement, kari):
    page.sign_in(kari).get(f"/oppdrag/{engagement.id}/avtaler/ny")
    page.submit(month_minutes="16", starts_on="10.6.2026").follow()
    page.submit(form="/send").follow()


def test_example_21_hours_are_logged_before_and_paid_after_the_signature(
    page, clock, session, june
):
    engagement, kari = june
    worker = engagement.worker.user
    page.sign_in(worker)
    log(page, 422)  # nobody has sent an agreement yet
    send(page, engagement, kari)
    clock.move_to(datetime(2026, 6, 14, 9, tzinfo=UTC))
    page.sign_in(worker)
    log(page, 422, day="9.6.2026")  # before it holds
    log(page)
    page.get("/mine-timer")
    assert "Avtalen er ikke signert. Timene blir betalt når begge har godtatt den." in page.text
    entry = session.scalars(select(Entry)).one()
    entry.state = "approved"
    session.flush()
    clock.move_to(datetime(2026, 7, 3, 9, tzinfo=UTC))
    page.sign_in(kari).get("/lonn")
    assert page.h1 == "Alt som er godkjent, ligger i en lønnsfil"
    assert "1 godkjent linje venter på en avtale som ikke er signert." in page.text
    assert "papirer mangler" not in page.text
    agreement = sent_one(session)
    agree(page, worker, agreement, "signer")
    agree(page, kari, agreement, "godta")
    page.get("/lonn").submit().follow()
    session.expire_all()
    assert session.scalars(select(PayBatch.entry_count)).one() == 1
    assert (entry.state, session.query(Entry).count()) == ("in_batch", 1)
    page.sign_in(worker).get("/mine-timer")
    assert "Avtalen er ikke signert" not in page.text


def sent_one(session):
    return session.scalars(select(Agreement)).one()


def test_example_21_taken_back_no_more_is_logged_and_what_is_logged_stays(
    page, clock, session, june
):
    engagement, kari = june
    send(page, engagement, kari)
    clock.move_to(datetime(2026, 6, 14, 9, tzinfo=UTC))
    page.sign_in(engagement.worker.user)
    log(page)
    agreement = sent_one(session)
    page.sign_in(kari).get(f"/avtaler/{agreement.id}/trekk").submit(why="Feil sats")
    session.expire_all()
    assert not engagement.awaits_signature
    assert session.query(Entry).count() == 1


def test_other_papers_that_are_missing_still_stop_everything(page, make, session, june):
    engagement, kari = june
    session.delete(
        next(it for it in session.query(ClearanceItem)
             if it.kind == "taushetserklaering")
    )  # fmt: skip
    session.flush()
    send(page, engagement, kari)
    session.expire_all()
    assert not engagement.awaits_signature
    page.sign_in(engagement.worker.user).get(f"/oppdrag/{engagement.id}/taushetserklaering")
    page.submit(has_read="y")
    session.expire_all()
    assert engagement.awaits_signature


def test_nothing_is_planned_before_it_is_signed(page, session, june):
    engagement, kari = june
    send(page, engagement, kari)
    session.expire_all()
    assert engagement.awaits_signature
    assert not engagement.is_cleared
    page.sign_in(engagement.worker.user).get(f"/oppdrag/{engagement.id}")
    assert "Avtale: sendt, ikke signert" in page.text
    page.get("/hjem")
    assert "Avtalen din venter på deg" in page.text


def test_a_contract_on_paper_still_counts(page, session, june):
    engagement, kari = june
    page.sign_in(kari).get(f"/oppdrag/{engagement.id}/papirer")
    page.submit(form="avtale", signed_on="10.6.2026")
    session.expire_all()
    assert engagement.is_cleared
    assert engagement.hours_from_on is None
