"""JSON cases in, JSON results out: the rules without the web app.

One line is `{"rule": name, "given": {…}}`; the answer is a line with the rule's results, or
`{"error": text}`. Names and units are those of `tests/rules/cases/*.json`; `runner_casework` says
those of the rules that have no cases there.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from fractions import Fraction
from typing import TextIO

from portal.rules import avlaster_time, working_time
from portal.rules.budget import Account, Basis, Per, Portion, granted, hours
from portal.rules.case_reader import COUNT, CaseError, Given, Result, as_text, iso, read_line
from portal.rules.certificate import MAX_AGE_MONTHS, certificate
from portal.rules.findings import Finding
from portal.rules.national_id import national_id
from portal.rules.pay_period import pay_period
from portal.rules.periods import Days, parse_time
from portal.rules.rest import Agreement, Shift, Work
from portal.rules.runner_casework import deadlines, forecast_of, representation
from portal.rules.spans import Span
from portal.rules.supplements import supplements


def main(lines: Iterable[bytes], out: TextIO) -> None:
    """Answers as they come, so another program can ask one thing at a time."""
    for line in answers(lines):
        out.write(line + "\n")
        out.flush()


def answers(lines: Iterable[bytes]) -> Iterator[str]:
    """One line of JSON for each line, whatever it holds."""
    for line in lines:
        try:
            result = answer(read_line(line))
        except (ValueError, ArithmeticError) as error:
            result = {"error": str(error)}
        yield json.dumps(result)


def answer(case: object) -> Result:
    """The result of one case.

    Raises:
        ValueError: what is wrong with the case.
        OverflowError: a date outside the calendar.
    """
    outer = Given(case, "the case")
    rule = outer.text("rule")
    if rule not in RULES:
        raise CaseError(f"unknown rule {rule[:40]!r}; known: {', '.join(RULES)}")
    return RULES[rule](Given(outer.value("given"), "given"))


def _duration(given: Given) -> Result:
    return {"minutes": _span(given).minutes}


def _supplements(given: Given) -> Result:
    return dict(vars(supplements(_span(given))))


def _budget(given: Given) -> Result:
    account = Account(_granted(given), given.whole("used_minutes", 0))
    return {"granted_minutes": account.granted_minutes, "left_minutes": account.left_minutes}


def _forecast(given: Given) -> Result:
    return forecast_of(given, _days(given), _granted(given))


def _granted(given: Given) -> Fraction:
    portions = [
        Portion(
            hours(item.amount("hours")),
            item.word("per", Per),
            item.day("from"),
            item.day_or_none("to"),
        )
        for item in given.objects("vedtak", needed=True)
    ]
    return granted(
        portions,
        _days(given),
        basis=given.word("basis", Basis, Basis.DAYS),
        pauses=[_days(item) for item in given.objects("pauses")],
    )


def _working_time(given: Given) -> Result:
    agreement = given.word("agreement", Agreement, Agreement.NONE)
    return _found(working_time.check(_shifts(given), agreement))


def _avlaster_time(given: Given) -> Result:
    return _found(avlaster_time.check(_shifts(given), averaging=given.flag("averaging")))


def _certificate(given: Given) -> Result:
    validity = certificate(
        given.day("issued_on"),
        given.day("signing_on"),
        given.whole("max_age_months", MAX_AGE_MONTHS, within=COUNT),
    )
    return {"valid": validity.valid, "last_valid_on": iso(validity.last_valid_on)}


def _pay_period(given: Given) -> Result:
    period = pay_period(given.day("date"), given.whole("start_day"))
    return {"from": iso(period.from_on), "to": iso(period.to_on)}


def _national_id(given: Given) -> Result:
    found = national_id(given.text("number"), allow_synthetic=given.flag("allow_synthetic"))
    return {"valid": found is not None, "kind": found and found.kind}


RULES: Mapping[str, Callable[[Given], Result]] = {
    "duration": _duration,
    "supplements": _supplements,
    "budget": _budget,
    "working_time": _working_time,
    "avlaster_time": _avlaster_time,
    "certificate": _certificate,
    "pay_period": _pay_period,
    "national_id": _national_id,
    "deadlines": deadlines,
    "representation": representation,
    "forecast": _forecast,
}


def _span(given: Given) -> Span:
    return Span(given.time("start"), given.time("end"))


def _days(given: Given) -> Days:
    return Days(given.day("from"), given.day("to"))


def _shifts(given: Given) -> list[Shift]:
    return [_shift(item) for item in given.items("shifts", needed=True)]


def _shift(item: object) -> Shift:
    if not isinstance(item, list) or len(item) not in {2, 3}:
        raise CaseError('a shift is [start, end] or [start, end, "other"]')
    start, end, *work = (as_text(part, "shifts") for part in item)
    if work not in ([], [Work.OTHER]):
        raise CaseError('the third part of a shift is "other"')
    return Shift(parse_time(start), parse_time(end), Work.OTHER if work else Work.ORDINARY)


def _found(findings: Iterable[Finding]) -> Result:
    found = list(findings)
    return {
        "findings": [[finding.code, _utc(finding.at)] for finding in found],
        "details": [_detail(finding) for finding in found],
    }


def _detail(finding: Finding) -> Result:
    return {
        "severity": finding.severity,
        "section": finding.section,
        "allowed_if": finding.allowed_if,
        "free_from": finding.free_from and _utc(finding.free_from),
        "free_to": finding.free_to and _utc(finding.free_to),
        **finding.numbers,
    }


def _utc(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%MZ}"
