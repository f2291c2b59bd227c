"""What interviews tell the packages below at start-up."""

from portal.interviews import labels, queries, service
from portal.recruitment import retention, tasks


def wire() -> None:
    """Give the codes their words, and the interviewers their tasks."""
    labels.register()
    tasks.add(queries.tasks)
    retention.along(service.forget)
