"""Planning through the forms: what they draft, what they refuse, and what they keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import time_machine

from tests.factories.shifts import at

if TYPE_CHECKING:
    from portal.shifts.models import Shift

ONE = {"day": "26.11.2026", "starts": "7", "ends": "8.30"}


def test_a_new_shift_is_a_draft_nobody_else_sees(family) -> None:
    page = family.sign_in().get(family.url(f"ny?dag=2026-11-26&hvem={family.tor.id}"))
    page.submit(starts="7", ends="8.30", note="Regntøyet henger i gangen")
    assert page.location == family.url()
    (draft,) = family.drafts()
    assert (draft.starts_at, draft.ends_at) == (at("2026-11-26 07:00"), at("2026-11-26 08:30"))
    assert (draft.engagement_id, draft.act, draft.note) == (
        family.tor.id, "new", "Regntøyet henger i gangen",
    )  # fmt: skip
    assert family.shifts() == []
    assert "1 t 30 min · Ny" in page.follow().text


def test_sent_twice_it_is_one(family) -> None:
    page = family.sign_in().get(family.url("ny"))
    key = next(it.get("value") for it in page.all("input") if it.get("name") == "request_key")
    for _time in range(2):
        page.post(
            family.url("ny"), {**ONE, "engagement": "", "kind": "ordinary", "request_key": key}
        )
    assert len(family.drafts()) == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"day": ""}, "Skriv hvilken dag vakten er, for eksempel 25.11.2026."),
        ({"day": "31.11.2026"}, "Datoen finnes ikke. Se i kalenderen."),
        ({"starts": ""}, "Skriv når vakten begynner, for eksempel 15.30."),
        ({"ends": "25"}, "Skriv klokkeslettet som timer.minutter, for eksempel 15.30."),
        ({"starts": "15", "ends": "14"}, ("Slutten er før starten. Kryss av for «Slutter neste "
         "dag» hvis vakten går over midnatt.")),
        ({"day": "29.3.2027", "starts": "2.30", "ends": "6"}, None),
        ({"day": "28.3.2027", "starts": "2.30", "ends": "6"}, ("Klokken stilles fram denne natten, "
         "så klokkeslettet finnes ikke. Skriv et annet.")),
        ({"day": "20.11.2026"}, "Vakten er over. Timer som er jobbet, fører assistenten selv."),
        ({"note": "x" * 501}, "Skriv høyst 500 tegn."),
        ({"until": "2.12.2026"}, "Kryss av for dagene vakten skal gjentas."),
        ({"weekdays": ["0"]}, "Skriv hvilken dag gjentakelsen slutter."),
        ({"weekdays": ["0"], "until": "1.11.2026"}, ("Velg en dag fra torsdag 26. november til "
         "torsdag 27. mai, høyst et halvt år fram.")),
        ({"weekdays": ["0"], "until": "28.5.2027"}, ("Velg en dag fra torsdag 26. november til "
         "torsdag 27. mai, høyst et halvt år fram.")),
    ],
)  # fmt: skip
def test_each_field_says_what_to_write(family, typed, sentence) -> None:
    page = family.sign_in().get(family.url("ny"))
    data = {**ONE, "engagement": "", "kind": "ordinary", **typed}
    page.post(family.url("ny"), data, 422 if sentence else 303)
    if sentence:
        assert [it.replace("\u00a0", " ") for it in page.errors] == [sentence]
        assert family.drafts() == []


def test_what_was_typed_is_kept(family) -> None:
    page = family.sign_in().get(family.url("ny"))
    page.submit(422, day="26.11.2026", starts="kl sju", ends="8.30", note="Husk lua")
    values = {it.get("name"): it.get("value") for it in page.all("input")}
    assert (values["starts"], values["ends"]) == ("kl sju", "8.30")
    assert "Husk lua" in "".join(area.text or "" for area in page.all("textarea"))


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        ({"uncleared": True}, ("Nora kan ikke settes opp ennå. Dette mangler: politiattest, "
         "taushetserklæring og avtale.")),
        ({"valid_from": at("2026-12-01 12:00").date()}, ("Nora begynner tirsdag 1. desember. "
         "Velg en senere dag.")),
    ],
)  # fmt: skip
def test_it_says_exactly_why_somebody_cannot_be_planned(family, made, sentence) -> None:
    nora = family.make.engagement(ordning=family.ordning, worker__user__name="Nora Berg", **made)
    page = family.sign_in().get(family.url("ny"))
    page.submit(422, **ONE, engagement=str(nora.id))
    assert [it.replace("\u00a0", " ") for it in page.errors] == [sentence]


def test_somebody_of_another_family_cannot_be_chosen(family) -> None:
    other = family.make.engagement()
    page = family.sign_in().get(family.url("ny"))
    page.submit(422, **ONE, engagement=str(other.id))
    assert family.drafts() == []


def test_the_hour_that_comes_twice_is_asked_about(family) -> None:
    with time_machine.travel(at("2026-10-20 12:00"), tick=False):
        page = family.sign_in().get(family.url("ny"))
        page.submit(422, day="25.10.2026", starts="2.30", ends="6")
        chosen = [
            it
            for it in page.all("input")
            if it.get("name") == "which" and "checked" in it.keys()  # noqa: SIM118 - an Element
        ]
        assert [it.get("value") for it in chosen] == ["first"]
        page.submit(which="second")
        (draft,) = family.drafts()
        assert (draft.ends_at - draft.starts_at).total_seconds() == 3.5 * 3600
        page.get(family.url(f"vakt/{draft.id}"))
        assert "Hvilken av timene?" in page.text


def test_the_night_when_the_clock_is_set_back_is_ten_hours(family) -> None:
    with time_machine.travel(at("2026-10-20 12:00"), tick=False):
        page = family.sign_in().get(family.url("ny"))
        page.submit(day="24.10.2026", starts="22", ends="7", engagement=str(family.tor.id))
        assert "22.00–7.00 10 t · Ny" in page.follow().text


def test_a_series_is_drafted_at_once(family) -> None:
    page = family.sign_in().get(family.url("ny"))
    page.submit(**ONE, engagement=str(family.maja.id), weekdays=["1", "3"], until="10.12.2026")
    days = [draft.starts_at.strftime("%d.%m") for draft in family.drafts()]
    assert days == ["26.11", "01.12", "03.12", "08.12", "10.12"]
    assert "Også i andre uker" in page.follow().text


def test_days_the_assistant_is_away_are_left_out_of_a_series_and_said(family) -> None:
    family.make.absence(
        worker=family.maja.worker,
        first_on=at("2026-12-01 12:00").date(),
        last_on=at("2026-12-03 12:00").date(),
    )
    page = family.sign_in().get(family.url("ny"))
    page.submit(**ONE, engagement=str(family.maja.id), weekdays=["1", "3"], until="10.12.2026")
    days = [draft.starts_at.strftime("%d.%m") for draft in family.drafts()]
    assert days == ["26.11", "08.12", "10.12"]
    assert "2 dager er utelatt, for da kan assistenten ikke." in page.follow().text


def test_a_night_the_clock_skips_is_left_out_of_a_series_and_said(family) -> None:
    with time_machine.travel(at("2027-03-15 12:00"), tick=False):
        page = family.sign_in().get(family.url("ny"))
        page.submit(day="20.3.2027", starts="2.30", ends="6", weekdays=["5", "6"], until="4.4.2027")
        days = [draft.starts_at.strftime("%d.%m") for draft in family.drafts()]
        assert days == ["20.03", "21.03", "27.03", "03.04", "04.04"]
        text = page.follow().text
    assert "Én dag er utelatt: klokka stilles fram, så tidspunktet finnes ikke." in text
    assert "assistenten ikke" not in text


def test_one_day_left_out_is_one_day(family) -> None:
    family.make.absence(
        worker=family.maja.worker,
        first_on=at("2026-12-01 12:00").date(),
        last_on=at("2026-12-01 12:00").date(),
    )
    page = family.sign_in().get(family.url("ny"))
    page.submit(**ONE, engagement=str(family.maja.id), weekdays=["1", "3"], until="10.12.2026")
    assert "Én dag er utelatt, for da kan assistenten ikke." in page.follow().text


def test_nobody_is_planned_while_they_are_away(family) -> None:
    family.make.absence(
        worker=family.maja.worker,
        first_on=at("2026-11-26 12:00").date(),
        last_on=at("2026-11-26 12:00").date(),
    )
    page = family.sign_in().get(family.url("ny"))
    page.submit(422, **ONE, engagement=str(family.maja.id))
    assert page.errors == ["Maja er borte da. Velg en annen dag eller person."]


@pytest.fixture
def weekend_away(family):
    """Maja is away the weekend of 5–6 December, and free again when the Monday begins."""
    return family.make.absence(
        worker=family.maja.worker,
        first_on=at("2026-12-05 12:00").date(),
        last_on=at("2026-12-06 12:00").date(),
    )


@pytest.mark.usefixtures("weekend_away")
@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"day": "4.12.2026", "starts": "16", "ends": "16", "last_day": "6.12.2026"}, 422),
        ({"day": "4.12.2026", "starts": "16", "ends": "0"}, 303),
        ({"day": "7.12.2026", "starts": "0", "ends": "8"}, 303),
    ],
)
def test_every_day_a_shift_touches_is_looked_at(family, typed, status) -> None:
    page = family.sign_in().get(family.url("ny"))
    page.submit(status, **typed, engagement=str(family.maja.id))
    assert len(family.drafts()) == (status == 303)


def test_an_engagement_lasts_till_midnight_of_its_last_day(family) -> None:
    family.maja.valid_to = at("2026-11-26 12:00").date()
    page = family.sign_in().get(family.url("ny"))
    data = {"day": "26.11.2026", "starts": "20", "engagement": str(family.maja.id)}
    page.submit(422, **data, ends="1")
    page.submit(**data, ends="0")
    assert family.drafts()[0].ends_at == at("2026-11-27 00:00")


# one that is published ---------------------------------------------------------------------


@pytest.fixture
def shift(family) -> Shift:
    return family.shift(family.tor, "2026-11-25 17:00", "2026-11-25 20:00")


def test_a_change_is_a_draft_until_it_is_published(family, shift) -> None:
    page = family.sign_in().get(family.url(f"vakt/{shift.id}"))
    page.submit(ends="22", engagement=str(family.maja.id), day="27.11.2026")
    (draft,) = family.drafts()
    assert (draft.act, draft.shift_id, draft.base_version) == ("change", shift.id, 1)
    assert (draft.engagement_id, draft.starts_at) == (family.maja.id, at("2026-11-27 17:00"))
    assert family.shifts()[0].engagement_id == family.tor.id
    assert "5 t · Ny person" in page.follow().text


def test_changed_back_the_draft_is_gone(family, shift) -> None:
    page = family.sign_in().get(family.url(f"vakt/{shift.id}"))
    page.submit(ends="22").get(family.url(f"vakt/{shift.id}")).submit(ends="20")
    assert family.drafts() == []
    assert "Vakten er som publisert igjen." in page.follow().text


def test_cancelled_and_undone(family, shift) -> None:
    page = family.sign_in().get(family.url(f"vakt/{shift.id}"))
    page.submit(form="avlys")
    assert [draft.act for draft in family.drafts()] == ["cancel"]
    page.get(family.url(f"vakt/{shift.id}")).submit(form="angre")
    assert family.drafts() == []


def test_a_changed_shift_can_be_cancelled_as_it_was_published(family, shift) -> None:
    page = family.sign_in().get(family.url(f"vakt/{shift.id}"))
    page.submit(ends="22").get(family.url(f"vakt/{shift.id}")).submit(form="avlys")
    (draft,) = family.drafts()
    assert (draft.act, draft.ends_at) == ("cancel", at("2026-11-25 20:00"))


def test_a_new_one_is_simply_taken_away(family) -> None:
    draft = family.draft(family.maja, "2026-11-26 07:00", "2026-11-26 08:00")
    page = family.sign_in().get(family.url(f"vakt/{draft.id}"))
    page.submit(form="angre")
    assert family.drafts() == []


def test_everything_is_undone_at_once(family, shift) -> None:
    family.draft(
        family.tor, "2026-11-25 17:00", "2026-11-25 22:00", act="change", shift_id=shift.id
    )
    family.draft(family.maja, "2026-12-26 07:00", "2026-12-26 08:00")
    page = family.sign_in().get(family.url())
    page.submit(form="/angre")
    assert family.drafts() == []
    assert "2 endringer er angret." in page.follow().text


def test_a_shift_that_is_over_is_not_changed(family) -> None:
    shift = family.shift(family.tor, "2026-11-20 17:00", "2026-11-20 20:00")
    page = family.sign_in().get(family.url(f"vakt/{shift.id}"))
    page.submit(422, form="avlys")
    page.get(family.url(f"vakt/{shift.id}")).submit(422, ends="21")
    page.get(family.url(f"vakt/{shift.id}")).submit(422, ends="21", day="27.11.2026")
    assert family.drafts() == []


# two at once -------------------------------------------------------------------------------


def test_two_parents_at_once_both_versions_are_shown(family, shift) -> None:
    page = family.sign_in().get(family.url(f"vakt/{shift.id}"))
    family.draft(
        family.tor, "2026-11-25 17:00", "2026-11-25 22:00", act="change", shift_id=shift.id,
        base_version=1,
    )  # fmt: skip
    page.submit(409, ends="21", note="Husk kveldsmat")
    assert page.h1 == "Vakten er endret siden du leste den"
    assert "Til kl. 22.00 21" in page.text
    assert "Husk kveldsmat" in page.text
    assert family.drafts()[0].ends_at == at("2026-11-25 22:00")
    page.submit(choice="mine")
    (draft,) = family.drafts()
    assert (draft.ends_at, draft.note) == (at("2026-11-25 21:00"), "Husk kveldsmat")


def test_two_parents_at_once_theirs_may_stand(family, shift) -> None:
    page = family.sign_in().get(family.url(f"vakt/{shift.id}"))
    family.draft(
        family.tor, "2026-11-25 17:00", "2026-11-25 22:00", act="change", shift_id=shift.id
    )
    page.submit(409, ends="21").submit(choice="theirs")
    assert family.drafts()[0].ends_at == at("2026-11-25 22:00")


@pytest.mark.parametrize("act", ["avlys", "angre", "forslag", "begrunn"])
def test_an_old_page_changes_nothing(family, shift, act) -> None:
    family.draft(
        family.tor, "2026-11-25 17:00", "2026-11-25 22:00", act="change", shift_id=shift.id
    )
    page = family.sign_in().post(
        family.url(f"vakt/{shift.id}/{act}"), {"version": "1.0", "reason": "Avtalt"}, 409
    )
    assert "Vakten er endret siden du leste den" in page.text
    assert family.drafts()[0].act == "change"


@pytest.mark.parametrize(
    "starts_at", ["", "x", "2026-11-25T18:00", "2026-11-20T18:00:00+00:00", "2026-11-25T23:00:00Z"]
)
def test_a_suggestion_only_takes_what_could_be_suggested(family, shift, starts_at) -> None:
    family.sign_in().post(
        family.url(f"vakt/{shift.id}/forslag"),
        {"version": "1.0", "starts_at": starts_at, "engagement_id": "x"},
    )
    drafted = [draft.starts_at for draft in family.drafts()]
    assert drafted == ([at("2026-11-25 18:00")] if starts_at == "2026-11-25T18:00" else [])


# a whole week ------------------------------------------------------------------------------


def test_a_week_is_copied_without_those_who_are_away(family) -> None:
    family.shift(family.maja, "2026-11-24 15:00", "2026-11-24 18:00")
    family.shift(family.tor, "2026-11-25 17:00", "2026-11-25 20:00")
    family.shift(None, "2026-11-26 15:00", "2026-11-26 18:00")
    family.shift(family.maja, "2026-12-03 07:00", "2026-12-03 09:00")
    family.make.absence(
        worker=family.tor.worker, first_on=at("2026-12-01 12:00").date(),
        last_on=at("2026-12-02 12:00").date(),
    )  # fmt: skip
    page = family.sign_in().get(family.url("uke/2026-48/kopier"))
    assert page.h1 == "2 vakter kan kopieres til uke 49"
    assert "Tor Nygård: er borte da" in page.text
    page.submit(form="kopier")
    assert [draft.starts_at for draft in family.drafts()] == [
        at("2026-12-01 15:00"), at("2026-12-03 15:00"),
    ]  # fmt: skip
    assert page.location == family.url("uke/2026-49")
    page.get(family.url("uke/2026-48/kopier"))
    assert page.h1 == "0 vakter kan kopieres til uke 49"
    assert "Maja Lund: står der allerede" in page.text


def test_a_copy_leaves_out_who_is_away_when_a_shift_ends_in_the_week_after(family) -> None:
    family.shift(family.maja, "2026-11-29 22:00", "2026-11-30 07:00")
    monday = at("2026-12-07 12:00").date()
    family.make.absence(worker=family.maja.worker, first_on=monday, last_on=monday)
    page = family.sign_in().get(family.url("uke/2026-48/kopier"))
    assert "Maja Lund: er borte da" in page.text


def test_a_copy_books_nobody_twice(family) -> None:
    family.shift(family.maja, "2026-11-24 15:00", "2026-11-24 18:00")
    family.shift(family.tor, "2026-11-24 15:00", "2026-11-24 18:00")
    family.shift(family.maja, "2026-12-01 17:00", "2026-12-01 20:00")
    family.draft(family.tor, "2026-12-01 18:00", "2026-12-01 20:00")  # right after
    page = family.sign_in().get(family.url("uke/2026-48/kopier"))
    assert page.h1 == "1 vakt kan kopieres til uke 49"
    assert "Maja Lund: har vakt da" in page.text


def test_last_week_is_copied_here(family) -> None:
    family.shift(family.maja, "2026-11-17 15:00", "2026-11-17 18:00")
    family.make.availability_slot(worker=family.tor.worker, weekday=0)
    family.shift(family.tor, "2026-11-18 15:00", "2026-11-18 18:00")
    page = family.sign_in().get(family.url("uke/2026-48/kopier?fra=forrige"))
    assert "Tor Nygård: kan ikke den ukedagen" in page.text
    page.submit(form="kopier")
    assert [draft.starts_at for draft in family.drafts()] == [at("2026-11-24 15:00")]
    assert page.location == family.url()
