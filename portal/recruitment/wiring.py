"""What recruitment tells the packages below at start-up."""

from portal.core.labels import label
from portal.recruitment import labels, way


def wire() -> None:
    """Give the codes of applications their words."""
    labels.register()
    way.speak(label)
