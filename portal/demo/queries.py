"""The people of the demo. Nothing is found where there is no demo."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from portal.access.actor import Actor, Hat
from portal.accounts import queries as accounts
from portal.accounts.models import Role, User
from portal.core import db
from portal.core.config import settings
from portal.municipality.models import Municipality
from portal.signin.identity import FIRST_HAT


@dataclass(frozen=True, slots=True)
class Person:
    """One of the demo's people, and the hats with their places."""

    user: User
    roles: Sequence[accounts.HeldRole]

    @property
    def hat(self) -> Hat | None:
        """Return the hat the person comes in with."""
        owned = {held.hat for held in self.roles}
        return next((hat for hat in FIRST_HAT if hat in owned), None)

    @property
    def first_name(self) -> str:
        """Return what one calls the person."""
        return self.user.name.split(" ", 1)[0]


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality of the demo, its people by the hat they come in with."""

    municipality: Municipality
    groups: Sequence[tuple[Hat, Sequence[Person]]]


def places(_actor: Actor) -> Sequence[Place] | None:
    """Return everybody one can sign in as; None outside the demo."""
    if not settings().is_demo:
        return None
    query = (
        select(Municipality, User)
        .join(User, User.municipality_id == Municipality.id)
        .where(
            Municipality.is_demo,
            User.password_hash.is_not(None),
            User.disabled_at.is_(None),
        )
        .order_by(Municipality.name, User.created_at, User.email)
    )
    rows = [(place, user) for place, user in db.session().execute(query)]
    held = _roles([user.id for _place, user in rows])
    found: dict[Municipality, list[Person]] = {}
    for place, user in rows:
        found.setdefault(place, []).append(Person(user, held.get(user.id, [])))
    largest_first = sorted(found.items(), key=lambda item: -len(item[1]))
    return [Place(place, _by_hat(people)) for place, people in largest_first]


def _roles(user_ids: Sequence[UUID]) -> dict[UUID, list[accounts.HeldRole]]:
    found: dict[UUID, list[accounts.HeldRole]] = {}
    for held in accounts.held(Role.user_id.in_(user_ids), accounts.role_is_in_force()):
        found.setdefault(held.role.user_id, []).append(held)
    return found


def _by_hat(people: Sequence[Person]) -> Sequence[tuple[Hat, Sequence[Person]]]:
    groups = [(hat, [person for person in people if person.hat is hat]) for hat in FIRST_HAT]
    return [(hat, members) for hat, members in groups if members]


def person(_actor: Actor, user_id: UUID) -> User | None:
    """Return one of the demo's people; None outside the demo, and for anybody real."""
    if not settings().is_demo:
        return None
    query = (
        select(User)
        .join(Municipality, Municipality.id == User.municipality_id)
        .where(User.id == user_id, Municipality.is_demo, User.disabled_at.is_(None))
    )
    return db.session().scalar(query)
