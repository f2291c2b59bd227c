"""An office in Prøvevik, its coordinator at the keyboard, and today's date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.interviews.models import Assessment
from portal.visits.models import VisitReport
from tests.plugins.office import NOW


@pytest.fixture(autouse=True)
def today(today):
    return today


@pytest.fixture
def coordinator(kari):
    return kari


@pytest.fixture
def apply(make, office):
    """Make an application of this office, with an account, in a stage."""

    def made(stage="acknowledged", **columns):
        user = make.applicant(municipality=None, municipality_id=office.municipality_id)
        facts = {"office": office, "stage": stage, "user_id": user.id, "email": user.email}
        return make.application(**{**facts, **columns})

    return made


@pytest.fixture
def interviewed(make, office, session):
    """Let two hold an interview with an applicant, and deliver what they thought."""

    def done(application):
        hosts = [make.coordinator(office=office) for _ in range(2)]
        make.booking(application=application, hosts=hosts, starts_at=NOW - timedelta(days=1))
        for host in hosts:
            session.add(
                Assessment(
                    municipality_id=office.municipality_id, application_id=application.id,
                    interviewer_id=host.id, delivered_at=NOW,
                )
            )  # fmt: skip

    return done


@pytest.fixture
def visited(make, office, session):
    """Let somebody visit an applicant's home; the report is signed unless told otherwise."""

    def done(application, signed_at=NOW):
        host = make.coordinator(office=office)
        booking = make.booking(application=application, purpose="home_visit", hosts=[host])
        session.add(
            VisitReport(
                municipality_id=office.municipality_id, application_id=application.id,
                booking_id=booking.id, visited_on=NOW.date(), conclusion="suitable",
                written_by_id=host.id, signed_at=signed_at, delete_on=date(2027, 6, 1),
            )
        )  # fmt: skip

    return done


@pytest.fixture
def ready(apply, interviewed):
    """Make an application that nothing stops: spoken to, spoken of and decided."""

    def made(**columns):
        application = apply(**{"stage": "interview", **columns})
        for role in application.roles:
            role.outcome = "approved"
        for referee in application.referees:
            referee.spoken_on = date(2026, 11, 20)
        interviewed(application)
        return application

    return made
