"""What Ingrid and her assistants have written to each other; one message nobody has read."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from portal.core import clock, db
from portal.demo.story import Team
from portal.engagements.models import Engagement
from portal.shifts.models import Shift
from portal.shifts.states import ShiftState
from portal.threads.models import Thread, ThreadMessage

SAID = (  # days ago, who, what
    (6, "Ingrid Bakken", "Hei! Er det greit at dere tar med matpakke på tirsdag?"),
    (6, "Maja Lund", "Ja, det går fint. Vi tenker oss til svømmehallen."),
    (5, "Ingrid Bakken", "Så bra. Badetøyet ligger i den blå sekken i gangen."),
)


def messages(team: Team) -> None:
    """Let Maja and Elin have written with Ingrid."""
    maja, elin = team.members["Maja Lund"], team.members["Elin Vik"]
    now = clock.now()
    thread = _thread(maja)
    thread.family_seen_at = thread.person_seen_at = now - timedelta(days=4)
    people = {"Ingrid Bakken": team.leader.id, "Maja Lund": maja.user_id}
    for number, (days, name, text) in enumerate(SAID):
        _say(thread, people[name], text, now - timedelta(days=days, minutes=-20 * number))
    late = "Jeg blir ti minutter sen denne dagen, bussen går om."
    _say(_thread(elin), elin.user_id, late, now - timedelta(hours=3), _next(elin))


def _thread(engagement: Engagement) -> Thread:
    thread = db.add(
        Thread(
            municipality_id=engagement.municipality_id, ordning_id=engagement.ordning_id,
            user_id=engagement.user_id,
        )
    )  # fmt: skip
    db.session().flush()
    return thread


def _say(
    thread: Thread, sender_id: UUID, text: str, sent_at: datetime, shift: Shift | None = None
) -> None:
    db.add(
        ThreadMessage(
            municipality_id=thread.municipality_id, thread_id=thread.id, sender_id=sender_id,
            text=text, sent_at=sent_at, shift_id=shift.id if shift else None,
        )
    )  # fmt: skip


def _next(engagement: Engagement) -> Shift | None:
    query = (
        select(Shift)
        .where(
            Shift.engagement_id == engagement.id,
            Shift.state == ShiftState.PLANNED,
            Shift.starts_at > clock.now(),
        )
        .order_by(Shift.starts_at)
        .limit(1)
    )
    return db.session().scalars(query).first()
