"""What needs tell the packages below at start-up."""

from portal.needs import labels


def wire() -> None:
    """Give the codes of needs their words."""
    labels.register()
