"""What asking tells the packages below at start-up."""

from collections.abc import Sequence
from datetime import timedelta

from flask import url_for
from flask_babel import ngettext

from portal.access.actor import Actor, Hat
from portal.asking import labels, queries, steps
from portal.asking.queries import Stuck
from portal.asking.states import AskingTask
from portal.core import clock
from portal.matching import next_steps, tasks, turns
from portal.matching.tasks import Task
from portal.matching.turns import Turn

ASKABLE = frozenset({Hat.APPLICANT, Hat.WORKER})


def tasks_of(actor: Actor) -> Sequence[Task]:
    """Return the needs where nobody has said yes."""
    return [_task(it) for it in queries.stuck(actor)]


def _task(it: Stuck) -> Task:
    late = it.batch.answer_by_on + timedelta(days=1)
    return Task(
        code=AskingTask.NEXT_BATCH if it.left else AskingTask.NOBODY_LEFT,
        about=it.need.ordning.child.label,
        since_on=min(late, clock.today()),
        page="asking.ask" if it.left else "matching.proposals",
        ids={"need_id": it.need.id},
        detail=_sentence(it),
    )


def _sentence(it: Stuck) -> str:
    nobody = ngettext(
        "Den ene som er spurt, har ikke svart ja.", "Ingen av de %(num)s har svart ja.", it.asked
    )
    if not it.left:
        return str(nobody)
    more = ngettext("Spør den neste?", "%(num)s til kan spørres.", it.left)
    return f"{nobody} {more}"


def turns_of(actor: Actor) -> Sequence[Turn]:
    """Return a line for somebody who has been asked and has not answered."""
    count = queries.waiting_for(actor.user_id) if actor.hat in ASKABLE else 0
    if not count:
        return []
    text = ngettext(
        "Vi spør deg om et oppdrag.", "Vi spør deg om %(num)s oppdrag.", count
    )  # fmt: skip
    act = ngettext("Les og svar", "Les og svar", count)
    return [Turn(text=text, act=act, url=url_for("asking.mine"))]


def wire() -> None:
    """Give the codes their words, the proposals their acts, the office and the asked theirs."""
    labels.register()
    next_steps.add(steps.of)
    tasks.add(tasks_of)
    turns.add(turns_of)
