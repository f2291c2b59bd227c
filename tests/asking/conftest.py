"""A need in one office, with people in the pool who are proposed for it."""

from __future__ import annotations

import pytest

from portal.messages.models import OutboxMessage
from portal.messages.worker import rendered

TOKEN = "q" * 43


@pytest.fixture(autouse=True)
def today(today):
    return today


@pytest.fixture
def need(make, office, family):
    child = make.child(office=office, initials="J.O.", name="Jon Hemmelig")
    ordning = make.ordning(child=child, service="stottekontakt")
    make.guardian(child=child, user=family)
    make.leader(ordning=ordning, user=family)
    return make.need(
        ordning=ordning, sex="boy", age_from=10, age_to=12, interests="fotball",
        weekdays=0b10, windows=[[1, 960, 1140]], title="Gjør noe hyggelig sammen",
        hours_text="Tirsdager kl. 16–19", text="Vil ha følge av en voksen i fritida.",
    )  # fmt: skip


@pytest.fixture
def helper(make, office):
    """Make somebody in the pool who can come on Tuesday evenings."""

    def one(name, **told):
        user = make.worker_user(
            municipality=None, municipality_id=office.municipality_id, name=f"{name} Oppdiktet"
        )
        worker = make.worker(office=office, user=user)
        make.availability_slot(worker=worker, weekday=1, from_minute=960, to_minute=1320)
        return make.pool_consent(worker=worker, **{"interests": "fotball"} | told)

    return one


@pytest.fixture
def proposed(make, need, helper):
    """Propose people by name, in this order."""

    def some(*names, state="proposed", first=1):
        return [
            make.proposal(need=need, user=helper(name).user, position=place, state=state)
            for place, name in enumerate(names, start=first)
        ]

    return some


def mails(page, template=""):
    query = page.session.query(OutboxMessage).order_by(OutboxMessage.id)
    return [mail for mail in query if template in {"", mail.template}]


def body(app, mail):
    with app.test_request_context():
        made = rendered(mail)
        text = made.get_body(("plain",)).get_content()
    return f"{made['Subject']}\n{text}".replace("\u00a0", " ")
