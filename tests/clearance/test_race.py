"""The last two papers come at the same moment, from the office and from the worker."""

from __future__ import annotations

from sqlalchemy import select

from portal.core import clock, db
from portal.engagements.models import ClearanceItem, Engagement
from portal.messages.models import OutboxMessage
from tests.plugins.races import pressing


def test_the_last_two_papers_clear_once(race) -> None:
    """Each would see the other missing, and nobody would be cleared."""
    with race.making() as make:
        engagement = make.engagement(uncleared=True)
        make.clearance_item(
            engagement=engagement, politiattest=True, issued_on=clock.today(),
            seen_on=clock.today(),
        )  # fmt: skip
        user = make.user(municipality=None, municipality_id=engagement.municipality_id)
        make.role(user=user, hat="coordinator", office_id=engagement.office_id)
        worker = engagement.worker.user
    url = f"/oppdrag/{engagement.id}"
    acts = (
        pressing(race.browser(user).get(f"{url}/papirer"), form="avtale",
                 signed_on=f"{clock.today():%d.%m.%Y}"),
        pressing(race.browser(worker, "worker").get(f"{url}/taushetserklaering"), has_read="y"),
    )  # fmt: skip
    assert race.run(*acts, meet="INSERT INTO clearance_item") == [303, 303]
    with db.unit(write=False) as session:
        assert len(session.scalars(select(ClearanceItem)).all()) == 3
        assert session.get_one(Engagement, engagement.id).cleared_at is not None
        assert session.scalars(select(OutboxMessage.template)).all() == ["cleared"]
