"""An office that wants to see the certificate before the interview, and an applicant there."""

from __future__ import annotations

import pytest

from portal.pipeline.models import RecruitmentStage
from tests.hiring.conftest import apply, coordinator, interviewed, ready, today  # noqa: F401 - fixtures
from tests.plugins.office import NOW

ORDER = (
    ("acknowledged", False), ("screening", False), ("references", False), ("certificate", True),
    ("interview", True),
)  # fmt: skip


@pytest.fixture
def way(session, office):
    """The certificate first: nobody is moved past it."""
    for position, (stage, is_required) in enumerate(ORDER):
        session.add(
            RecruitmentStage(
                municipality_id=office.municipality_id, stage=stage, position=position,
                is_used=True, is_required=is_required, usual_days=5,
            )
        )  # fmt: skip
    session.flush()


@pytest.fixture
def one(way, coordinator, apply):  # noqa: F811 - fixtures
    return apply("certificate")


@pytest.fixture
def officer(make, office):
    """Is shown certificates with remarks; the coordinator is not."""
    user = make.coordinator(office=office, name="Olav Utpekt")
    make.clearance_officer(office=office, user=user)
    return user


@pytest.fixture
def need(make, office):
    child = make.child(office=office)
    return make.need(ordning=make.ordning(child=child, service="stottekontakt"))


@pytest.fixture
def hired(page, make, way, coordinator, ready, need):  # noqa: F811 - fixtures
    """Hire and engage somebody whose certificate was seen, through the pages."""

    def done(*, is_refused=False, **facts):
        one = ready(need_id=need.id)
        if is_refused:
            make.application_remark(application=one, verdict="refused", judged_at=NOW)
        else:
            facts = {"seen_by_id": coordinator.id, **facts}
            make.application_certificate(application=one, **facts)
        page.get(f"/rekruttering/{one.id}/ansett")
        seen = {"has_seen": "y"} if is_refused else {}
        page.submit(engages="y", engage_from="1.12.2026", **seen)
        return one

    return done
