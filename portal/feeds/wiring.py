"""What feeds tell the packages below at start-up."""

from portal.feeds import labels


def wire() -> None:
    """Give the codes of calendar links their words."""
    labels.register()
