"""What recruitment tells the packages below at start-up."""

from portal.recruitment import labels


def wire() -> None:
    """Give the codes of applications their words."""
    labels.register()
