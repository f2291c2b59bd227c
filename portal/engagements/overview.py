"""What the pages say about a team: people in, sentences' facts out."""

from collections.abc import Sequence
from dataclasses import dataclass

from babel.lists import format_list

from portal.access.actor import Actor
from portal.core import clock
from portal.core.i18n import language
from portal.core.labels import label
from portal.engagements import paper_queries, queries
from portal.engagements.models import Engagement, Invitation, Worker
from portal.engagements.papers import Paper, stops
from portal.families.models import Ordning


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a team, with their papers."""

    engagement: Engagement
    papers: tuple[Paper, ...]

    @property
    def missing(self) -> list[Paper]:
        """Return the papers that are not in place."""
        return list(stops(self.papers))


@dataclass(frozen=True, slots=True)
class Team:
    """An ordning, who works in it, and who has been asked."""

    ordning: Ordning
    members: Sequence[Member]
    invitations: Sequence[Invitation]

    @property
    def size(self) -> int:
        """Return how many work here."""
        return len(self.members)

    @property
    def waiting(self) -> int:
        """Return how many of them are not cleared."""
        return sum(not member.engagement.is_cleared for member in self.members)


@dataclass(frozen=True, slots=True)
class Line:
    """A worker in the coordinator's list."""

    worker: Worker
    engagements: Sequence[Engagement]
    is_missing_papers: bool


def teams(actor: Actor, ordninger: Sequence[Ordning]) -> list[Team]:
    """Return each ordning's team, in as many statements for many as for one."""
    if not ordninger:
        return []
    ids = [ordning.id for ordning in ordninger]
    engagements = queries.of_ordninger(actor, ids, clock.today())
    invitations = queries.open_invitations(ids)
    found = paper_queries.of_all(engagements)
    return [
        Team(
            ordning,
            [Member(one, found[one.id]) for one in engagements if one.ordning_id == ordning.id],
            [one for one in invitations if one.ordning_id == ordning.id],
        )
        for ordning in ordninger
    ]


def lines(workers: Sequence[Worker]) -> list[Line]:
    """Return the lines of a page of workers, in one statement."""
    active = queries.active_of_workers([worker.id for worker in workers], clock.today())
    return [
        Line(
            worker,
            active.get(worker.id, []),
            any(not one.is_cleared for one in active.get(worker.id, [])),
        )
        for worker in workers
    ]


def words(missing: Sequence[Paper]) -> str:
    """Return ``politiattest og avtale``: what is missing, inside a sentence."""
    names = dict.fromkeys(name_of(paper) for paper in missing)
    return format_list(list(names), locale=language())


def name_of(paper: Paper) -> str:
    """Return what a paper is called inside a sentence: a course by its own name."""
    return f"«{paper.course.name}»" if paper.course else label(paper.kind).lower()


def title_of(paper: Paper) -> str:
    """Return what a paper is called where it begins a sentence."""
    return paper.course.name if paper.course else label(paper.kind)
