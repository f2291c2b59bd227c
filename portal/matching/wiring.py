"""What matching tells the packages below at start-up, and the office."""

from collections.abc import Sequence

from portal.access.actor import Actor
from portal.core import clock
from portal.engagements import obstacles
from portal.matching import forgetting, freshness, labels, tasks, turns, wish_queries
from portal.matching.states import WishTask
from portal.matching.tasks import Task
from portal.municipality import keeping
from portal.municipality.keeping import Rule
from portal.municipality.states import KeptKind, SettingKey


def tasks_of(actor: Actor) -> Sequence[Task]:
    """Return those who work for a child they are never to be with."""
    return [
        Task(
            code=WishTask.WORKS_HERE, about=engagement.worker.name,
            since_on=clock.local(wish.at).date(), page="matching.wishes",
            ids={"child_id": wish.child_id}, detail=engagement.ordning.child.label,
        )
        for wish, engagement in wish_queries.never_but_here(actor)
    ]  # fmt: skip


def wire() -> None:
    """Give the codes their words; say who never meets, what waits, and how long it is kept."""
    labels.register()
    obstacles.forbid(wish_queries.is_never)
    tasks.add(tasks_of)
    turns.add(freshness.turns_of)
    keeping.register(
        Rule(
            code=KeptKind.PROPOSAL, due=forgetting.proposals, forget=forgetting.forget_words,
            setting=SettingKey.RETENTION_MATCH_DAYS,
        )
    )  # fmt: skip
    keeping.register(
        Rule(
            code=KeptKind.WISH, due=forgetting.wishes, forget=forgetting.forget_wish,
            setting=SettingKey.RETENTION_MATCH_DAYS,
        )
    )  # fmt: skip
