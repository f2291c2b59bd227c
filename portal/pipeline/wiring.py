"""What the pipeline tells the packages below at start-up."""

from portal.pipeline import letter_texts, queries
from portal.recruitment import letters, way


def wire() -> None:
    """Let recruitment ask us which way applications go, and what the letters add."""
    way.learn_from(queries.way_of)
    letters.learn_from(letter_texts.text_of)
