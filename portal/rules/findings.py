"""What a rule says about a plan, as data. The text is made in the templates, by code."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from portal.rules.spans import Span


class Severity(StrEnum):
    """How hard a finding stops: `note` informs, `warn` asks for a look, `block` asks for a role."""

    NOTE = "note"
    WARN = "warn"
    BLOCK = "block"


class Code(StrEnum):
    """Every finding there is; a template has one sentence for each."""

    # Working hours: AML chapter 10 and regulation 2017-1052
    DAILY_REST = "daily_rest"
    TOTAL_24H = "total_24h"
    OVERTIME_24H = "overtime_24h"
    WEEKLY_REST = "weekly_rest"
    WEEKLY_HOURS = "weekly_hours"
    CONTINUOUS_56H = "continuous_56h"
    OTHER_WORK = "other_work"
    REST_16H = "rest_16h"
    WEEK_60H = "week_60h"
    WEEK_88H = "week_88h"
    SUNDAY = "sunday"
    SHORT_NOTICE = "short_notice"
    # The plan against people and vedtak
    OVERLAP = "overlap"
    TWO_HELPERS = "two_helpers"
    OUTSIDE_VEDTAK = "outside_vedtak"
    NIGHT_NOT_GRANTED = "night_not_granted"
    SCHOOL_HOURS = "school_hours"
    OVER_BUDGET = "over_budget"
    OVER_DAY = "over_day"  # more than the vedtak allows in that period, though the year has room
    OVER_WEEK = "over_week"
    OVER_MONTH = "over_month"
    NOT_CLEARED = "not_cleared"
    NOT_ENGAGED = "not_engaged"


class AllowedIf(StrEnum):
    """What would make the same plan allowed."""

    INDIVIDUAL_AGREEMENT = "individual_agreement"  # written, employer and worker: AML § 10-5 (1)
    UNION_AGREEMENT = "union_agreement"  # tariff and tillitsvalgte: AML §§ 10-5 (2), 10-8 (3)
    UNION_16H = "union_16h"  # agreement on up to 16 h in 24: AML § 10-6 (9)
    SUNDAY_AGREEMENT = "sunday_agreement"  # written, averaged over 26 weeks: AML § 10-8 (4)
    AVLASTER_REGIME = "avlaster_regime"  # the work is relief under regulation 2017-1052
    AVERAGING = "averaging"  # averaging agreed: regulation 2017-1052 § 4
    WORKER_CONSENT = "worker_consent"  # the worker agrees to the change
    DOUBLE_STAFFING = "double_staffing"  # a vedtak condition
    NIGHT_CONDITION = "night_condition"  # a vedtak condition
    REASON = "reason"  # a written reason is enough
    COORDINATOR = "coordinator"  # only the coordinator may decide


@dataclass(frozen=True)
class Finding:
    """One thing to see about a plan.

    `numbers` holds whole minutes or days, named by their unit: rests give `measured_minutes`,
    `required_minutes` and `missing_minutes`; ceilings `measured_minutes`, `limit_minutes` and
    `over_minutes`. `at` is UTC: the start of the block, week or shift it concerns. `free_from`
    and `free_to` (UTC) are the stretch of rest that was too short, if there was one.
    """

    code: Code
    severity: Severity
    section: str
    at: datetime
    numbers: Mapping[str, int] = field(default_factory=dict, hash=False)
    allowed_if: AllowedIf | None = None
    free_from: datetime | None = None
    free_to: datetime | None = None


@dataclass(frozen=True)
class Rule:
    """One rule of a law or an arrangement: what a breach of it is called, weighs and cites."""

    code: Code
    severity: Severity
    section: str

    def breach(self, at: datetime, allowed_if: AllowedIf | None, **numbers: int) -> Finding:
        """A finding with these numbers."""
        return Finding(self.code, self.severity, self.section, at, numbers, allowed_if)

    def too_much(
        self, at: datetime, measured: int, limit: int, allowed_if: AllowedIf | None = None
    ) -> Finding:
        """A ceiling that was passed, in minutes."""
        return self.breach(
            at,
            allowed_if,
            measured_minutes=measured,
            limit_minutes=limit,
            over_minutes=measured - limit,
        )

    def too_little_rest(
        self, at: datetime, rest: Span | None, required: int, allowed_if: AllowedIf | None = None
    ) -> Finding:
        """A rest shorter than required (minutes); None is no rest at all."""
        measured = rest.minutes if rest else 0
        numbers = {
            "measured_minutes": measured,
            "required_minutes": required,
            "missing_minutes": required - measured,
        }
        finding = self.breach(at, allowed_if, **numbers)
        return replace(finding, free_from=rest.start, free_to=rest.end) if rest else finding


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """By code, then by time: the order of the cases, so two lists can be compared."""
    return sorted(findings, key=lambda finding: (finding.code, finding.at))
