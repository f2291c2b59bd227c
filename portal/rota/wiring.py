"""What the rota tells the packages below at start-up."""

from portal.rota import labels


def wire() -> None:
    """Give the codes of the rota their words."""
    labels.register()
