"""Messages are deleted in time, each by itself; a thread goes with its last one."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, exists, select

from portal.core import db
from portal.families.models import Child, Ordning
from portal.municipality.keeping import Kept, Look
from portal.threads.models import Thread, ThreadMessage


def due(look: Look) -> Sequence[Kept]:
    """Return the messages that may not be kept longer, by the child's number."""
    query = (
        select(ThreadMessage.id, ThreadMessage.sent_at, Child.number)
        .join(Thread, Thread.id == ThreadMessage.thread_id)
        .join(Ordning, Ordning.id == Thread.ordning_id)
        .join(Child, Child.id == Ordning.child_id)
        .where(
            ThreadMessage.municipality_id == look.municipality_id,
            ThreadMessage.sent_at < look.kept_since,
        )
        .order_by(ThreadMessage.id)
    )
    if look.only is not None:
        query = query.where(ThreadMessage.id == look.only).with_for_update(of=ThreadMessage)
    return [look.kept(one_id, at, number) for one_id, at, number in db.session().execute(query)]


def forget(message_id: UUID) -> None:
    """Delete a message, and its thread when nothing is left in it."""
    thread_id = db.session().scalar(
        select(ThreadMessage.thread_id).where(ThreadMessage.id == message_id)
    )
    db.session().execute(delete(ThreadMessage).where(ThreadMessage.id == message_id))
    has_more = exists().where(ThreadMessage.thread_id == Thread.id)
    db.session().execute(delete(Thread).where(Thread.id == thread_id, ~has_more))
