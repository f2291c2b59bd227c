"""The first day of a municipality: it is here, and one person can sign in and do the rest."""

import re
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import or_, select

from portal.access.actor import NOBODY, Hat
from portal.accounts import queries, service
from portal.accounts.models import User
from portal.audit.service import record_for
from portal.core import db
from portal.municipality.models import Municipality

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NUMBER = re.compile(r"\d{4}")
NO_SLUG = "The address takes small letters a–z, figures and hyphens, like «nordvik»."
NO_NUMBER = "The number is the municipality's official four digits, like 5001."
NO_EMAIL = "That is no e-mail address: {}"
IS_HERE = "There is a municipality with that address or number already."
IS_TAKEN = "Somebody has an account with that e-mail address already."


class CannotOpenError(Exception):
    """What was given cannot be used; the text says why, to whoever runs the portal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """A municipality that begins, and its first administrator."""

    slug: str
    name: str
    number: str
    phone: str
    email: str
    admin_name: str
    admin_email: str


def open_(new: Newcomer) -> User:
    """Make a municipality and invite its first administrator by mail; return the account.

    Raises CannotOpenError when something is wrong with what was given.
    """
    _check(new)
    place = db.add(
        Municipality(
            slug=new.slug, name=new.name, number=new.number, phone=new.phone, email=new.email
        )
    )
    db.session().flush()
    record_for(place.id, NOBODY, "municipality:opened", "municipality", place.id)
    user = service.create_user(place.id, new.admin_email, new.admin_name)
    service.give_role(user, Hat.ADMIN)
    service.invite(user)
    return user


def _check(new: Newcomer) -> None:
    if not SLUG.fullmatch(new.slug):
        raise CannotOpenError(NO_SLUG)
    if not NUMBER.fullmatch(new.number):
        raise CannotOpenError(NO_NUMBER)
    for address in (new.email, new.admin_email):
        try:
            validate_email(address, check_deliverability=False)
        except EmailNotValidError as error:
            raise CannotOpenError(NO_EMAIL.format(address)) from error
    taken = or_(Municipality.slug == new.slug, Municipality.number == new.number)
    if db.session().scalar(select(Municipality.id).where(taken)):
        raise CannotOpenError(IS_HERE)
    if queries.by_email(new.admin_email) is not None:
        raise CannotOpenError(IS_TAKEN)
