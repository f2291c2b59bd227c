"""What municipality tells the packages below at start-up."""

from portal.municipality import labels


def wire() -> None:
    """Give the codes of settings, rates and places their words."""
    labels.register()
