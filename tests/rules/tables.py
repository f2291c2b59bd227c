"""Short writing for shifts, all in November 2026: `20T16:00–22T16:00, 23T08:00–23T15:00 other`."""

from portal.rules.periods import parse_time
from portal.rules.rest import Shift, Work


def shifts(text):
    return [_shift(part) for part in text.split(", ") if part]


def _shift(text):
    hours, _, other = text.partition(" ")
    start, end = (parse_time(f"2026-11-{part}") for part in hours.split("–"))
    return Shift(start, end, Work.OTHER if other else Work.ORDINARY)


def found(findings):
    return [
        finding.code + (f": {finding.allowed_if}" if finding.allowed_if else "")
        for finding in findings
    ]
