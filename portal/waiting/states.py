"""Codes of waiting for help that is granted."""

from enum import StrEnum

LONG_DAYS = 90  # what the list can be narrowed to: the longest waits


class Standing(StrEnum):
    """How near the help is."""

    NOBODY = "nobody"
    PAPERS = "papers"  # somebody is found, and may do nothing until the papers are in place
    COMES = "comes"  # somebody begins on a day to come
    SERVED = "served"  # somebody works there; it is the vedtak that has run out
