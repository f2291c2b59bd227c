"""What references tell the packages below at start-up."""

from portal.recruitment import begun, own_parts, tasks
from portal.references import labels, own_part, queries


def wire() -> None:
    """Give the codes their words, the applicant a line, the office its tasks."""
    labels.register()
    own_parts.add(own_part.part)
    tasks.add(queries.tasks)
    begun.add(queries.has_any)
