"""What a booking is for, how people meet, and where it is on its way."""

from enum import StrEnum


class Purpose(StrEnum):
    """Why somebody meets an applicant."""

    INTERVIEW = "interview"
    HOME_VISIT = "home_visit"


class Mode(StrEnum):
    """How one meets for an interview; a home visit is where the applicant lives."""

    PLACE = "place"
    VIDEO = "video"
    PHONE = "phone"


class BookingState(StrEnum):
    """Where a booking is on its way."""

    OFFERED = "offered"  # the applicant has times to choose from
    REFUSED = "refused"  # none of them suits, or the chosen one no longer does
    BOOKED = "booked"
    HELD = "held"
    CANCELLED = "cancelled"


class BookingAct(StrEnum):
    """What may be done with one."""

    OFFER = "offer"
    CHOOSE = "choose"
    REFUSE = "refuse"
    SETTLE = "settle"  # a time agreed in another way, or moved
    HOLD = "hold"
    CANCEL = "cancel"


LIVE = frozenset({BookingState.OFFERED, BookingState.REFUSED, BookingState.BOOKED})

# act → from where it may be done
ALLOWED: dict[BookingAct, frozenset[BookingState]] = {
    BookingAct.OFFER: LIVE,
    BookingAct.CHOOSE: frozenset({BookingState.OFFERED}),
    BookingAct.REFUSE: frozenset({BookingState.OFFERED, BookingState.BOOKED}),
    BookingAct.SETTLE: LIVE,
    BookingAct.HOLD: frozenset({BookingState.BOOKED}),
    BookingAct.CANCEL: LIVE,
}


class Notice(StrEnum):
    """What a mail says of a booking."""

    BOOKED = "booked"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    REMINDER = "reminder"


class BookingTask(StrEnum):
    """What a coordinator must do about a booking."""

    NONE_SUITS = "none_suits"
    NO_ANSWER = "no_answer"
