"""What recruitment tells the packages below at start-up."""

from portal.core.labels import label
from portal.recruitment import labels, retention, way


def wire() -> None:
    """Give the codes of applications their words, and tell what is kept."""
    labels.register()
    way.speak(label)
    retention.register()
