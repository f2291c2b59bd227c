"""What matching tells the packages below at start-up."""

from portal.matching import labels


def wire() -> None:
    """Give the codes of proposals their words."""
    labels.register()
