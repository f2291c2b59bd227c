"""What the tests of the door do again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyotp

from portal.core import clock
from tests.factories.accounts import PASSWORD, SECRET

if TYPE_CHECKING:
    from portal.accounts.models import User
    from tests.page import Page

WRONG = "et helt annet passord"


def knock(page: Page, email: str, password: str = PASSWORD, status: int = 303) -> Page:
    """Go to the sign-in page, fill it in and send it."""
    return page.get("/logg-inn").submit(email=email, password=password, status=status)


def come_in(page: Page, user: User) -> Page:
    """Sign in by password, and by code where one is owed."""
    knock(page, user.email)
    if page.location.startswith("/logg-inn/kode"):
        page.follow().submit(code=code_now())
    return page


def code_now(secret: str = SECRET) -> str:
    return pyotp.TOTP(secret).at(clock.now())
