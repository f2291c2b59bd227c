"""Make, rotate and delete links; answer a calendar that polls."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.access.actor import Actor
from portal.audit import service as audit
from portal.core import clock, db, ids
from portal.feeds.models import FeedBody, FeedLink
from portal.feeds.queries import Subscription
from portal.feeds.states import Privacy, Scope
from portal.ical.etag import etag

MOST_LINKS = 20
NOTE_EVERY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants of a new link. ``alarm_minutes`` None: no alarm."""

    name: str
    privacy: Privacy
    scope: Scope
    alarm_minutes: int | None = None


def make(actor: Actor, wish: Wish) -> tuple[FeedLink, str]:
    """Make a link and return it with its token, which is shown once and never kept."""
    assert actor.user_id is not None
    assert actor.municipality_id is not None
    token = ids.new_token()
    link = db.add(
        FeedLink(
            id=ids.new_id(),
            municipality_id=actor.municipality_id,
            user_id=actor.user_id,
            name=wish.name,
            token_hash=ids.digest(token),
            privacy=wish.privacy,
            scope=wish.scope,
            alarm_minutes=wish.alarm_minutes,
        )
    )
    audit.record(
        actor, "feed:made", "feed_link", link.id, privacy=wish.privacy.value, scope=wish.scope.value
    )
    return link, token


def rotate(actor: Actor, link: FeedLink) -> str:
    """Give a link a new address and return its token; the old one is dead at once."""
    token = ids.new_token()
    link.token_hash, link.rotated_at = ids.digest(token), clock.now()
    link.fetched_at = link.fetched_by = None
    audit.record(actor, "feed:rotated", "feed_link", link.id)
    return token


def revoke(actor: Actor, link: FeedLink) -> None:
    """Delete a link: its address is dead at once."""
    link.revoked_at = clock.now()
    audit.record(actor, "feed:revoked", "feed_link", link.id)


def keep_body(subscription: Subscription, body: bytes) -> str:
    """Have the bytes just built kept for the next poll, and return their ETag."""
    tag = etag(body)
    values = {
        "calendar_version": subscription.calendar_version,
        "built_on": clock.today(),
        "etag": tag,
        "body": body,
        "built_at": clock.now(),
    }
    db.afterwards(lambda own: _keep(own, subscription, values))
    return tag


def _keep(own: Session, link: Subscription, values: dict[str, Any]) -> None:
    kept = update(FeedBody).where(FeedBody.link_id == link.link_id).values(**values)
    replaced = own.execute(kept.returning(FeedBody.id))
    if replaced.first() is None:
        # Another poll of the same link may keep the same bytes in this very moment.
        with suppress(IntegrityError), own.begin_nested():
            own.add(FeedBody(municipality_id=link.municipality_id, link_id=link.link_id, **values))


def note_fetch(link: Subscription, client: str) -> None:
    """Note that a calendar has been here, now and then: a poll must cost nothing."""
    if link.fetched_at and clock.now() - link.fetched_at < NOTE_EVERY:
        return
    noted = (
        update(FeedLink)
        .where(FeedLink.id == link.link_id)
        .values(fetched_at=clock.now(), fetched_by=client)
    )
    db.afterwards(lambda own: own.execute(noted))
