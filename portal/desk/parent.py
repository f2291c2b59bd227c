"""What a parent's home says: this week, what waits, what is left, who is away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from portal.access.actor import Actor
from portal.approval import queries as approval
from portal.approval.queries import Waiting
from portal.core import clock
from portal.desk import queries
from portal.desk.queries import Colleague
from portal.engagements import queries as engagements
from portal.families.models import Ordning
from portal.hours import account as hours
from portal.hours import signs
from portal.hours.figures import Account
from portal.hours.signs import Sign
from portal.matching import turns
from portal.matching.turns import Turn
from portal.municipality import settings as municipality_settings
from portal.rota.queries import week_to_plan
from portal.rules.periods import Days, local_day
from portal.shifts.models import Shift
from portal.timesheets import pay_dates
from portal.timesheets.pay_dates import PayDates
from portal.vedtak import renewals
from portal.vedtak.models import Vedtak


@dataclass(frozen=True, slots=True)
class ParentHome:
    """All that stands on the page. ``ordning`` None: the parent leads nothing now."""

    ordninger: Sequence[Ordning]
    ordning: Ordning | None
    week: Days
    shifts: Sequence[Shift] = ()
    drafts: int = 0
    waiting: Waiting | None = None
    counts: Mapping[UUID, int] = field(default_factory=dict)  # what waits in each, if several
    dates: PayDates | None = None
    account: Account | None = None
    signs: Sequence[Sign] = ()
    renewal: Vedtak | None = None  # it is time to ask for more
    team: Sequence[Colleague] = ()
    turns: Sequence[Turn] = ()

    @property
    def open_shifts(self) -> list[Shift]:
        """Return the shifts of the week nobody has."""
        return [shift for shift in self.shifts if shift.is_open]

    @property
    def days(self) -> list[tuple[date, list[Shift]]]:
        """Return the seven days, each with its shifts."""
        return [
            (day, [one for one in self.shifts if local_day(one.starts_at) == day])
            for day in self.week.each()
        ]

    @property
    def present(self) -> list[Colleague]:
        """Return those of the team who can work and are not away."""
        return [one for one in self.team if one.away_until is None and one.is_cleared]

    @property
    def not_ready(self) -> list[Colleague]:
        """Return those whose papers are not in place: nothing can be planned for them."""
        return [one for one in self.team if one.away_until is None and not one.is_cleared]


def home(actor: Actor, chosen: UUID | None) -> ParentHome:
    """Read a parent's home for one of the ordninger they lead."""
    ordninger = engagements.leads(actor)
    counts = approval.attest_counts(actor) if len(ordninger) > 1 else {}
    ordning = _shown(ordninger, counts, chosen)
    week = week_to_plan(clock.today())
    if ordning is None:
        return ParentHome(ordninger, None, week, turns=turns.of(actor))
    today = clock.today()
    settings = municipality_settings.all_on(ordning.municipality_id, today)
    account = hours.of_ordning(ordning, today)
    return ParentHome(
        ordninger=ordninger,
        ordning=ordning,
        week=week,
        shifts=queries.week_shifts(actor, ordning.id, week.span),
        drafts=queries.draft_count(ordning.id),
        waiting=approval.attest_summary(actor, ordning.id),
        counts=counts,
        dates=pay_dates.coming(today, today, settings),
        account=account,
        signs=signs.shown(signs.of(account, settings), account),
        renewal=renewals.asked_for(ordning, account.last, today),
        team=queries.team(actor, ordning.id, today),
        turns=turns.of(actor),
    )


def _shown(
    ordninger: Sequence[Ordning], counts: Mapping[UUID, int], chosen: UUID | None
) -> Ordning | None:
    """Return the ordning that is asked for; else the first where something waits."""
    by_need = sorted(ordninger, key=lambda one: (one.id != chosen, one.id not in counts))
    return next(iter(by_need), None)
