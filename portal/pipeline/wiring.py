"""What the pipeline tells the packages below at start-up."""

from portal.pipeline import labels, letter_texts, queries
from portal.recruitment import letters, way


def wire() -> None:
    """Give the codes their words; tell recruitment the way, and what the letters add."""
    labels.register()
    way.learn_from(queries.way_of)
    letters.learn_from(letter_texts.text_of)
