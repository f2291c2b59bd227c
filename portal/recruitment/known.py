"""What the portal already knows of somebody who is signed in: nobody types it twice."""

from typing import Any
from uuid import UUID

from portal.access.actor import Actor
from portal.accounts.models import User
from portal.core import db
from portal.engagements.queries import worker_of_user
from portal.municipality.models import Municipality
from portal.recruitment import queries
from portal.recruitment.models import Application

# What was answered in an earlier application, and is as true in a new one.
_AGAIN = (
    "born_on", "district_id", "education", "experience", "interests", "motivation",
    "norwegian_level", "languages", "has_licence", "has_car", "max_km", "availability",
    "occupation", "home_municipality",
)  # fmt: skip


def account_of(actor: Actor, home: Municipality) -> UUID | None:
    """Return whose application a new draft is: nobody's, unless signed in in this municipality."""
    return actor.user_id if actor.municipality_id == home.id else None


def facts_of(actor: Actor, home: Municipality) -> dict[str, Any]:
    """Return columns of a new application: from the account, the worker and the last one."""
    if account_of(actor, home) is None:
        return {}
    user = db.session().get_one(User, actor.user_id)
    worker = worker_of_user(user.id)
    earlier = next((it for it in queries.of_user(actor) if it.forgotten_at is None), None)
    own = {"born_on": worker.born_on, "interests": worker.interests} if worker else {}
    found = {
        **_of_earlier(earlier),
        **{name: value for name, value in own.items() if value},
        "name": user.name, "email": user.email, "phone": user.phone,
    }  # fmt: skip
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def _of_earlier(earlier: Application | None) -> dict[str, Any]:
    return {name: getattr(earlier, name) for name in _AGAIN} if earlier else {}
