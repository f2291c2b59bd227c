"""Which open shifts fit somebody, and in plain words why the others do not."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.access.actor import Actor
from portal.core import clock
from portal.cover import queries
from portal.cover.queries import Offer
from portal.engagements.overview import words
from portal.engagements.paper_queries import missing_now
from portal.engagements.papers import Paper
from portal.engagements.week import usually_can
from portal.hours import proposal
from portal.hours.findings import Piece, RotaFinding
from portal.requirements.states import ClearanceKind
from portal.rules.findings import Code, Severity
from portal.rules.periods import Days, local_day
from portal.rules.spans import Span
from portal.shifts import queries as shift_queries
from portal.shifts.models import Absence, Shift


@dataclass(frozen=True, kw_only=True)
class Judged:
    """An open shift as it looks to one person. ``clash`` is an own shift in the way."""

    offer: Offer
    found: Sequence[RotaFinding] = ()
    clash: Shift | None = None
    missing: Sequence[Paper] = ()
    away: Absence | None = None  # they have said that they cannot come then
    is_usual: bool = True  # at a time of the week they have said they can

    @property
    def shift(self) -> Shift:
        """Return the shift."""
        return self.offer.shift

    @property
    def obstacles(self) -> Sequence[RotaFinding]:
        """Return what must be otherwise before it can be taken."""
        return [one for one in self.found if one.severity is Severity.BLOCK]

    @property
    def remarks(self) -> Sequence[RotaFinding]:
        """Return what is good to know, and stops nothing."""
        return [one for one in self.found if one.severity is not Severity.BLOCK]

    @property
    def missing_words(self) -> str:
        """Return which papers are missing, inside a sentence."""
        return words(self.missing)

    @property
    def must_sign(self) -> bool:
        """Return whether the person's own signature is among what is missing."""
        return any(it.kind is ClearanceKind.TAUSHETSERKLAERING for it in self.missing)

    @property
    def fits(self) -> bool:
        """Whether it can be taken now."""
        return not self.obstacles and self.away is None


def judged(actor: Actor, offers: Sequence[Offer]) -> list[Judged]:
    """Judge each open shift alone, beside all the person has in every family."""
    if not offers:
        return []
    pieces = [Piece.of_shift(one.shift, one.engagement) for one in offers]
    municipality_id = offers[0].shift.municipality_id
    found = proposal.each_alone(actor, municipality_id, pieces, clock.today())
    own = _own(actor, offers)
    away = _absences(offers)
    usual = queries.usual_times(actor)
    return [
        Judged(
            offer=one,
            found=these,
            clash=_clash(one, these, own),
            missing=_missing(one, these),
            is_usual=usually_can(usual, Span(one.shift.starts_at, one.shift.ends_at)),
            away=next((it for it in away if _is_in(it, one)), None),
        )
        for one, these in zip(offers, found, strict=True)
    ]


def _own(actor: Actor, offers: Sequence[Offer]) -> Sequence[Shift]:
    assert actor.user_id is not None
    first = min(one.shift.starts_at for one in offers)
    last = max(one.shift.ends_at for one in offers)
    return shift_queries.of_user(actor.user_id, Span(first, last))


def _clash(offer: Offer, found: Sequence[RotaFinding], own: Sequence[Shift]) -> Shift | None:
    if not any(one.code is Code.OVERLAP for one in found):
        return None
    wanted = Span(offer.shift.starts_at, offer.shift.ends_at)
    return next((one for one in own if wanted.clip(Span(one.starts_at, one.ends_at))), None)


def _absences(offers: Sequence[Offer]) -> Sequence[Absence]:
    workers = {one.engagement.worker_id for one in offers}
    first = min(one.shift.starts_at for one in offers)
    last = max(one.shift.ends_at for one in offers)
    return shift_queries.absences(workers, local_day(first), local_day(last))


def _is_in(absence: Absence, offer: Offer) -> bool:
    days = Days(absence.first_on, absence.last_on)
    shift = Span(offer.shift.starts_at, offer.shift.ends_at)
    return absence.worker_id == offer.engagement.worker_id and bool(days.span.clip(shift))


def _missing(offer: Offer, found: Sequence[RotaFinding]) -> Sequence[Paper]:
    is_missing = any(one.code is Code.NOT_CLEARED for one in found)
    return missing_now(offer.engagement) if is_missing else ()


def open_to(actor: Actor) -> list[Judged]:
    """Return the open shifts the person may know of: those that fit, and usually do, first."""
    found = judged(actor, queries.open_to(actor))
    return sorted(found, key=lambda one: (not one.fits, not one.is_usual, one.shift.starts_at))
