"""What the public list tells recruitment: it listens for requests, and shows how they stand."""

from portal.access.actor import Actor
from portal.applicant_list import labels, queries, service
from portal.core import clock
from portal.recruitment import demands, moved, office_parts, own_parts, retention, tasks
from portal.recruitment.models import Application
from portal.recruitment.office_parts import OfficePart
from portal.recruitment.own_parts import Part
from portal.recruitment.states import Stage


def _own_part(application: Application) -> Part | None:
    """Return what the applicant is told of the list: whether they are on it, and why."""
    is_gone = application.stage in {Stage.WITHDRAWN, Stage.EXPIRED}
    if is_gone or not application.is_told_of_list or not _columns(application):
        return None
    return Part(template="applicant_list/own.html", data=queries.secrecy_of(application))


def _office_part(_actor: Actor, application: Application) -> OfficePart | None:
    found = queries.secrecy_of(application) if _columns(application) else None
    return OfficePart("applicant_list/part.html", found) if found else None


def _columns(application: Application) -> bool:
    return bool(demands.of(application.municipality_id, clock.today()).list_columns)


def wire() -> None:
    """Listen and tell."""
    labels.register()
    moved.listen(service.ask)
    own_parts.add(_own_part, stays=True)  # who got no, is on the list all the same
    office_parts.add(_office_part)
    tasks.add(queries.tasks)
    retention.along(service.forget)
