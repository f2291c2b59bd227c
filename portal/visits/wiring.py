"""What visits tell the packages below at start-up."""

from portal.recruitment import tasks
from portal.visits import labels, queries


def wire() -> None:
    """Give the codes their words, and those who were there their tasks."""
    labels.register()
    tasks.add(queries.tasks)
