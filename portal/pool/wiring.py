"""What the pool tells the packages below at start-up."""

from portal.pool import service
from portal.recruitment import moved


def wire() -> None:
    """Take in applicants who stay, the minute it is decided."""
    moved.listen(service.follow)
