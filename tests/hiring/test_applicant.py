"""One applicant: read, moved with a reason, spoken of, decided on, refused."""

from __future__ import annotations

from datetime import date

import pytest

from portal.audit.models import AuditEvent
from portal.messages.models import OutboxMessage
from portal.messages.worker import rendered
from portal.municipality.states import SettingKey
from portal.recruitment.models import ApplicationEvent
from portal.recruitment.states import Stage
from tests.plugins.office import NOW


def acts(page):
    return [event.act for event in page.session.query(AuditEvent).order_by(AuditEvent.number)]


def mails(page):
    return [mail.template for mail in page.session.query(OutboxMessage)]


def test_the_page_says_what_is_next_and_what_is_missing(page, coordinator, apply):
    one = apply("references", name="Nora Oppdiktet", has_car=True, interests="Ski")
    page.get(f"/rekruttering/{one.id}")
    assert page.h1 == "Nora Oppdiktet"
    assert "34 år. Har bil. Kan onsdag kveld, lørdag dag. Liker ski" in page.text
    assert "Neste: samtale" in page.text
    assert "Referanser: 0 av 2 har svart" in page.text
    assert "34 år" in page.text
    assert "Nora" not in "".join(title.text for title in page.all("title"))


def test_reading_an_applicant_is_logged(page, coordinator, apply):
    one = apply()
    page.get(f"/rekruttering/{one.id}")
    assert one.stage == Stage.ACKNOWLEDGED


@pytest.mark.parametrize("path", ["", "/flytt/screening", "/ikke-godkjenn", "/ansett"])
@pytest.mark.parametrize("whose", ["other office", "other municipality", "draft"])
def test_others_applications_do_not_exist(page, make, office, coordinator, path, whose):
    other = {
        "other office": lambda: make.application(
            office=make.office(municipality=None, municipality_id=office.municipality_id)
        ),
        "other municipality": make.application,
        "draft": lambda: make.application(office=office, draft=True),
    }[whose]()
    page.get(f"/rekruttering/{other.id}{path}", 404)
    for act in ("notat", "roller", "norsk"):
        page.post(f"/rekruttering/{other.id}/{act}", {"note": "x"}, 404)


def test_nobody_treats_their_own_application(page, coordinator, apply):
    one = apply("interview", user_id=coordinator.id)
    page.get(f"/rekruttering/{one.id}")
    for path in ("flytt/references", "ikke-godkjenn", "ansett"):
        page.get(f"/rekruttering/{one.id}/{path}", 403)
    page.post(f"/rekruttering/{one.id}/notat", {"note": "x"}, 403)


def test_applicants_cannot_see_the_coordinators_side(page, make, office, apply):
    one = apply()
    page.sign_in(make.applicant(municipality=None, municipality_id=office.municipality_id))
    page.get(f"/rekruttering/{one.id}", 404)


# Moving ------------------------------------------------------------------------------------


def test_a_move_has_a_reason_a_letter_and_a_place_in_the_history(page, coordinator, apply, app):
    one = apply("references", stage_since_at=NOW.replace(day=11))
    page.get(f"/rekruttering/{one.id}/flytt/interview")
    assert "Vi vil gjerne bli kjent med deg i en samtale" in page.text
    page.submit(why="Gode svar fra begge")
    page.follow()
    assert one.stage == Stage.INTERVIEW
    assert one.responsible_id == coordinator.id
    assert "Flyttet til samtale. «Gode svar fra begge»" in page.text
    assert "22. nov. kl. 13.00, Kari Koordinator" in page.text
    event = page.session.query(ApplicationEvent).one()
    assert (event.from_stage, event.to_stage, event.stayed_days) == ("references", "interview", 11)
    assert mails(page) == ["application_interview"]
    assert "application:moved" in acts(page)
    mail = page.session.query(OutboxMessage).one()
    with app.test_request_context():
        rendered(mail)
    assert "Kari Koordinator, koordinator" in mail.body
    assert "Gode svar" not in mail.body


def test_a_move_may_be_silent(page, coordinator, apply):
    one = apply("references")
    page.get(f"/rekruttering/{one.id}/flytt/interview").submit(why="Ringt", sends=None)
    assert mails(page) == []


@pytest.mark.parametrize("why", ["", "  ", "a" * 10_000])
def test_a_move_without_a_reason_is_refused(page, coordinator, apply, why):
    one = apply("references")
    page.get(f"/rekruttering/{one.id}/flytt/interview").submit(422, why=why)
    assert one.stage == Stage.REFERENCES
    assert len(page.errors) == 1


BACK = ("acknowledged", "screening", "references")
# Where one may be moved when nothing has been decided: on, but never past the interview; back.
TABLE = {
    "acknowledged": ("screening", "references", "interview", "withdrawn"),
    "screening": ("acknowledged", "references", "interview", "withdrawn"),
    "references": ("acknowledged", "screening", "interview", "withdrawn"),
    "certificate": (*BACK, "interview", "withdrawn"),
    "interview": (*BACK, "home_visit", "withdrawn"),
    "home_visit": (*BACK, "interview", "withdrawn"),
    "course": (*BACK, "interview", "home_visit", "withdrawn"),
    "approved": (),
    "not_approved": ("screening",),
    "withdrawn": (),
}


@pytest.mark.parametrize("stage", TABLE)
@pytest.mark.parametrize("to", list(Stage))
def test_it_moves_as_the_table_says(page, coordinator, apply, stage, to):
    one = apply(stage)
    has_own_page = to in {Stage.APPROVED, Stage.NOT_APPROVED}
    status = 404 if has_own_page else (200 if to in TABLE[stage] else 409)
    page.get(f"/rekruttering/{one.id}/flytt/{to}", status)
    page.post(
        f"/rekruttering/{one.id}/flytt/{to}", {"why": "x", "version": one.version},
        303 if status == 200 else status,
    )  # fmt: skip
    assert one.stage == (to if status == 200 else stage)


def test_it_says_what_cannot_be_passed_over(page, coordinator, apply):
    one = apply("references")
    page.get(f"/rekruttering/{one.id}/flytt/home_visit", 409)
    assert "«Samtale» kan ikke hoppes over" in page.text
    page.get(f"/rekruttering/{one.id}/ansett", 409)
    assert "«Samtale» kan ikke hoppes over" in page.text


def test_a_stale_page_moves_nothing(page, coordinator, apply):
    one = apply("references")
    page.post(
        f"/rekruttering/{one.id}/flytt/interview", {"why": "x", "version": one.version - 1}, 409
    )
    assert one.stage == Stage.REFERENCES


def test_the_other_is_told_who_moved_it_where(page, make, office, coordinator, apply):
    one = apply("references")
    page.get(f"/rekruttering/{one.id}/flytt/interview")
    theirs = type(page)(page.app, page.session)
    theirs.sign_in(make.coordinator(office=office, name="Per Annen"))
    theirs.get(f"/rekruttering/{one.id}/flytt/screening").submit(why="Mangler noe")
    page.submit(409, why="Gode svar")
    assert "Per Annen flyttet søkeren til «Vurdering» i dag kl. 13.00" in page.text
    assert one.stage == "screening"


# Referees, notes, language -----------------------------------------------------------------


def test_a_referee_spoken_to(page, coordinator, apply):
    one = apply("references")
    referee = one.referees[0]
    page.get(f"/rekruttering/{one.id}").submit(
        form=f"referanse/{referee.id}", spoken_on="20.11.2026", told="Bare godt"
    )
    assert (referee.spoken_on, referee.spoken_by_id) == (date(2026, 11, 20), coordinator.id)
    page.follow()
    assert "1 av 2 har svart" in page.text
    assert "«Bare godt»" in page.text
    assert "application:reference_taken" in acts(page)


@pytest.mark.parametrize("day", ["", "tull", "23.11.2026"])
def test_a_referee_is_spoken_to_on_a_day_that_has_been(page, coordinator, apply, day):
    one = apply("references")
    page.get(f"/rekruttering/{one.id}").submit(
        422, form=f"referanse/{one.referees[1].id}", spoken_on=day, told="Husk dette"
    )
    assert len(page.errors) == 1
    assert "Husk dette" in page.text
    assert one.referees[1].spoken_on is None


def test_another_applications_referee_is_404(page, coordinator, apply):
    one, other = apply(), apply()
    page.post(f"/rekruttering/{one.id}/referanse/{other.referees[0].id}", {}, 404)


def test_notes(page, coordinator, apply):
    one = apply()
    page.get(f"/rekruttering/{one.id}").submit(form="notat", note="Ring etter kl. 16").follow()
    assert "Notat. «Ring etter kl. 16»" in page.text
    page.get(f"/rekruttering/{one.id}").submit(422, form="notat", note="a" * 10_000)
    assert len(page.errors) == 1


def test_example_07_language_stops_until_it_is_shown(page, coordinator, ready, decide):
    decide(SettingKey.NORWEGIAN_LEVEL, "b1")
    one = ready(norwegian_level="a2")
    page.get(f"/rekruttering/{one.id}/ansett")
    assert page.h1.endswith("kan ikke godkjennes ennå")
    page.post(f"/rekruttering/{one.id}/ansett", {"version": one.version, "has_seen": "y"}, 422)
    assert one.stage == Stage.INTERVIEW
    page.get(f"/rekruttering/{one.id}").submit(form="norsk", level="b1")
    page.get(f"/rekruttering/{one.id}/ansett").submit()
    assert one.stage == Stage.APPROVED


# Deciding ----------------------------------------------------------------------------------


def test_each_role_has_its_own_outcome(page, coordinator, apply):
    one = apply("interview", roles=["avlaster", "stottekontakt"])
    page.get(f"/rekruttering/{one.id}").submit(
        form="roller", avlaster="not_approved", stottekontakt="approved", why="Har ikke plass"
    )
    assert {role.kind: role.outcome for role in one.roles} == {
        "avlaster": "not_approved", "stottekontakt": "approved",
    }  # fmt: skip
    assert one.stage == Stage.INTERVIEW
    assert "application:role_decided" in acts(page)


def test_two_coordinators_deciding_at_once(page, coordinator, apply):
    one = apply("interview")
    seen = one.version
    form = {"version": seen, "stottekontakt": "approved", "why": "God"}
    page.post(f"/rekruttering/{one.id}/roller", form)
    page.post(f"/rekruttering/{one.id}/roller", {**form, "stottekontakt": "not_approved"}, 409)
    assert one.roles[0].outcome == "approved"


def test_a_role_not_applied_for_is_not_decided(page, coordinator, apply):
    one = apply("interview")
    form = {"version": one.version, "stottekontakt": "approved", "avlaster": "approved", "why": "x"}
    page.post(f"/rekruttering/{one.id}/roller", form)
    assert [role.kind for role in one.roles] == ["stottekontakt"]
    page.post(f"/rekruttering/{one.id}/roller", {**form, "stottekontakt": "kanskje"}, 422)


def test_no_is_said_politely_and_seen_before_it_is_sent(page, coordinator, apply, app):
    one = apply("interview", roles=["avlaster", "stottekontakt"])
    page.get(f"/rekruttering/{one.id}/ikke-godkjenn")
    page.submit(200, why="Passer ikke", personal="Det var hyggelig å møte deg.", button="preview=1")
    assert "Det var hyggelig å møte deg." in page.text
    assert one.stage == Stage.INTERVIEW
    page.submit()
    assert one.stage == Stage.NOT_APPROVED
    assert {role.outcome for role in one.roles} == {"not_approved"}
    mail = page.session.query(OutboxMessage).one()
    with app.test_request_context():
        rendered(mail)
    assert "Det var hyggelig å møte deg." in mail.body
    assert "Passer ikke" not in mail.body
    page.get(f"/rekruttering/{one.id}/ikke-godkjenn", 409)


def test_a_no_can_be_taken_up_again(page, coordinator, apply):
    one = apply("not_approved")
    one.roles[0].outcome = "not_approved"
    page.get(f"/rekruttering/{one.id}/flytt/screening").submit(why="Ny opplysning")
    assert (one.stage, one.roles[0].outcome) == (Stage.SCREENING, "open")


def test_who_was_refused_has_nothing_left_to_decide(page, coordinator, apply):
    page.get(f"/rekruttering/{apply('not_approved').id}")
    assert "før godkjenning" not in page.text
    assert "Avgjør hver rolle for seg." not in page.text
    page.get(f"/rekruttering/{apply('interview').id}")
    assert "ting å se på før godkjenning" in page.text


def test_a_stage_jumped_over_is_not_shown_as_done(page, coordinator, apply, session):
    one = apply("interview")
    jumped = {"event": "moved", "from_stage": "acknowledged", "to_stage": "interview"}
    session.add(
        ApplicationEvent(municipality_id=one.municipality_id, application_id=one.id, **jumped)
    )
    page.get(f"/rekruttering/{one.id}")
    shown = ["".join(it.itertext()) for it in page.all("li", under="pipe")]
    assert [text.split()[0].strip(",") for text in shown] == ["Ny", "Samtale", "Godkjent"]
