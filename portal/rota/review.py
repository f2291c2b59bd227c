"""What the drafts would come to: their hours, and what the rules say about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from uuid import UUID

from portal.access.actor import Actor
from portal.core import clock
from portal.hours import account, findings
from portal.hours.figures import Account
from portal.hours.findings import Piece, RotaFinding
from portal.rota import suggestions
from portal.rota.plan import Line
from portal.rota.suggestions import Suggestion
from portal.rota.week import Drawn
from portal.rules.findings import Severity
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
    def is_block(self) -> bool:
        """Whether nothing is published before something is done about it."""
        is_kept = bool(self.reason) and self.finding.needs_reason
        return bool(self.drafted) and self.finding.severity is Severity.BLOCK and not is_kept


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
        heavy = (one for one in self.found if one.finding.severity is not Severity.NOTE)
        return next((one for one in heavy if line in one.lines), None)


def review(actor: Actor, drawn: Drawn) -> Review:
    """Work out what publishing all the drafts would come to."""
    lines = _judged(drawn)
    pieces = [_piece(line) for line in lines]
    found = findings.check(actor, drawn.rota.ordning, pieces, clock.today(), gone=_cancelled(drawn))
    return Review(
        account=_account(drawn, pieces),
        found=[_found(number, one, lines, drawn) for number, one in enumerate(found, 1)],
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


def _account(drawn: Drawn, pieces: Sequence[Piece]) -> Account:
    drafts = [piece.as_draft for piece in pieces if piece.draft_id]
    replaced = [line.shift.id for line in drawn.drafted if line.shift]
    return account.of_ordning(drawn.rota.ordning, clock.today(), drafts, without=replaced)


def _found(number: int, finding: RotaFinding, lines: Sequence[Line], drawn: Drawn) -> Found:
    concerned = [line for line in lines if _is_in(line, finding)]
    return Found(
        number=number,
        finding=finding,
        lines=concerned,
        suggestions=suggestions.for_finding(finding, concerned, drawn),
    )


def _is_in(line: Line, finding: RotaFinding) -> bool:
    if line.draft and line.draft.id in finding.draft_ids:
        return True
    return line.shift is not None and line.shift.id in finding.shift_ids
