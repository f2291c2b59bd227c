"""Publishing: all or nothing, once, judged again, one notice a person."""

from __future__ import annotations

import pytest

from portal.audit.models import AuditDetails, AuditEvent
from portal.messages.models import Attachment, OutboxMessage
from portal.messages.worker import rendered
from portal.shifts import queries
from tests.factories.shifts import at


def mails(family) -> list[OutboxMessage]:
    return family.make.session.query(OutboxMessage).order_by(OutboxMessage.address).all()


@pytest.fixture
def three(family):
    """Tor's evening is longer, he has a new one, and Maja's is cancelled."""
    longer = family.shift(family.tor, "2026-11-25 17:00", "2026-11-25 20:00")
    family.draft(
        family.tor, "2026-11-25 17:00", "2026-11-25 22:00", act="change", shift_id=longer.id,
        base_version=1,
    )  # fmt: skip
    family.draft(family.tor, "2026-11-27 15:00", "2026-11-27 16:30")
    gone = family.shift(family.maja, "2026-11-24 09:00", "2026-11-24 11:00")
    family.draft(
        family.maja, "2026-11-24 09:00", "2026-11-24 11:00", act="cancel", shift_id=gone.id,
        base_version=1,
    )  # fmt: skip
    return longer, gone


def test_everything_is_published_at_once(family, three) -> None:
    longer, gone = three
    page = family.sign_in().get(family.url())
    page.submit(form="publiser")
    assert "3 endringer er publisert." in page.follow().text
    assert family.drafts() == []
    cancelled, evening, new = family.shifts()
    assert (cancelled.id, cancelled.state) == (gone.id, "cancelled")
    assert (evening.id, evening.ends_at) == (longer.id, at("2026-11-25 22:00"))
    assert (new.engagement_id, new.ends_at) == (family.tor.id, at("2026-11-27 16:30"))
    statuses = {
        row.shift_id: (row.status, row.sequence)
        for rows in queries.attendees([it.id for it in family.shifts()]).values()
        for row in rows
    }
    assert statuses == {
        gone.id: ("cancelled", 1), longer.id: ("confirmed", 1), new.id: ("confirmed", 0),
    }  # fmt: skip


def test_one_notice_a_person_says_what_changed(family, three, app) -> None:
    family.maja.worker.user.email, family.tor.worker.user.email = "a@x.example", "b@x.example"
    family.sign_in().get(family.url()).submit(form="publiser")
    to_maja, to_tor = mails(family)
    assert [it["act"] for it in to_maja.params["changes"]] == ["cancelled"]
    assert [it["act"] for it in to_tor.params["changes"]] == ["changed", "new"]
    with app.app_context():
        mail = rendered(to_tor)
    assert to_tor.subject == "Vaktene dine i uke 48 er endret"
    body = to_tor.body.replace("\u00a0", " ")
    assert "Endret: ons 25. nov. 17.00–22.00" in body
    assert "(før ons 25. nov. 17.00–20.00)" in body
    assert "Ny: fre 27. nov. 15.00–16.30" in body
    assert "Hele uka, 6 t 30 min:" in body
    assert "fre 27. nov. 15.00–16.30, 1 t 30 min" in body
    assert "12 34 56 78" in body
    assert "A.B." not in body
    assert not list(mail.iter_attachments())  # nothing of his is within two days


def test_what_is_near_goes_along_as_calendar_files(family, three, app) -> None:
    family.maja.worker.user.email = "a@x.example"
    family.sign_in().get(family.url()).submit(form="publiser")
    (file,) = family.make.session.query(Attachment).all()
    assert b"METHOD:CANCEL" in file.content
    assert b"STATUS:CANCELLED" in file.content
    with app.app_context():
        (sent,) = rendered(mails(family)[0]).iter_attachments()
    assert sent.get_content_type() == "text/calendar"
    assert sent.get_param("method") == "CANCEL"


def test_it_is_in_the_log_with_old_and_new(family, three) -> None:
    family.sign_in().get(family.url()).submit(form="publiser")
    session = family.make.session
    events = session.query(AuditEvent).filter_by(act="shift:published").all()
    details = session.query(AuditDetails).filter_by(event_id=events[0].id).one().details
    assert len(events) == 3
    assert details["change"] == "cancel"
    assert details["after"] is None


def test_clicked_twice_it_is_published_once(family, three) -> None:
    page = family.sign_in().get(family.url())
    fields = {it.get("name"): it.get("value") for it in page.all("input")}
    for key in (fields["request_key"], fields["request_key"], ""):
        page.post(
            family.url("publiser"),
            {"seen": fields["seen"], "week": "2026-48", "request_key": key},
        )
    assert len(family.shifts()) == 3
    assert len(mails(family)) == 2


def test_what_somebody_else_drafted_meanwhile_is_not_published_unseen(family, three) -> None:
    page = family.sign_in().get(family.url())
    family.draft(family.maja, "2026-11-26 15:00", "2026-11-26 18:00")
    page.submit(409, form="publiser")
    assert "Planen er endret siden du leste den" in page.text
    assert len(family.drafts()) == 4
    assert mails(family) == []


def test_nobody_who_left_is_published(family, three) -> None:
    page = family.sign_in().get(family.url())
    family.tor.ended_at = at("2026-11-22 11:00")
    page.submit(422, form="publiser")
    assert "Ingenting er publisert" in page.text
    assert len(family.drafts()) == 3


def test_nobody_who_is_away_is_published_on_any_day(family) -> None:
    family.draft(family.maja, "2027-01-14 15:00", "2027-01-14 18:00")
    family.make.absence(
        worker=family.maja.worker,
        first_on=at("2027-01-14 12:00").date(),
        last_on=at("2027-01-14 12:00").date(),
    )
    page = family.sign_in().get(family.url())
    page.submit(422, form="publiser")
    assert "Maja kan ikke lenger settes opp torsdag 14. januar" in page.text
    assert family.shifts() == []


def test_a_weekend_is_not_published_over_days_somebody_is_away(family) -> None:
    family.draft(family.maja, "2026-12-04 16:00", "2026-12-06 16:00")
    sunday = at("2026-12-06 12:00").date()
    family.make.absence(worker=family.maja.worker, first_on=sunday, last_on=sunday)
    page = family.sign_in().get(family.url())
    page.submit(422, form="publiser")
    assert "Maja kan ikke lenger settes opp fredag 4. desember" in page.text
    assert family.shifts() == []


def test_a_shift_that_was_taken_meanwhile_is_not_taken_away(family) -> None:
    shift = family.shift(None, "2026-11-25 17:00", "2026-11-25 20:00")
    family.draft(None, "2026-11-25 18:00", "2026-11-25 20:00", act="change", shift_id=shift.id,
                 base_version=1)  # fmt: skip
    shift.engagement, shift.engagement_id = family.maja, family.maja.id
    page = family.sign_in().get(family.url())
    page.submit(422, form="publiser")
    assert "er endret av andre etter at du laget utkastet" in page.text
    assert family.shifts()[0].engagement_id == family.maja.id


# findings ------------------------------------------------------------------------------------


@pytest.fixture
def short_rest(family):
    """Tor is done at 22 and begins again at 7."""
    family.shift(family.tor, "2026-11-25 17:00", "2026-11-25 22:00")
    return family.draft(family.tor, "2026-11-26 07:00", "2026-11-26 12:00")


def test_a_finding_stops_what_is_not_given_a_reason(family, short_rest) -> None:
    page = family.sign_in().get(family.url())
    assert "1 må løses" in page.text
    assert "9 t hvile" in page.text
    page.submit(422, form="publiser")
    assert "Én ting må løses før du kan publisere. Ingenting er publisert." in page.text
    assert len(family.drafts()) == 1
    page.get(family.url(f"vakt/{short_rest.id}/begrunn"))
    page.submit(422, reason=" ").submit(reason="Avtalt med Tor")
    assert "Avtalt med Tor" in page.follow().text
    page.submit(form="publiser")
    details = [it.details for it in family.make.session.query(AuditDetails)]
    assert [it["kept_because"] for it in details if "kept_because" in it] == ["Avtalt med Tor"]


def test_a_reason_ends_when_the_shift_is_changed(family, short_rest) -> None:
    short_rest.override_reason = "Avtalt"
    page = family.sign_in().get(family.url(f"vakt/{short_rest.id}"))
    page.submit(ends="13")
    assert family.drafts()[0].override_reason == ""


def test_another_is_suggested_who_is_free_in_every_family(family, short_rest) -> None:
    page = family.sign_in().get(family.url())
    assert "Forslag: la Maja ta torsdag kl. 7.00–12.00" in page.text
    page.submit(form="forslag")
    assert family.drafts()[0].engagement_id == family.maja.id
    page.follow()
    page.submit(form="publiser")


def test_nobody_is_suggested_whom_another_family_needs_then(family, short_rest) -> None:
    other = family.make.engagement(worker=family.maja.worker, ordning__child__initials="E.H.")
    family.make.shift(engagement=other, start="2026-11-26 08:00", end="2026-11-26 10:00")
    page = family.sign_in().get(family.url())
    assert "la Maja ta" not in page.text
    assert "Forslag: flytt starten torsdag til kl. 9.00" in page.text
    page.submit(form="forslag")
    assert family.drafts()[0].starts_at == at("2026-11-26 09:00")


def test_two_shifts_at_once_are_refused_whatever_the_reason(family) -> None:
    family.shift(family.tor, "2026-11-25 17:00", "2026-11-25 22:00")
    draft = family.draft(
        family.tor, "2026-11-25 21:00", "2026-11-25 23:00", override_reason="Det går bra"
    )
    page = family.sign_in().get(family.url())
    assert "Må endres" in page.text
    page.submit(422, form="publiser")
    assert family.drafts() == [draft]


def test_another_familys_shift_shows_as_a_rule_and_nothing_more(family) -> None:
    other = family.make.engagement(worker=family.tor.worker, ordning__child__initials="E.H.")
    family.make.shift(engagement=other, start="2026-11-25 13:17", end="2026-11-25 21:43")
    family.draft(family.tor, "2026-11-26 07:00", "2026-11-26 12:00")
    page = family.sign_in().get(family.url())
    assert "Tor får for kort hvile mellom vaktene." in page.text
    assert "Arbeidsmiljøloven § 10-8" in page.text
    for secret in ("13.17", "21.43", "E.H.", "9 t 17 min", "onsdag kl"):
        assert secret not in page.text


def test_the_draft_shows_its_hours_before_it_is_published(family) -> None:
    page = family.sign_in().get(family.url())
    before = page.text
    family.draft(family.maja, "2026-11-26 15:00", "2026-11-26 18:00")
    after = page.get(family.url()).text
    assert "Igjen i 2026 etter planen 1 042 t 51 min" in before
    assert "Igjen i 2026 etter planen 1 039 t 51 min" in after


def test_more_than_is_left_takes_the_coordinator(family) -> None:
    family.make.entry(
        shift=None, engagement=family.tor, starts_at=at("2026-11-20 10:00"),
        ends_at=at("2026-11-20 10:01"), minutes=1, vedtak_minutes=60 * 2000,
        planned_minutes=None, logged_by_id=family.tor.user_id, state="submitted",
    )  # fmt: skip
    draft = family.draft(family.maja, "2026-11-26 15:00", "2026-11-26 18:00")
    draft.override_reason = "Trengs"
    page = family.sign_in().get(family.url())
    page.submit(422, form="publiser")
    assert "Koordinatoren må avgjøre" in page.text


@pytest.mark.parametrize(
    ("said", "is_suggested"),
    [
        ((3, 16 * 60, 22 * 60), False),  # Thursday evening: the shift is in the morning
        ((3, 6 * 60, 10 * 60), True),  # most of it, from 7 to 12
        ((2, 6 * 60, 12 * 60), False),
    ],
)
def test_who_is_suggested_can_at_that_time_of_the_day(
    family, short_rest, said, is_suggested
) -> None:
    weekday, first, last = said
    family.make.availability_slot(
        worker=family.maja.worker, weekday=weekday, from_minute=first, to_minute=last
    )
    page = family.sign_in().get(family.url())
    assert ("la Maja ta" in page.text) is is_suggested
