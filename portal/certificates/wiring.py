"""What certificates tell the packages below at start-up."""

from portal.certificates import labels, own_part, queries, service
from portal.engagements import made
from portal.recruitment import begun, own_parts, retention, tasks


def wire() -> None:
    """Give the codes their words, follow who is engaged, and go with the application."""
    labels.register()
    own_parts.add(own_part.part)
    tasks.add(queries.tasks)
    begun.add(queries.has_any)
    retention.along(service.forget_all)
    made.listen(service.follow)
