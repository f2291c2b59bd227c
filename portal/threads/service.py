"""Write to each other, read it, and take it back."""

from uuid import UUID

from sqlalchemy import select, update

from portal.access.actor import Actor
from portal.accounts import queries as accounts
from portal.audit.service import record
from portal.core import clock, db
from portal.core.errors import ConflictError
from portal.families.models import Ordning
from portal.matching.states import Side
from portal.meetings.queries import family_of
from portal.messages.service import enqueue
from portal.threads import queries
from portal.threads.models import Thread, ThreadMessage
from portal.threads.queries import Match

CLOSED = "Oppdraget er avsluttet, så meldingen ble ikke sendt. Det du skrev, er tatt vare på."


def send(actor: Actor, match: Match, text: str, shift_id: UUID | None = None) -> ThreadMessage:
    """Write to the other side. They get one mail until they have read; it tells nothing.

    Raises ConflictError when the match has ended since the page was read.
    """
    assert actor.user_id is not None
    if not match.is_open:
        raise ConflictError(CLOSED)
    thread = _thread(match)
    other = Side.PERSON if match.side is Side.FAMILY else Side.FAMILY
    is_first = queries.unread(thread, other) == 0
    message = db.add(
        ThreadMessage(
            municipality_id=match.municipality_id, thread_id=thread.id, text=text,
            sender_id=actor.user_id, shift_id=shift_id,
        )
    )  # fmt: skip
    db.session().flush()
    record(actor, "thread_message:sent", "ordning", match.ordning_id, message=str(message.id))
    if is_first:
        people = [match.user] if other is Side.PERSON else family_of(match.ordning)
        for user in people:
            enqueue(accounts.recipient(user), "message_waits")
    return message


def _thread(match: Match) -> Thread:
    """Return the match's thread, made by the first message. Of two first ones, one makes it."""
    db.hold(Ordning, match.ordning_id)
    query = select(Thread).where(
        Thread.ordning_id == match.ordning_id, Thread.user_id == match.user_id
    )
    found = db.session().scalar(query.execution_options(populate_existing=True))
    if found is None:
        found = db.add(
            Thread(
                municipality_id=match.municipality_id, ordning_id=match.ordning_id,
                user_id=match.user_id,
            )
        )  # fmt: skip
        db.session().flush()
    return found


def note_read(match: Match) -> None:
    """Note, once the page has been made, that a side has read what stands there."""
    if match.thread is None or not queries.unread(match.thread, match.side):
        return
    now = clock.now()
    column = "family_seen_at" if match.side is Side.FAMILY else "person_seen_at"
    seen = update(Thread).where(Thread.id == match.thread.id).values({column: now})
    db.afterwards(lambda own: own.execute(seen))


def take_back(actor: Actor, own: queries.Own) -> None:
    """Delete the words of one's own message; that there was one, and when, stays."""
    message = own.message
    if message.taken_back_at:
        return
    message.text, message.taken_back_at = "", clock.now()
    record(
        actor, "thread_message:taken_back", "ordning", own.match.ordning_id, message=str(message.id)
    )
