"""The runner's own cases, beside the ones of the contract: deadlines, representation, forecast.

deadlines: `received_on` (and `acknowledge_days`) gives `acknowledgement_due`,
`interim_answer_task_on`, `interim_answer_due`; `notified_on` (and `appeal_weeks`) `appeal_due`.

representation: `on`, `act`, `child` {born_on, graded, parent_at_address, shows_appointments} and
`who` {ground, born_on, from, to, arbeidsleder, graded, named} give `allowed` and `reason`.

forecast: what `budget` takes, with `today`, `planned` [[date, minutes], …], `planned_until`,
`recent_minutes`, `recent_days` and `may_carry_over_minutes`; the answer is a `Forecast`.
"""

from dataclasses import asdict
from datetime import date
from fractions import Fraction

from portal.rules.case_reader import COUNT, CaseError, Given, Result, as_text, iso
from portal.rules.deadlines import (
    ACKNOWLEDGE_DAYS,
    APPEAL_WEEKS,
    acknowledgement_due,
    appeal_due,
    interim_answer_due,
    interim_answer_task_on,
)
from portal.rules.forecast import RECENT_DAYS, Use, forecast
from portal.rules.periods import Days, parse_day
from portal.rules.representation import Act, Child, Ground, Reason, Representative, why


def deadlines(given: Given) -> Result:
    result: Result = {}
    if "received_on" in given:
        received_on = given.day("received_on")
        days = given.whole("acknowledge_days", ACKNOWLEDGE_DAYS, within=COUNT)
        result |= {
            "acknowledgement_due": iso(acknowledgement_due(received_on, days)),
            "interim_answer_task_on": iso(interim_answer_task_on(received_on)),
            "interim_answer_due": iso(interim_answer_due(received_on)),
        }
    if "notified_on" in given:
        weeks = given.whole("appeal_weeks", APPEAL_WEEKS, within=COUNT)
        result["appeal_due"] = iso(appeal_due(given.day("notified_on"), weeks))
    if not result:
        raise CaseError("neither received_on nor notified_on is given")
    return result


def representation(given: Given) -> Result:
    on, act = given.day("on"), given.word("act", Act)
    reason = why(_representative(given.object("who")), _child(given.object("child")), act, on)
    return {"allowed": reason is Reason.ALLOWED, "reason": reason}


def _child(given: Given) -> Child:
    return Child(
        born_on=given.day("born_on"),
        is_graded=given.flag("graded"),
        has_parent_at_address=given.flag("parent_at_address", default=True),
        shows_appointments=given.flag("shows_appointments", default=True),
    )


def _representative(given: Given) -> Representative:
    return Representative(
        ground=given.word("ground", Ground) if "ground" in given else None,
        born_on=given.day("born_on"),
        from_on=given.day_or_none("from") or date.min,
        to_on=given.day_or_none("to") or date.max,
        is_arbeidsleder=given.flag("arbeidsleder"),
        is_graded=given.flag("graded"),
        is_named=given.flag("named"),
    )


def forecast_of(given: Given, days: Days, granted: Fraction) -> Result:
    use = Use(
        used=given.whole("used_minutes", 0),
        planned=dict(_planned(item) for item in given.items("planned")),
        planned_until=given.day_or_none("planned_until"),
        recent=given.whole("recent_minutes", 0),
        recent_days=given.whole("recent_days", RECENT_DAYS, within=COUNT),
    )
    carry = Fraction(given.whole("may_carry_over_minutes", 0))
    result = asdict(forecast(days, given.day("today"), granted, use, may_carry_over=carry))
    return result | {"runs_out_on": result["runs_out_on"] and iso(result["runs_out_on"])}


def _planned(item: object) -> tuple[date, int]:
    if not isinstance(item, list) or len(item) != 2:
        raise CaseError("planned is [[date, minutes], …]")
    minutes = Given({"minutes": item[1]}, "planned").whole("minutes")
    return parse_day(as_text(item[0], "planned")), minutes
