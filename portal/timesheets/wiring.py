"""What timesheets register at start-up."""

from portal.timesheets import labels


def wire() -> None:
    """Give the codes their words."""
    labels.register()
