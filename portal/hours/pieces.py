"""What is judged and what is found: a piece of the proposed plan, and a finding about it."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from portal.engagements.models import Engagement
from portal.engagements.states import Kind
from portal.hours.counting import Draft
from portal.rules.findings import AllowedIf, Code, Finding, Severity
from portal.rules.spans import Span
from portal.shifts.models import Shift, ShiftDraft
from portal.shifts.states import ShiftKind


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """One shift as it is proposed: published, drafted, about to be taken, or just worked.

    ``shift_id`` is the published shift it is, or takes the place of; ``is_change`` whether
    publishing it gives somebody other hours than they know of.
    """

    span: Span
    engagement: Engagement | None = None  # None: open
    kind: ShiftKind = ShiftKind.ORDINARY
    shift_id: UUID | None = None
    draft_id: UUID | None = None
    is_change: bool = False

    @classmethod
    def of_shift(cls, shift: Shift, engagement: Engagement | None = None) -> "Piece":
        """Make the piece of a published shift, as its own or as somebody else's."""
        return cls(
            Span(shift.starts_at, shift.ends_at),
            engagement or shift.engagement,
            ShiftKind(shift.kind),
            shift_id=shift.id,
        )

    @classmethod
    def of_draft(cls, draft: ShiftDraft) -> "Piece":
        """Make the piece of an unpublished change (not of one that cancels)."""
        return cls(
            Span(draft.starts_at, draft.ends_at),
            draft.engagement,
            ShiftKind(draft.kind),
            shift_id=draft.shift_id,
            draft_id=draft.id,
            is_change=draft.shift is None or _hours(draft) != _hours(draft.shift),
        )

    @property
    def as_draft(self) -> Draft:
        """Return it as the account counts it."""
        engaged_as = Kind(self.engagement.kind) if self.engagement else None
        return Draft(self.span.start, self.span.end, engaged_as, self.kind)


def _hours(row: Shift | ShiftDraft) -> tuple[datetime, datetime, UUID | None]:
    return row.starts_at, row.ends_at, row.engagement_id


class Keeping(StrEnum):
    """What it takes to keep a plan as it is in spite of a finding."""

    FREE = "free"
    REASON = "reason"  # written, and logged
    REFUSED = "refused"  # for whoever asks now


@dataclass(frozen=True, slots=True)
class RotaFinding:
    """A finding, whom it concerns and which shifts and drafts; as the viewer may see it.

    ``is_veiled``: another family's shift has a part in it, so that the viewer sees only
    the code and the paragraph, never a time or a number.
    """

    finding: Finding
    keeping: Keeping
    engagement_id: UUID | None = None
    who: str = ""  # the worker's first name; "" when it is about the plan itself
    shift_ids: frozenset[UUID] = frozenset()
    draft_ids: frozenset[UUID] = frozenset()
    first_at: datetime | None = field(default=None)  # of the pieces it concerns
    involves_other_family: bool = False
    is_veiled: bool = False

    @property
    def code(self) -> Code:
        return self.finding.code

    @property
    def severity(self) -> Severity:
        return self.finding.severity

    @property
    def section(self) -> str:
        """The paragraph: ``AML § 10-8 (1)``; "" when no law says it."""
        return self.finding.section

    @property
    def needs_reason(self) -> bool:
        """Whether the plan may be kept with a written reason."""
        return self.keeping is Keeping.REASON

    @property
    def is_refused(self) -> bool:
        """Whether it must be changed, or decided by somebody else."""
        return self.keeping is Keeping.REFUSED

    def for_leader(self) -> "RotaFinding":
        """Return it without what belongs to another family."""
        if not self.involves_other_family or self.is_veiled:
            return self
        bare = Finding(self.code, self.severity, self.section, self.first_at or self.finding.at)
        return replace(self, finding=bare, is_veiled=True)


def keeping_of(finding: Finding, *, is_coordinator: bool) -> Keeping:
    """Return what it takes to keep a plan that has this finding.

    A block that nothing allows is refused. One that the coordinator must decide is refused
    for others; the rest (an agreement that would allow it) may be kept with a reason.
    """
    if finding.severity is not Severity.BLOCK:
        return Keeping.FREE
    decides = finding.allowed_if is not AllowedIf.COORDINATOR or is_coordinator
    return Keeping.REASON if finding.allowed_if and decides else Keeping.REFUSED
