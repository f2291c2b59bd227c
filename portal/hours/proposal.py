"""A proposed plan read once: its findings, its account, and who else could take a piece.

What ``account.of_ordning`` and ``findings.check`` say apart, in five statements together.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from portal.access.actor import Actor
from portal.families.models import Ordning
from portal.hours import findings, queries, working
from portal.hours.book import Book, edges_for
from portal.hours.counting import Settings
from portal.hours.figures import Account
from portal.hours.fit import Fit
from portal.hours.granting import policy_of
from portal.hours.pieces import Piece, RotaFinding
from portal.hours.queries import Work
from portal.municipality import settings as municipality_settings
from portal.municipality.states import SettingKey
from portal.rules.budget import Per
from portal.rules.carry_over import Carry
from portal.rules.periods import midnight


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What a plan comes to, as the viewer may see it."""

    ordning: Ordning
    pieces: Sequence[Piece]
    settings: Settings
    others: Sequence[Work]  # of the people asked about, in every family
    book: Book
    found: Sequence[RotaFinding]

    @cached_property
    def account(self) -> Account:
        """Return the account of today's year, with what the changes would add and free."""
        self.book.draft(piece.as_draft for piece in self.pieces if piece.is_change)
        return self.book.account(Per.MONTH)

    def could_take(self, piece: Piece) -> bool:
        """Tell whether somebody could have this piece, beside all they have, without a finding.

        ``piece`` is one of the pieces as somebody else's; only for people asked about.
        """
        who = piece.engagement
        assert who is not None
        mine = [it for it in self.others if it.worker_id == who.worker_id]
        have = [
            it for it in self.pieces if it.engagement and it.engagement.worker_id == who.worker_id
        ]
        line = working.line_of([*have, piece], mine, self.ordning.id)
        agreement = working.strongest(self.settings[SettingKey.AGREEMENT], who.agreement)
        found = working.check(line, agreement)
        return not working.papers(piece) and not any(piece in one.pieces for one in found)


def of_plan(
    viewer: Actor,
    ordning: Ordning,
    pieces: Sequence[Piece],
    today: date,
    *,
    gone: Collection[UUID] = (),
    workers: Collection[UUID] = (),
) -> Proposal:
    """Read what a plan is judged by; as ``findings.check``, and ``workers`` to ask about too."""
    settings = municipality_settings.all_on(ordning.municipality_id, today)
    others = _others(pieces, ordning.id, gone, workers)
    edges = _edges(pieces, settings, today)
    book, special = findings.opened(ordning, today, settings, edges, pieces)
    freed = {*gone, *(it.shift_id for it in pieces if it.is_change and it.shift_id)}
    for used in queries.time_used(ordning.id, [midnight(edge) for edge in book.edges]):
        book.enter(used, freed)
    beside = [it for it in others if it.ordning_id == ordning.id]
    of_people = findings.of_workers(pieces, others, ordning.id, settings)
    fit = Fit(book, beside, special.school_holidays, today)
    found = findings.shown(viewer, of_people + findings.of_papers(pieces), fit.check(pieces))
    return Proposal(
        ordning=ordning, pieces=pieces, settings=settings, others=others, book=book, found=found
    )


def each_alone(
    viewer: Actor, municipality_id: UUID, pieces: Sequence[Piece], today: date
) -> list[list[RotaFinding]]:
    """Judge each piece as if it alone were taken: papers, rest and hours. Two statements.

    For the open shifts somebody may take; the plan itself was judged when it was published.
    """
    if not pieces:
        return []
    settings = municipality_settings.all_on(municipality_id, today)
    others = findings.others_near(pieces, None, ())
    found = []
    for piece in pieces:
        assert piece.engagement is not None, "only what somebody is to have"
        beside = [it for it in others if it.shift_id is None or it.shift_id != piece.shift_id]
        of_person = findings.of_workers([piece], beside, piece.engagement.ordning_id, settings)
        found.append(findings.shown(viewer, of_person + findings.of_papers([piece])))
    return found


def _others(
    pieces: Sequence[Piece], ordning_id: UUID, gone: Collection[UUID], workers: Collection[UUID]
) -> list[Work]:
    if not pieces:
        return []
    replaced = {*gone, *(piece.shift_id for piece in pieces if piece.shift_id)}
    return findings.others_near(pieces, ordning_id, replaced, workers)


def _edges(pieces: Sequence[Piece], settings: Settings, today: date) -> list[date]:
    """Both what the account tells apart and the years the pieces lie in."""
    has_carry = policy_of(settings).carry is not Carry.NONE
    years = findings.years_of(pieces, settings) if pieces else []
    return sorted({*edges_for(today, Per.MONTH, last_year=has_carry), *years})
