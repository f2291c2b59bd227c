"""What shifts tell the packages below at start-up."""

from portal.shifts import labels


def wire() -> None:
    """Give the codes of shifts their words."""
    labels.register()
