"""What payroll tells the packages below at start-up."""

from portal.payroll import labels


def wire() -> None:
    """Give the codes of payroll their words."""
    labels.register()
