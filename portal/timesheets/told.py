"""The flags of a line as they are shown.

To the worker in full, to others without what belongs to another family.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.hours.findings import Keeping, RotaFinding
from portal.rules.findings import AllowedIf, Code, Finding, Severity
from portal.shifts.models import Entry
from portal.shifts.states import EntryCode
from portal.timesheets.judging import LINE_FLAGS, Told
from portal.timesheets.states import Flag


@dataclass(frozen=True, slots=True)
class Reason:
    """Why to look at a line: the flag, its numbers, and what the law says when it does."""

    flag: Flag
    numbers: Mapping[str, Any]
    finding: RotaFinding | None = None

    @property
    def asks(self) -> bool:
        """Whether a person must look; a law's mild warning alone does not ask for it."""
        return self.finding is None or self.finding.severity is not Severity.WARN


def reasons(entry: Entry, *, is_own: bool = False) -> list[Reason]:
    """Return why to look at a line, the weightiest first; empty when it is as planned."""
    who = entry.engagement.worker.first_name
    told = entry.flags or _plain(entry)
    return [_reason(it, who, is_own=is_own) for it in told]


def asking(entry: Entry) -> list[Reason]:
    """Return the reasons that ask for a person."""
    return [it for it in reasons(entry) if it.asks]


def _plain(entry: Entry) -> Sequence[Told]:
    """What can be said of a line that nobody judged."""
    if entry.code in {*LINE_FLAGS}:
        return [{"code": LINE_FLAGS[EntryCode(entry.code)], "minutes": entry.minutes}]
    if entry.code == EntryCode.WORKED and entry.difference_minutes:
        return [{"code": Flag.DIFFERS, "minutes": entry.difference_minutes}]
    return []


def _reason(told: Told, who: str, *, is_own: bool) -> Reason:
    flag = Flag(told["code"])
    if flag is not Flag.WORKING_TIME:
        return Reason(flag, told)
    finding = RotaFinding(
        Finding(
            Code(told["finding"]), Severity(told["severity"]), told["section"],
            datetime.fromisoformat(told["at"]), told["numbers"],
            AllowedIf(told["allowed_if"]) if told["allowed_if"] else None,
            _instant(told["free_from"]), _instant(told["free_to"]),
        ),
        Keeping.FREE, who=who, involves_other_family=told["other_family"],
    )  # fmt: skip
    return Reason(flag, told, finding if is_own else finding.for_leader())


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
