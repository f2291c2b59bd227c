"""What duplicates tells the packages below: it looks when something is sent, and speaks up."""

from collections.abc import Sequence

from portal.access.actor import Actor
from portal.core import clock
from portal.duplicates import labels, queries, service
from portal.duplicates.states import DuplicateTask
from portal.municipality import keeping
from portal.municipality.keeping import Rule
from portal.municipality.states import KeptKind
from portal.recruitment import moved, office_parts, tasks
from portal.recruitment.models import Application
from portal.recruitment.office_parts import OfficePart
from portal.recruitment.states import Stage
from portal.recruitment.tasks import Task


def look(application: Application) -> None:
    """Look for the same person when an application comes in."""
    if application.stage == Stage.ACKNOWLEDGED:
        service.look_for(application)


def part_of(actor: Actor, application: Application) -> OfficePart | None:
    """Return what the applicant's page says: who it looks like, and what was merged into it."""
    alike = [
        (pair, second if first.id == application.id else first)
        for pair, first, second in queries.open_pairs(actor, application.id)
    ]
    merged = queries.mergings_of(application.id)
    if not alike and not merged:
        return None
    return OfficePart("duplicates/part.html", {"alike": alike, "merged": merged})


def tasks_of(actor: Actor) -> Sequence[Task]:
    """Return the applications that look like somebody else's, the newer of each two."""
    return [
        Task(
            code=DuplicateTask.SAME_PERSON, application_id=second.id, name=second.name,
            number=second.number, since_on=clock.local(pair.found_at).date(),
        )
        for pair, _first, second in queries.open_pairs(actor)
    ]  # fmt: skip


def wire() -> None:
    """Listen and tell."""
    labels.register()
    moved.listen(look)
    office_parts.add(part_of)
    tasks.add(tasks_of)
    keeping.register(
        Rule(code=KeptKind.MERGED, due=service.merged, forget=service.let_go, is_stamped=True)
    )
