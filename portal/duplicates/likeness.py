"""What two applications have in common. Pure."""

from datetime import date
from typing import Protocol
from uuid import UUID

from portal.duplicates.states import Likeness


class Person(Protocol):
    """What is read of an application."""

    user_id: UUID | None
    email: str
    phone: str
    name: str
    born_on: date | None


def plain_name(name: str) -> str:
    """Return a name without capitals and without more than one space at a time."""
    return " ".join(name.casefold().split())


def of(one: Person, other: Person) -> list[Likeness]:
    """Return what they have in common, the strongest first; nothing empty is ever alike."""
    same_name = plain_name(one.name) == plain_name(other.name) != ""
    found = {
        Likeness.ACCOUNT: one.user_id is not None and one.user_id == other.user_id,
        Likeness.EMAIL: one.email.casefold() == other.email.casefold() != "",
        Likeness.PHONE: one.phone == other.phone != "",
        Likeness.NAME_AND_BIRTH: same_name and one.born_on == other.born_on is not None,
    }
    return [likeness for likeness, is_so in found.items() if is_so]
