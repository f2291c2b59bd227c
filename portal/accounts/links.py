"""One-time links: made, found while they are valid, used up.

The table keeps a digest. On its way to the mail the token lies sealed in the outbox, so
that nobody who reads a table can open somebody's account.
"""

from datetime import timedelta

from sqlalchemy import select, update

from portal.accounts.models import OneTimeLink, User
from portal.accounts.states import LinkPurpose
from portal.core import clock, db, ids, sealing

LASTS = {LinkPurpose.INVITATION: timedelta(days=14), LinkPurpose.RESET: timedelta(hours=2)}


def renew(user: User, purpose: LinkPurpose) -> str:
    """Make a new link, end the earlier ones for the same purpose, return the token."""
    end_all(user, purpose)
    token = ids.new_token()
    db.add(
        OneTimeLink(
            municipality_id=user.municipality_id,
            user_id=user.id,
            purpose=purpose,
            token_hash=ids.digest(token),
            expires_at=clock.now() + LASTS[purpose],
        )
    )
    db.session().flush()
    return token


def end_all(user: User, *purposes: LinkPurpose) -> None:
    """Make the links that lie in somebody's mail box useless (all purposes when none is named)."""
    db.session().execute(
        update(OneTimeLink)
        .where(
            OneTimeLink.user_id == user.id,
            OneTimeLink.used_at.is_(None),
            OneTimeLink.purpose.in_(purposes or tuple(LinkPurpose)),
        )
        .values(used_at=clock.now())
    )


def valid(token: str, *, lock: bool = False) -> tuple[OneTimeLink, User] | None:
    """Return the link of a token and whom it is for; None when it is used, old or no link.

    ``lock`` holds it until the end of the transaction, so that it is used once.
    """
    query = (
        select(OneTimeLink, User)
        .join(User, User.id == OneTimeLink.user_id)
        .where(
            OneTimeLink.token_hash == ids.digest(token),
            OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > clock.now(),
            User.disabled_at.is_(None),
        )
    )
    found = db.session().execute(query.with_for_update(of=OneTimeLink) if lock else query)
    return next(((link, user) for link, user in found), None)


def sealed(token: str) -> str:
    """Return the token as the outbox may keep it; mail templates say ``link | link_token``."""
    return sealing.seal("link", token)
