"""What the drafts would come to: their hours, what the rules say, and what could be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from uuid import UUID

from portal.access.actor import Actor
from portal.core import clock
from portal.hours import proposal
from portal.hours.figures import Account
from portal.hours.findings import Piece, RotaFinding
from portal.hours.proposal import Proposal
from portal.rota import suggestions
from portal.rota.plan import Line
from portal.rota.suggestions import Suggestion
from portal.rota.week import Drawn
from portal.rules.findings import Code, Severity
from portal.shifts.states import ShiftKind


@dataclass(frozen=True, kw_only=True)
class Found:
    """A finding with the lines it is about, and what can be done with it here."""

    number: int
    finding: RotaFinding
    lines: Sequence[Line]
    suggestions: Sequence[Suggestion] = ()

    @property
    def anchor(self) -> str:
        """Return the id of its fold."""
        return f"funn-{self.number}"

    @property
    def drafted(self) -> Sequence[Line]:
        """Return the lines that are not published."""
        return [line for line in self.lines if line.draft]

    @property
    def reason(self) -> str:
        """Return why it is kept, when somebody has written that."""
        reasons = (line.draft.override_reason for line in self.drafted if line.draft)
        return next((reason for reason in reasons if reason), "")

    @property
    def is_note(self) -> bool:
        """Whether it is only good to know: notice is a matter between people."""
        return self.finding.severity is Severity.NOTE or self.finding.code is Code.SHORT_NOTICE

    @property
    def is_block(self) -> bool:
        """Whether nothing is published before something is done about it."""
        is_kept = bool(self.reason) and self.finding.needs_reason
        return bool(self.drafted) and self.finding.severity is Severity.BLOCK and not is_kept

    @property
    def around_rest(self) -> tuple[Line, Line] | None:
        """Return the lines before and after a rest that is too short, when both are ours."""
        rest = self.finding.finding
        before = next((line for line in self.lines if line.ends_at == rest.free_from), None)
        after = next((line for line in self.lines if line.starts_at == rest.free_to), None)
        is_seen = rest.code is Code.DAILY_REST and not self.finding.is_veiled
        return (before, after) if is_seen and before and after else None

    @property
    def rest_until(self) -> datetime | None:
        """Return when the rest would have been long enough."""
        rest = self.finding.finding
        if rest.free_from is None:
            return None
        return rest.free_from + timedelta(minutes=rest.numbers["required_minutes"])


@dataclass(frozen=True, kw_only=True)
class Review:
    """The account with the drafts, and the findings, hardest first."""

    account: Account
    found: Sequence[Found]

    @property
    def blocks(self) -> Sequence[Found]:
        """Return what must be changed or given a reason before anything is published."""
        return [one for one in self.found if one.is_block]

    def of_line(self, line: Line) -> Found | None:
        """Return the first finding that a line has a part in, notes left out."""
        heavy = (one for one in self.found if not one.is_note)
        return next((one for one in heavy if line in one.lines), None)


def review(actor: Actor, drawn: Drawn) -> Review:
    """Work out what publishing all the drafts would come to, in five statements."""
    lines = _judged(drawn)
    proposed = proposal.of_plan(
        actor,
        drawn.rota.ordning,
        [_piece(line) for line in lines],
        clock.today(),
        gone=_cancelled(drawn),
        workers=[one.worker_id for one in drawn.rota.can_plan],
    )
    numbered = enumerate(proposed.found, 1)
    found = [_found(number, one, lines, drawn, proposed) for number, one in numbered]
    return Review(account=proposed.account, found=found)


def _found(
    number: int, finding: RotaFinding, lines: list[Line], drawn: Drawn, proposed: Proposal
) -> Found:
    concerned = [line for line in lines if _is_in(line, finding)]
    return Found(
        number=number,
        finding=finding,
        lines=concerned,
        suggestions=suggestions.for_finding(finding, concerned, drawn, proposed),
    )


def _judged(drawn: Drawn) -> list[Line]:
    """Return every draft, and what is published and ahead in the days that are shown."""
    now = clock.now()
    shown = (line for line in drawn.lines if not line.draft and line.ends_at > now)
    return [line for line in chain(drawn.drafted, shown) if not line.is_cancelled]


def _piece(line: Line) -> Piece:
    if line.draft:
        return Piece.of_draft(line.draft)
    return Piece(line.span, line.engagement, ShiftKind(line.kind), shift_id=line.id)


def _cancelled(drawn: Drawn) -> list[UUID]:
    return [line.shift.id for line in drawn.drafted if line.is_cancelled and line.shift]


def _is_in(line: Line, finding: RotaFinding) -> bool:
    if line.draft and line.draft.id in finding.draft_ids:
        return True
    return line.shift is not None and line.shift.id in finding.shift_ids
