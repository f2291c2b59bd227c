"""Who is looked at for a need, from rows that are read once: as often for 300 as for 20.

Hard rules come first (domain/recruitment.md § 8, examples 50 and 52): who has paused, whose
certificate has remarks, who has no living consent or is protected is not read at all; who was
asked never to be together with the child is left out; a pair that said no, or is related and
not accepted, is named only so that a coordinator may go on with a reason.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from portal.access.actor import Actor
from portal.engagements.week import Slot
from portal.matching import queries, wish_queries
from portal.matching.facts import Candidate, Score, Wanted
from portal.matching.models import Proposal
from portal.matching.score import rank
from portal.matching.states import REFUSED, RUNNING, ProposalState, Wish
from portal.municipality import postcodes
from portal.municipality.postcodes import Spot
from portal.needs.models import Need
from portal.pool import queries as pool
from portal.pool.models import PoolConsent
from portal.pool.states import TravelMode


class Rule(StrEnum):
    """Why somebody in the pool is not among those who are looked at."""

    DECLINED = "declined"  # the same two said no; example 52
    RELATED = "related"  # declared, and nobody has accepted it


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of people and one child that lies in no consent."""

    visits: Mapping[UUID, int]
    favourites: Collection[UUID]
    spots: Mapping[str, Spot]
    related: Collection[UUID]
    courses: Mapping[UUID, str]
    away: Mapping[UUID, tuple[date, date]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One person looked at, with why and why not."""

    consent: PoolConsent
    candidate: Candidate
    score: Score
    free: Sequence[Slot]

    @property
    def user_id(self) -> UUID:
        """Return who it is."""
        return self.consent.user_id


@dataclass(frozen=True, slots=True)
class Hidden:
    """Somebody a rule leaves out, whom a coordinator may propose with a reason."""

    consent: PoolConsent
    rule: Rule


@dataclass(frozen=True, slots=True)
class Field:
    """All who may help with a need, best first, and what has been proposed."""

    need: Need
    entries: Sequence[Entry]
    proposals: Sequence[Proposal]
    hidden: Sequence[Hidden]

    def of(self, user_id: UUID) -> Entry | None:
        """Return how somebody stands; None when they may not be looked at now."""
        return next((it for it in self.entries if it.user_id == user_id), None)

    def has_role(self, consent: PoolConsent) -> bool:
        """Whether somebody may be asked to be this at all; nobody becomes it by being proposed."""
        return self.need.role.value in consent.roles

    def is_new(self, entry: Entry) -> bool:
        """Whether nobody has proposed this one, or it was taken back."""
        return not any(
            it.user_id == entry.user_id and it.state != ProposalState.WITHDRAWN
            for it in self.proposals
        )

    @property
    def new(self) -> list[Entry]:
        """Return those who can be proposed, best first."""
        return [entry for entry in self.entries if self.is_new(entry)]

    @property
    def shown(self) -> list[tuple[Proposal, Entry | None]]:
        """Return what is proposed, in the order they are asked; those taken back are left out."""
        live = [it for it in self.proposals if it.state != ProposalState.WITHDRAWN]
        return [(proposal, self.of(proposal.user_id)) for proposal in live]


def field_of(actor: Actor, need: Need, on: date) -> Field:
    """Read and rank everybody for a need."""
    consents = pool.available(actor, need, on)
    wishes = wish_queries.wishes(need.child_id)
    never = {it.user_id for it in wishes if it.wish == Wish.NEVER}
    related = queries.related(need.child_id)
    pairs = queries.of_child(actor, need.child_id)
    forced = {it.user_id for it in pairs if it.need_id == need.id and it.forced_reason}
    refused = {it.user_id for it in pairs if _said_no(it, need)} - forced
    working = queries.working_in(need.ordning_id, on)
    free = pool.free_times(consents)
    facts = Facts(
        visits=queries.visits(need.child_id, on),
        favourites={it.user_id for it in wishes if it.wish == Wish.FAVOURITE},
        spots=postcodes.spots({need.postcode, *(it.postcode for it in consents)}),
        related=related,
        courses=queries.courses(need.municipality_id, on) if need.competence else {},
        away=queries.away(consents, on),
    )
    at_hand = [it for it in consents if it.user_id not in never | working]
    rules = {
        **{user_id: Rule.RELATED for user_id, accepted in related.items() if not accepted},
        **dict.fromkeys(refused, Rule.DECLINED),
    }
    looked_at = {it.user_id: it for it in at_hand if it.user_id not in rules}
    on_way = {it.user_id for it in pairs if it.need_id == need.id and it.state in RUNNING}
    people = [candidate(it, free.get(it.user_id, ()), facts) for it in looked_at.values()]
    ranked = rank(wanted(need, facts.spots, on), people)
    return Field(
        need,
        [Entry(looked_at[it.user_id], it, why, free.get(it.user_id, ())) for it, why in ranked],
        [it for it in pairs if it.need_id == need.id],
        [Hidden(it, rules[it.user_id]) for it in at_hand if it.user_id in rules.keys() - on_way],
    )


def _said_no(proposal: Proposal, need: Need) -> bool:
    """A no after a meeting is about the two; a no to the question is about this need."""
    if proposal.state == ProposalState.DECLINED:
        return True
    return proposal.need_id == need.id and proposal.state in REFUSED


def wanted(need: Need, spots: Mapping[str, Spot], on: date) -> Wanted:
    """Return a need as the score reads it."""
    return Wanted(
        role=need.role.value,
        interests=need.interests,
        windows=tuple((day, first, last) for day, first, last in need.windows or ()),
        days=frozenset(day for day, is_on in enumerate(need.days) if is_on),
        has_nights=need.has_nights,
        needs_car=need.needs_car,
        ages=(need.age_from, need.age_to),
        languages=need.languages,
        competence=need.competence,
        week_minutes=need.hours_per_week_minutes or 0,
        helper_sex=need.helper_sex,
        spot=spots.get(need.postcode),
        district_id=need.district_id,
        on=on,
    )


def candidate(consent: PoolConsent, free: Sequence[Slot], facts: Facts) -> Candidate:
    """Return a person as the score reads them."""
    user_id = consent.user_id
    return Candidate(
        user_id=user_id,
        roles=consent.roles,
        interests=consent.interests,
        free=free,
        confirmed_on=consent.times_since,
        away=facts.away.get(user_id),
        has_car=consent.has_car,
        travel=(*consent.travel, *((TravelMode.CAR,) if consent.has_car else ())),
        age_groups=consent.age_groups,
        languages=consent.languages,
        competence=", ".join((consent.competence, facts.courses.get(user_id, ""))),
        has_experience=bool(consent.experience),
        hours_per_week=consent.hours_per_week,
        sex=consent.sex,
        spot=facts.spots.get(consent.postcode),
        district_id=consent.district_id,
        max_km=consent.max_km,
        visits=facts.visits.get(user_id, 0),
        is_favourite=user_id in facts.favourites,
        is_approved=consent.is_approved,
        is_related=user_id in facts.related,
    )
