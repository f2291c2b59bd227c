"""What agreements tell the packages below at start-up."""

from portal.agreements import labels


def wire() -> None:
    """Give the codes their words."""
    labels.register()
