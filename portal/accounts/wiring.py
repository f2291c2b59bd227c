"""What accounts tell the packages below at start-up."""

from portal.accounts import labels


def wire() -> None:
    """Give the codes of accounts their words."""
    labels.register()
