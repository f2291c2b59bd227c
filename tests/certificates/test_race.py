"""A certificate is shown to two people at the same moment."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.certificates.models import ApplicationCertificate, ApplicationRemark
from portal.core import clock, db
from tests.plugins.races import pressing


@pytest.fixture
def asked(race):
    """Somebody who is to show a certificate, a coordinator, and one who is named."""
    with race.making() as make:
        office = make.office()
        people = [make.coordinator(office=office) for _ in range(2)]
        make.clearance_officer(office=office, user=people[1])
        application = make.application(
            office=office, stage="certificate", responsible_id=people[0].id
        )
    return application, [race.browser(user) for user in people]


def seeing(page, application):
    page.get(f"/rekruttering/{application.id}/politiattest")
    return pressing(page, issued_on=f"{clock.today():%d.%m.%Y}")


def noting(page, application):
    page.get(f"/rekruttering/{application.id}/vurdering")
    return pressing(page, form="vurdering", issued_on=f"{clock.today():%d.%m.%Y}")


def rows(table):
    with db.unit(write=False) as session:
        return session.scalars(select(table)).all()


def test_two_who_see_it_register_it_once(race, asked) -> None:
    application, pages = asked
    acts = [seeing(page, application) for page in pages]
    assert race.run(*acts, meet="INSERT INTO application_certificate") == [303, 303]
    assert len(rows(ApplicationCertificate)) == 1


def test_what_has_remarks_never_counts_as_clean(race, asked) -> None:
    """Whoever comes first: the one that is noted is not also registered."""
    application, pages = asked
    acts = seeing(pages[0], application), noting(pages[1], application)
    meet = ("INSERT INTO application_certificate", "INSERT INTO application_remark")
    assert race.run(*acts, meet=meet) in ([303, 303], [422, 303])
    assert rows(ApplicationCertificate) == []
    assert len(rows(ApplicationRemark)) == 1
