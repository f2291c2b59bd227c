"""What everybody may know before they apply: pay, demands and how long it takes here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_low
from uuid import UUID

from sqlalchemy import select

from portal.core import clock, db
from portal.municipality import rates
from portal.municipality.rates import NoRateError, Rate, Rates
from portal.municipality.states import RateCode
from portal.needs.pay import HOUR
from portal.needs.states import RoleKind
from portal.recruitment import demands
from portal.recruitment.demands import Demands
from portal.recruitment.models import Application, ApplicationEvent
from portal.recruitment.queries import ENOUGH
from portal.recruitment.states import Stage

_ANSWERED = (Stage.APPROVED, Stage.NOT_APPROVED)
_LATELY = timedelta(days=730)  # what took long three years ago says little of today


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the page tells. A rate that is not set is left out, and so are figures too few."""

    hours: Sequence[tuple[RoleKind, Rate | None]]
    km: Rate | None
    expense_dogn: Rate | None
    asked: Demands
    answer_days: int | None


def of(municipality_id: UUID) -> Facts:
    """Return a municipality's facts as they are today, in three statements."""
    today = clock.today()
    paid = rates.of_municipality(municipality_id)
    return Facts(
        hours=[(role, _rate(paid, HOUR[role], today)) for role in RoleKind],
        km=_rate(paid, RateCode.KM, today),
        expense_dogn=_rate(paid, RateCode.AVLASTER_EXPENSE_DOGN, today),
        asked=demands.of(municipality_id, today),
        answer_days=answer_days(municipality_id),
    )


def _rate(paid: Rates, code: RateCode, on: date) -> Rate | None:
    try:
        return paid.on(code, on)
    except NoRateError:
        return None


def answer_days(municipality_id: UUID) -> int | None:
    """Return the usual number of days from application to answer here; None when few were."""
    query = (
        select(Application.submitted_at, ApplicationEvent.at)
        .join(ApplicationEvent, ApplicationEvent.application_id == Application.id)
        .where(
            Application.municipality_id == municipality_id,
            Application.submitted_at.is_not(None),
            ApplicationEvent.to_stage.in_(_ANSWERED),
            ApplicationEvent.at >= clock.now() - _LATELY,
        )
    )
    rows = db.session().execute(query)
    took = [max(1, (at - sent_at).days) for sent_at, at in rows if sent_at]
    return median_low(took) if len(took) >= ENOUGH else None
