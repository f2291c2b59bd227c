"""Codes of the pool ("banken"): why somebody is no longer in it."""

from enum import StrEnum


class EndReason(StrEnum):
    """Why a consent ended."""

    LEFT = "left"  # the person's own choice
    EXPIRED = "expired"  # nobody answered the question about another year
    TAKEN_UP = "taken_up"  # the application is taken up again: it is not decided after all


# How long before the end the question about another period is sent (domain § 8, example 53).
ASKED_MONTHS_BEFORE = 1


class TravelMode(StrEnum):
    """How somebody can get to the child."""

    WALK = "walk"
    BIKE = "bike"
    BUS = "bus"
    CAR = "car"  # their own to use, which a need may ask for
