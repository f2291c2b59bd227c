"""What stands in an agreement before anybody has typed: from the engagement and the need."""

from typing import Any

from sqlalchemy import select

from portal.access.actor import Actor
from portal.agreements.drafts import Given
from portal.clearance.letters import TASKS
from portal.core import db
from portal.engagements.models import Engagement
from portal.engagements.states import Kind, Terms
from portal.needs.models import Need

WORKPLACE = "Hjemme hos familien og der barnet er. Arbeidsstedet varierer."
AT_HOME = "Hjemme hos avlasteren, og der barnet er."
TIMES = (
    "Arbeidstiden varierer og følger vaktplanen i Pusterom. Planen er klar senest to uker før den "
    "gjelder, og endres etter avtale med deg (arbeidsmiljøloven § 10-3)."
)
TARIFF = "Hovedtariffavtalen i KS-området"
TARIFF_OF = {Kind.AVLASTER: "Særavtale om avlastere (SGS 1030) og hovedtariffavtalen i KS-området"}
TRAINING = "Kommunen gir innføring før den første vakten, og kurs som oppdraget krever, med lønn."
PENSION = "Tjenestepensjon og gruppeliv etter hovedtariffavtalen kapittel 2."
NOTICE_MONTHS = 1  # aml § 15-3 (1); for contractors what is usual


def first(actor: Actor, engagement: Engagement, terms: Terms) -> Given:
    """Return what a first agreement says until somebody says otherwise."""
    need = _need_of(engagement)
    week = engagement.hours_per_week_minutes or (need.hours_per_week_minutes if need else None)
    make = _contractor if terms is Terms.CONTRACTOR else _employee
    return Given(
        terms=terms, starts_on=engagement.valid_from, ends_on=engagement.valid_to,
        details=make(actor, engagement, week),
    )  # fmt: skip


def _employee(_actor: Actor, engagement: Engagement, week_minutes: int | None) -> dict[str, Any]:
    kind = Kind(engagement.kind)
    return {
        "duties": TASKS[kind],
        "workplace": AT_HOME if engagement.is_at_home else WORKPLACE,
        "week_minutes": week_minutes,
        "times": TIMES,
        "trial_months": None,
        "notice_months": NOTICE_MONTHS,
        "tariff": TARIFF_OF.get(kind, TARIFF),
        "training": TRAINING,
        "pension": PENSION,
    }


def _contractor(actor: Actor, engagement: Engagement, week_minutes: int | None) -> dict[str, Any]:
    return {
        "aim": TASKS[Kind(engagement.kind)],
        "month_minutes": week_minutes * 52 // 12 if week_minutes else None,
        "km_cap": engagement.km_cap_month,
        "contact": actor.name,
        "notice_months": NOTICE_MONTHS,
        "renews_yearly": engagement.valid_to is None,
    }


def _need_of(engagement: Engagement) -> Need | None:
    query = select(Need).where(Need.ordning_id == engagement.ordning_id)
    return db.session().scalars(query.order_by(Need.created_at.desc())).first()
