"""What the pipeline tells the packages below at start-up."""

from portal.pipeline import queries
from portal.recruitment import way


def wire() -> None:
    """Let recruitment ask us which way applications go in a municipality."""
    way.learn_from(queries.way_of)
