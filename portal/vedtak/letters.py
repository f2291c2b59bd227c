"""Letters to those who lead an ordning: no name of a child, and the office's telephone."""

from typing import Any

from portal.accounts import queries as accounts
from portal.core import db
from portal.families import queries as families
from portal.families.models import Ordning
from portal.messages.service import enqueue
from portal.municipality.models import Municipality, Office


def write(ordning: Ordning, template: str, **params: Any) -> int:  # noqa: ANN401 - plain JSON
    """Write to each who leads the ordning today; return how many mails that was."""
    office = db.session().get_one(Office, ordning.office_id)
    place = db.session().get_one(Municipality, ordning.municipality_id)
    people = families.leading(ordning.id)
    for user in people:
        enqueue(
            accounts.recipient(user), template, ordning=str(ordning.id), municipality=place.name,
            office=office.name, phone=office.phone, coordinator="", **params,
        )  # fmt: skip
    return len(people)
