"""What visits tell the packages below at start-up."""

from portal.recruitment import retention, tasks
from portal.visits import labels, queries, service


def wire() -> None:
    """Give the codes their words, and those who were there their tasks."""
    labels.register()
    tasks.add(queries.tasks)
    retention.along(service.forget_all)
