"""The family's page: what is as planned in one act, and what must be looked at line by line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.access.actor import Actor, Relation
from portal.approval import queries, sums
from portal.approval.sums import PersonSum
from portal.core import clock, db
from portal.families.models import Ordning
from portal.hours import account
from portal.hours.figures import Figures
from portal.municipality import settings as municipality_settings
from portal.municipality.states import SettingKey
from portal.rules.periods import local_day
from portal.shifts.models import Entry
from portal.timesheets import pay_dates
from portal.timesheets.pay_dates import PayDates


@dataclass(frozen=True, slots=True)
class Board:
    """What waits in one family, and the family's month."""

    ordning: Ordning | None
    families: Sequence[Ordning]  # those with something waiting, and the one that is shown
    green: Sequence[Entry]
    to_look: Sequence[Entry]
    own: Sequence[Entry]
    attested: Sequence[Entry]  # wait for the municipality; the family may change its mind
    month: Figures | None
    dates: PayDates
    takes_over_after_days: int

    @property
    def people(self) -> list[PersonSum]:
        """Return the sum of each person's lines that are as planned."""
        return sums.of_entries(self.green)

    @property
    def green_minutes(self) -> int:
        """Return how much the one act attests."""
        return sum(it.minutes for it in self.green)

    @property
    def attested_minutes(self) -> int:
        """Return how much is attested and waits for the municipality."""
        return sum(it.minutes for it in self.attested)

    @property
    def days(self) -> tuple[date, date] | None:
        """Return the first and last day of what waits."""
        found = [local_day(it.starts_at) for it in (*self.green, *self.to_look)]
        return (min(found), max(found)) if found else None


def board(actor: Actor, wanted: UUID | None) -> Board:
    """Read the page of one family: the one asked for, else the one with something waiting."""
    assert actor.municipality_id is not None
    today = clock.today()
    lines = queries.to_attest(actor)
    families = {it.ordning_id: it.ordning for it in lines if it.is_attestable}
    chosen = _chosen(actor, wanted, families)
    mine = [it for it in lines if it.ordning_id == chosen]
    others = [it for it in mine if it.user_id != actor.user_id]
    waiting = [it for it in others if it.is_attestable]
    settings = municipality_settings.all_on(actor.municipality_id, today)
    first = local_day(waiting[0].starts_at) if waiting else today
    figures, ordning = _month(actor, chosen, today)
    if ordning is not None:
        families[ordning.id] = ordning
    return Board(
        ordning, sorted(families.values(), key=lambda it: it.child.label),
        [it for it in waiting if it.is_as_planned],
        [it for it in waiting if not it.is_as_planned],
        [it for it in mine if it.user_id == actor.user_id and it.is_attestable],
        [it for it in others if not it.is_attestable], figures,
        pay_dates.coming(first, today, settings),
        int(settings[SettingKey.COORDINATOR_ATTESTS_AFTER_DAYS]),
    )  # fmt: skip


def _chosen(actor: Actor, wanted: UUID | None, families: dict[UUID, Ordning]) -> UUID | None:
    led = actor.of(Relation.LEADS)
    if wanted in led:
        return wanted
    return next(iter(families), None) or min(led, default=None, key=str)


def _month(
    actor: Actor, ordning_id: UUID | None, today: date
) -> tuple[Figures | None, Ordning | None]:
    """The family's hours this month; of a protected child only for who is named for it."""
    if ordning_id is None:
        return None, None
    found = account.of_ordning(ordning_id, today)
    ordning = db.session().get_one(Ordning, ordning_id)  # the account has read it
    if not ordning.graded_ids <= actor.of(Relation.NAMED_FOR):
        return None, None
    return (found.main.month if found.main else None), ordning
