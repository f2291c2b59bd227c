"""Ask both sides how it goes, take the answer, and say what was done about a low one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from portal.access.actor import Actor
from portal.accounts import links
from portal.accounts import queries as accounts
from portal.accounts.models import User
from portal.asking.letters import signature
from portal.audit.service import record, record_for
from portal.core import clock, db, ids
from portal.core.errors import ConflictError, GoneError
from portal.engagements.models import Engagement
from portal.followups import queries
from portal.followups.models import FollowUp, FollowUpLink
from portal.followups.states import FollowUpState, Step
from portal.matching.states import Side
from portal.meetings.queries import family_of
from portal.messages.service import enqueue
from portal.municipality import queries as municipalities
from portal.municipality import settings
from portal.municipality.states import SettingKey
from portal.rules.deadlines import add_months

CHANGED = "Oppfølgingen er endret siden du leste den. Det du skrev, er tatt vare på."
_DAYS = {
    Step.FIRST: SettingKey.FOLLOW_UP_FIRST_DAYS,
    Step.SECOND: SettingKey.FOLLOW_UP_SECOND_DAYS,
    Step.THIRD: SettingKey.FOLLOW_UP_THIRD_DAYS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What somebody answers: three marks from 1 to 5, and what they want to add."""

    together: int
    times: int
    office: int
    word: str = ""


# Every night -------------------------------------------------------------------------------


def look_after(now: datetime) -> int:
    """Ask those whose day has come, and remind those who have not answered, once each.

    A day that has passed by longer than an answer is waited for is over.
    """
    today, mails = clock.local(now).date(), 0
    for home in municipalities.all_of_them():
        decided = {key: int(value) for key, value in _figures(home.id, today).items()}
        mails += _ask_new(home.id, decided, now)
        wait = timedelta(days=decided[SettingKey.FOLLOW_UP_REMINDER_DAYS])
        for found in queries.to_remind(home.id, now, now - wait):
            found.reminded_at = now
            mails += _mail(found, again=True)
    return mails


def _figures(municipality_id: UUID, on: date) -> dict[SettingKey, str]:
    wanted = {
        *_DAYS.values(), SettingKey.FOLLOW_UP_EVERY_MONTHS, SettingKey.FOLLOW_UP_EXPIRES_DAYS,
        SettingKey.FOLLOW_UP_REMINDER_DAYS,
    }  # fmt: skip
    found = settings.all_on(municipality_id, on)
    return {key: found[key] for key in wanted}


def _ask_new(municipality_id: UUID, decided: dict[SettingKey, int], now: datetime) -> int:
    today = clock.local(now).date()
    wait = decided[SettingKey.FOLLOW_UP_EXPIRES_DAYS]
    found = queries.begun(municipality_id, today)
    made = queries.made([it.id for it, _on in found])
    mails = 0
    for engagement, begun_on in found:
        for step, due_on in _due(begun_on, today, decided):
            if due_on <= today < due_on + timedelta(days=wait):
                sides = [it for it in (Side.FAMILY, Side.PERSON)
                         if (engagement.id, step, it.value) not in made]  # fmt: skip
                mails += sum(ask(engagement, step, side, wait, now) for side in sides)
    return mails


def _due(begun_on: date, today: date, decided: dict[SettingKey, int]) -> Iterator[tuple[int, date]]:
    """Yield each step and its day: the three first, and the newest of those that return."""
    for step, key in _DAYS.items():
        yield step.value, begun_on + timedelta(days=decided[key])
    every = decided[SettingKey.FOLLOW_UP_EVERY_MONTHS]
    times = _whole_months(begun_on, today) // every if every else 0
    if times > 0:
        yield Step.THIRD + times, add_months(begun_on, every * times)


def _whole_months(first: date, last: date) -> int:
    months = (last.year - first.year) * 12 + last.month - first.month
    return months if add_months(first, months) <= last else months - 1


def ask(engagement: Engagement, step: int, side: Side, wait: int, now: datetime) -> int:
    if not _people(engagement, side):
        return 0
    follow_up = db.add(
        FollowUp(
            municipality_id=engagement.municipality_id, engagement_id=engagement.id,
            engagement=engagement, step=step, side=side, asked_at=now,
            expires_at=now + timedelta(days=wait),
        )
    )  # fmt: skip
    db.session().flush()
    return _mail(follow_up, again=False)


def _people(engagement: Engagement, side: Side) -> list[User]:
    """Return who is asked on that side: nobody whose account is closed."""
    if side is Side.FAMILY:
        return family_of(engagement.ordning)
    user = engagement.worker.user
    return [] if user.disabled_at else [user]


def _mail(follow_up: FollowUp, *, again: bool) -> int:
    """Write to everybody on that side; return how many mails that was."""
    people = _people(follow_up.engagement, follow_up.side_code)
    signed = signature(follow_up.municipality_id, follow_up.office_id)
    last = datetime.combine(clock.local(follow_up.expires_at).date(), time(), clock.OSLO)
    for user in people:
        token = ids.new_token()
        db.add(
            FollowUpLink(
                municipality_id=follow_up.municipality_id, follow_up_id=follow_up.id,
                token_hash=ids.digest(token),
            )
        )  # fmt: skip
        enqueue(
            accounts.recipient(user), "follow_up", link=links.sealed(token), side=follow_up.side,
            answer_by=last.isoformat(), is_again=again, **signed,
        )  # fmt: skip
    return len(people)


# Answering, and what came of it ------------------------------------------------------------


def is_open(follow_up: FollowUp) -> bool:
    """Tell whether an answer still counts: in time, and the engagement goes on."""
    return follow_up.state is FollowUpState.WAITING and not follow_up.engagement.is_over


def answer(actor: Actor, seen: FollowUp, given: Given) -> None:
    """Take the answer. Sent twice, it is kept once; GoneError when it is too late."""
    follow_up = queries.locked(seen.id)
    if follow_up.answered_at:
        return
    if not is_open(follow_up):
        raise GoneError
    follow_up.together, follow_up.times = given.together, given.times
    follow_up.office, follow_up.word = given.office, given.word
    follow_up.answered_at, follow_up.answered_by_id = clock.now(), actor.user_id
    record_for(
        follow_up.municipality_id, actor, "follow_up:answered", "engagement",
        follow_up.engagement_id, step=follow_up.step, side=follow_up.side,
    )  # fmt: skip


def close(actor: Actor, seen: FollowUp, version: int, what: str) -> None:
    """Say what was done about a low answer. Raises ConflictError when somebody has."""
    follow_up = queries.locked(seen.id)
    if follow_up.version != version or follow_up.state is not FollowUpState.LOW:
        raise ConflictError(CHANGED)
    follow_up.closed_at, follow_up.closed_by_id = clock.now(), actor.user_id
    follow_up.closed_what = what
    record(actor, "follow_up:closed", "engagement", follow_up.engagement_id, step=follow_up.step)
