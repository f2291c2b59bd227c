"""A stage is taken out of use while somebody is moved into it."""

from __future__ import annotations

import pytest

from portal.core import db
from portal.pipeline.models import RecruitmentStage
from portal.recruitment.models import Application
from tests.plugins.races import pressing


@pytest.fixture
def town(race):
    with race.making() as make:
        office = make.office()
        admin = make.user(municipality=None, municipality_id=office.municipality_id)
        make.role(user=admin, hat="admin")
        coordinator = make.coordinator(office=office)
        application = make.application(office=office, responsible_id=coordinator.id)
    return application, race.browser(admin), race.browser(coordinator)


def test_either_the_stage_or_the_move_gives_way(race, town) -> None:
    application, admin, coordinator = town
    admin.get("/kommunen/rekruttering")
    coordinator.get(f"/rekruttering/{application.id}/flytt/screening")
    answers = race.run(
        pressing(admin, form="/kommunen/rekruttering/screening/ta-ut"),
        pressing(coordinator, why="Leses nå"),
        meet=("SELECT municipality.id", "INSERT INTO recruitment_stage", "UPDATE application"),
    )
    with db.unit(write=False) as session:
        stands = session.get(Application, application.id).stage == "screening"
        row = session.query(RecruitmentStage).filter_by(stage="screening").one_or_none()
    is_used = row is None or row.is_used
    assert sorted(answers) in ([303, 409], [303, 422])
    assert stands is is_used  # nobody stands where nobody goes
