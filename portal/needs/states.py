"""States of a need."""

from enum import StrEnum


class NeedState(StrEnum):
    """Where a need and its advert are."""

    DRAFT = "draft"
    PUBLISHED = "published"
    FILLED = "filled"
    WITHDRAWN = "withdrawn"
