"""What the home pages tell the packages below at start-up."""

from portal.core import web
from portal.desk import furniture


def wire() -> None:
    """Let every page have its furniture."""
    web.page_from(furniture.page)
