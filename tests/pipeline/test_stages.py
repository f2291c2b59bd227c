"""The administrator's page: names, order, in and out of use; and what the others then see."""

from __future__ import annotations

import pytest

from portal.audit.models import AuditEvent
from portal.pipeline import queries
from portal.pipeline.models import RecruitmentStage

PATH = "/kommunen/rekruttering"


def order(page):
    return [
        h3.text.strip().partition(". ")[2]
        for ol in page.all("ol", under="list")
        for h3 in ol.iter("h3")
    ]


def press(page, stage, act, status=303):
    page.get(PATH)
    return page.submit(status, form=f"{PATH}/{stage}/{act}")


def test_the_portals_own_way_until_somebody_decides(page, admin, session):
    page.get(PATH)
    assert page.h1 == "Slik går en søknad hos oss"
    assert order(page) == ["Ny", "Vurdering", "Referanser", "Samtale", "Hjemmebesøk"]
    assert "Politiattest" in page.text
    assert "Kurs" in page.text
    assert session.query(RecruitmentStage).count() == 0


def test_rename_order_and_take_into_use(page, admin, coordinator, apply):
    press(page, "certificate", "bruk").follow()
    with_certificate = ["Ny", "Vurdering", "Referanser", "Politiattest", "Samtale", "Hjemmebesøk"]
    assert order(page) == with_certificate
    press(page, "certificate", "flytt/opp")
    page.get(f"{PATH}/certificate").submit(
        name="Attest først", applicant_name="Du viser attesten", usual_days="21"
    )
    press(page, "screening", "ta-ut").follow()
    assert order(page) == ["Ny", "Attest først", "Referanser", "Samtale", "Hjemmebesøk"]
    assert "Vanlig: 21 dager" in page.text
    acts = [it.act for it in page.session.query(AuditEvent)]
    assert acts == ["stage:used", "stage:moved", "stage:reworded", "stage:unused"]
    one = apply("acknowledged")
    page.sign_in(coordinator).get("/rekruttering")
    lanes = [h2.text.strip() for h2 in page.all("h2", under="lane")]
    assert lanes == ["Ny", "Attest først", "Referanser", "Samtale", "Hjemmebesøk", "Godkjent"]
    page.get(f"/rekruttering/{one.id}")
    assert "Flytt til attest først" in page.text
    page.get(f"/rekruttering/{one.id}/flytt/references", 409)
    assert "«Attest først» kan ikke hoppes over" in page.text
    page.get(f"/rekruttering/{one.id}/flytt/certificate").submit(why="Bedt om").follow()
    assert "Flyttet til attest først. «Bedt om»" in page.text


def test_the_applicant_sees_the_same_way(page, admin, make, apply, session):
    press(page, "course", "bruk")
    page.get(f"{PATH}/course").submit(applicant_name="Kveldskurset vårt")
    one = apply("interview")
    user = session.get(type(admin), one.user_id)
    page.sign_in(user).get("/min-soknad")
    steps = [text for text in ("Samtale med deg", "Kveldskurset vårt") if text in page.text]
    assert len(steps) == 2
    assert page.text.index("Samtale med deg") < page.text.index("Kveldskurset vårt")


def test_everybody_reads_the_same_way_before_they_apply(page, admin, office, session):
    press(page, "certificate", "bruk")
    page.get(f"{PATH}/interview").submit(applicant_name="Vi tar en kaffe")
    page.sign_out().get("/provevik/bli-med")
    assert "Du viser oss politiattesten" in page.text
    assert page.text.index("Du viser oss politiattesten") < page.text.index("Vi tar en kaffe")


def test_a_stage_with_somebody_in_it_stays_in_use(page, admin, office, apply, session):
    apply("screening")
    press(page, "screening", "ta-ut", 422)
    assert "Vurdering kan ikke tas ut av bruk ennå" in page.text
    assert f"{office.name}: 1 søker" in page.text
    assert session.query(RecruitmentStage).count() == 0


def test_those_merged_and_those_decided_stand_nowhere(page, admin, apply, session):
    kept = apply("references")
    apply("screening", merged_into_id=kept.id)
    apply("withdrawn")
    press(page, "screening", "ta-ut")


@pytest.mark.parametrize(
    ("stage", "act"),
    [("acknowledged", "flytt/ned"), ("acknowledged", "ta-ut"), ("screening", "flytt/opp"),
     ("course", "flytt/ned")],
)  # fmt: skip
def test_what_the_page_does_not_offer_is_refused(page, admin, session, stage, act):
    page.post(f"{PATH}/{stage}/{act}", {"version": 0}, 409)
    assert session.query(RecruitmentStage).count() == 0


@pytest.mark.parametrize(
    "path", ["approved", "tull", "withdrawn", "screening/flytt/bort", "tull/bruk"]
)
def test_what_does_not_exist(page, admin, path):
    if "/" in path:
        page.post(f"{PATH}/{path}", {}, 404)
    else:
        page.get(f"{PATH}/{path}", 404)


def test_a_stale_page_changes_nothing(page, admin, session):
    page.get(f"{PATH}/interview")
    other = type(page)(page.app, page.session).sign_in(admin)
    press(other, "course", "bruk")
    page.submit(409, name="Prat")
    assert session.query(RecruitmentStage).filter_by(name="Prat").count() == 0
    other.post(f"{PATH}/course/ta-ut", {"version": 0}, 409)


@pytest.mark.parametrize(
    ("changes", "count"),
    [({"usual_days": ""}, 1), ({"usual_days": "0"}, 1), ({"usual_days": "366"}, 1),
     ({"usual_days": "to"}, 1), ({"name": "a" * 10_000, "applicant_name": "a" * 10_000}, 2)],
)  # fmt: skip
def test_what_is_wrong_is_said_at_the_field(page, admin, changes, count):
    page.get(f"{PATH}/interview").submit(422, **changes)
    assert len(page.errors) == count


def test_another_municipality_keeps_its_own(page, admin, make, office):
    press(page, "course", "bruk")
    other = make.office()
    assert "course" in queries.way_of(office.municipality_id).stages
    assert "course" not in queries.way_of(other.municipality_id).stages


def test_the_row_of_the_first_stage_cannot_be_moved_in_the_database(page, admin, session):
    press(page, "course", "bruk")
    first = session.query(RecruitmentStage).filter_by(stage="acknowledged").one()
    assert (first.position, first.is_used) == (0, True)
