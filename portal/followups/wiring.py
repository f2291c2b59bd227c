"""What follow-ups tell the packages below at start-up."""

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _

from portal.access.actor import Actor, Hat
from portal.core import clock
from portal.followups import forgetting, labels, queries
from portal.followups.models import FollowUp
from portal.followups.states import FollowUpTask
from portal.matching import tasks, turns
from portal.matching.states import Side
from portal.matching.tasks import Task
from portal.matching.turns import Turn
from portal.municipality import keeping
from portal.municipality.keeping import Rule
from portal.municipality.states import KeptKind, SettingKey


def who(follow_up: FollowUp) -> str:
    """Return who was asked, as the office knows them."""
    engagement = follow_up.engagement
    child = engagement.ordning.child.label
    if follow_up.side == Side.FAMILY:
        return str(_("Familien til %(child)s", child=child))
    return engagement.worker.name


def tasks_of(actor: Actor) -> Sequence[Task]:
    """Return the low answers nobody has done anything about."""
    return [_task(it) for it in queries.low(actor)]


def _task(it: FollowUp) -> Task:
    assert it.answered_at is not None
    return Task(
        code=FollowUpTask.LOW_ANSWER,
        about=who(it),
        since_on=clock.local(it.answered_at).date(),
        page="followups.show",
        ids={"follow_up_id": it.id},
        detail=it.engagement.ordning.child.label,
    )


def turns_of(actor: Actor) -> Sequence[Turn]:
    """Return a line for each question that waits for the actor."""
    if actor.hat not in {Hat.WORKER, Hat.PARENT}:
        return []
    return [_turn(actor, it) for it in queries.waiting_for(actor)]


def _turn(actor: Actor, it: FollowUp) -> Turn:
    engagement = it.engagement
    text = (
        _("Hvordan går det med %(name)s?", name=engagement.worker.first_name)
        if actor.hat is Hat.PARENT
        else _("Hvordan går det hos %(child)s?", child=engagement.ordning.child.initials)
    )
    url = url_for("followups.answer", follow_up_id=it.id)
    return Turn(text=str(text), act=str(_("Svar på tre spørsmål")), url=url)


def wire() -> None:
    """Give the codes their words, the office its tasks, both sides their questions."""
    labels.register()
    tasks.add(tasks_of)
    turns.add(turns_of)
    keeping.register(
        Rule(
            code=KeptKind.FOLLOW_UP, due=forgetting.due, forget=forgetting.forget,
            setting=SettingKey.RETENTION_MATCH_DAYS,
        )
    )  # fmt: skip
