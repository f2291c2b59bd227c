"""The one engine of findings: for a draft, at publishing, taking, swapping and logging.

It reads all work of the same people in every family, four weeks to each side, in a constant
number of statements, and returns what the viewer may see.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from uuid import UUID

from portal.access.actor import Actor, Hat
from portal.engagements.models import Engagement
from portal.families.models import Ordning
from portal.hours import queries, working
from portal.hours.book import Book
from portal.hours.counting import Settings
from portal.hours.fit import Fit, edges_of
from portal.hours.granting import policy_of
from portal.hours.pieces import Keeping, Piece, RotaFinding, keeping_of
from portal.hours.queries import SpecialDays, Work
from portal.hours.working import Found
from portal.municipality import settings as municipality_settings
from portal.municipality.states import SettingKey
from portal.rules.carry_over import Carry
from portal.rules.findings import Severity
from portal.rules.periods import DAY, Days, days_between, midnight
from portal.rules.spans import Span
from portal.vedtak import queries as vedtak_queries
from portal.vedtak import timeline

__all__ = ["Keeping", "Piece", "RotaFinding", "check", "check_work"]

HARDEST_FIRST = (Severity.BLOCK, Severity.WARN, Severity.NOTE)


def check(
    viewer: Actor,
    ordning: Ordning,
    pieces: Sequence[Piece],
    today: date,
    *,
    gone: Collection[UUID] = (),
) -> list[RotaFinding]:
    """Return the findings about pieces of an ordning's plan, hardest first; five statements.

    ``pieces`` is the proposed state: changes, and what stands beside them when that is to be
    judged too. Published shifts that a piece stands for, and those in ``gone`` (being
    cancelled), are left out of what the database says.
    """
    if not pieces:
        return []
    settings = municipality_settings.all_on(ordning.municipality_id, today)
    replaced = {*gone, *(piece.shift_id for piece in pieces if piece.shift_id)}
    others = others_near(pieces, ordning.id, replaced)
    of_people = of_workers(pieces, others, ordning.id, settings) + of_papers(pieces)
    fit = _fit(ordning, pieces, settings, today, gone, others)
    return shown(viewer, of_people, fit.check(pieces))


def check_work(
    viewer: Actor,
    ordning_id: UUID,
    pieces: Sequence[Piece],
    today: date,
    *,
    gone: Collection[UUID] = (),
) -> list[RotaFinding]:
    """Return the findings about hours that were worked: rest, hours, overlaps. Two statements.

    The municipality's setting is read for the engagement's own municipality; ``gone`` are ids
    of shifts and lines that these pieces replace.
    """
    who = next((piece.engagement for piece in pieces if piece.engagement), None)
    if who is None:
        return []
    settings = municipality_settings.all_on(who.municipality_id, today)
    replaced = {*gone, *(piece.shift_id for piece in pieces if piece.shift_id)}
    others = others_near(pieces, None, replaced)
    return shown(viewer, of_workers(pieces, others, ordning_id, settings))


def others_near(
    pieces: Sequence[Piece],
    ordning_id: UUID | None,
    replaced: Collection[UUID],
    more_workers: Collection[UUID] = (),
) -> list[Work]:
    """All other work near the pieces: of the same people, and of the ordning."""
    window = Span(
        min(piece.span.start for piece in pieces) - working.MARGIN,
        max(piece.span.end for piece in pieces) + working.MARGIN,
    )
    workers = {piece.engagement.worker_id for piece in pieces if piece.engagement}
    workers.update(more_workers)
    return [
        it
        for it in queries.work_near(workers, ordning_id, window)
        if it.id not in replaced and it.shift_id not in replaced
    ]


def of_workers(
    pieces: Sequence[Piece], others: Sequence[Work], ordning_id: UUID, settings: Settings
) -> list[Found]:
    found = []
    for worker_id, own in _by_worker(pieces).items():
        line = working.line_of(own, [it for it in others if it.worker_id == worker_id], ordning_id)
        agreements = {it.engagement.agreement for it in own if it.engagement}
        agreement = working.strongest(settings[SettingKey.AGREEMENT], *agreements)
        found += working.check(line, agreement)
    return found


def of_papers(pieces: Iterable[Piece]) -> list[Found]:
    return [
        Found(finding, [piece], involves_other_family=False)
        for piece in pieces
        for finding in working.papers(piece)
    ]


def _by_worker(pieces: Iterable[Piece]) -> dict[UUID, list[Piece]]:
    found: dict[UUID, list[Piece]] = {}
    for piece in pieces:
        if piece.engagement:
            found.setdefault(piece.engagement.worker_id, []).append(piece)
    return found


def _fit(
    ordning: Ordning,
    pieces: Sequence[Piece],
    settings: Settings,
    today: date,
    gone: Collection[UUID],
    others: Sequence[Work],
) -> Fit:
    edges = years_of(pieces, settings)
    book, special = opened(ordning, today, settings, edges, pieces)
    freed = {*gone, *(it.shift_id for it in pieces if it.is_change and it.shift_id)}
    for used in queries.time_used(ordning.id, [midnight(edge) for edge in book.edges]):
        book.enter(used, freed)
    beside = [it for it in others if it.ordning_id == ordning.id]
    return Fit(book, beside, special.school_holidays, today)


def years_of(pieces: Sequence[Piece], settings: Settings) -> list[date]:
    """Return the first day of every year the pieces lie in, and the day after them all."""
    days = [day for piece in pieces for day in days_between(piece.span)]
    first, last = min(days).year, max(days).year
    if policy_of(settings).carry is not Carry.NONE:
        first -= 1
    return [date(year, 1, 1) for year in range(first, last + 2)]


def opened(
    ordning: Ordning,
    today: date,
    settings: Settings,
    edges: Sequence[date],
    pieces: Sequence[Piece],
) -> tuple[Book, SpecialDays]:
    """Open the books of an ordning for these edges and what its vedtak tells apart.

    Two statements, and one more where hours are carried over on application.
    """
    held = timeline.in_force(vedtak_queries.versions(ordning.id))
    edges = sorted({*edges, *edges_of(pieces, held)})
    days = Days(edges[0], edges[-1] - DAY)
    special = queries.special_days(ordning.id, ordning.municipality_id, days)
    carry = policy_of(settings).carry
    approved = vedtak_queries.carried(ordning.id) if carry is Carry.BY_APPLICATION else {}
    return Book(ordning, today, held, settings, special.pauses, edges, approved), special


def shown(
    viewer: Actor, of_people: Iterable[Found], of_plan: Iterable[Found] = ()
) -> list[RotaFinding]:
    """Say whom each finding concerns, veil what is another family's; hardest first."""
    is_coordinator = viewer.hat is Hat.COORDINATOR
    shown = [_finding(it, None, is_coordinator=is_coordinator) for it in of_plan]
    for found in of_people:
        who = found.pieces[0].engagement
        finding = _finding(found, who, is_coordinator=is_coordinator)
        is_own = who is not None and who.user_id == viewer.user_id
        shown.append(finding if is_own else finding.for_leader())
    return sorted(shown, key=lambda it: (HARDEST_FIRST.index(it.severity), it.finding.at, it.code))


def _finding(found: Found, who: Engagement | None, *, is_coordinator: bool) -> RotaFinding:
    pieces = found.pieces
    return RotaFinding(
        finding=found.finding,
        keeping=keeping_of(found.finding, is_coordinator=is_coordinator),
        engagement_id=who.id if who else None,
        who=who.worker.first_name if who else "",
        shift_ids=frozenset(piece.shift_id for piece in pieces if piece.shift_id),
        draft_ids=frozenset(piece.draft_id for piece in pieces if piece.draft_id),
        first_at=min(piece.span.start for piece in pieces),
        involves_other_family=found.involves_other_family,
    )
