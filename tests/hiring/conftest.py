"""An office in Prøvevik, its coordinator at the keyboard, and today's date."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine

from portal.municipality.models import DatedSetting

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def office(make):
    return make.office(municipality=make.municipality(slug="provevik"))


@pytest.fixture
def coordinator(make, office, page):
    user = make.coordinator(office=office, name="Kari Koordinator")
    page.sign_in(user)
    return user


@pytest.fixture
def apply(make, office):
    """Make an application of this office, with an account, in a stage."""

    def made(stage="acknowledged", **columns):
        user = make.applicant(municipality=None, municipality_id=office.municipality_id)
        facts = {"office": office, "stage": stage, "user_id": user.id, "email": user.email}
        return make.application(**{**facts, **columns})

    return made


@pytest.fixture
def ready(apply):
    """Make an application that nothing stops: spoken to and decided."""

    def made(**columns):
        application = apply(**{"stage": "interview", **columns})
        for role in application.roles:
            role.outcome = "approved"
        for referee in application.referees:
            referee.spoken_on = date(2026, 11, 20)
        return application

    return made


@pytest.fixture
def decide(session, office):
    def set_value(key, value):
        session.add(
            DatedSetting(
                municipality_id=office.municipality_id, key=key, value=value,
                valid_from=date(2026, 1, 1), source="Prøve", set_by_id=None,
            )
        )  # fmt: skip

    return set_value
