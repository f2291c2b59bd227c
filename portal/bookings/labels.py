"""Words for what people meet for, and how."""

from flask_babel import lazy_gettext as _l

from portal.bookings.states import BookingState, BookingTask, Mode, Purpose
from portal.core import labels


def register() -> None:
    """Give the codes their words."""
    labels.register(
        {
            Purpose.INTERVIEW: {"": _l("Samtale"), "the": _l("samtalen")},
            Purpose.HOME_VISIT: {"": _l("Hjemmebesøk"), "the": _l("hjemmebesøket")},
        }
    )
    labels.register(
        {
            Mode.PLACE: {"": _l("Vi møtes"), "sentence": _l("der dere møtes")},
            Mode.VIDEO: {"": _l("På video"), "sentence": _l("på video")},
            Mode.PHONE: {"": _l("På telefon"), "sentence": _l("på telefon")},
        }
    )
    labels.register(
        {
            BookingState.OFFERED: _l("Venter på svar"),
            BookingState.REFUSED: _l("Ingen av tidene passet"),
            BookingState.BOOKED: _l("Avtalt"),
            BookingState.HELD: _l("Holdt"),
            BookingState.CANCELLED: _l("Avlyst"),
        }
    )
    labels.register(
        {
            BookingTask.NONE_SUITS: _l("Ingen av tidene passet. Tilby nye."),
            BookingTask.NO_ANSWER: _l("Tidene er over uten svar. Tilby nye, eller ring."),
        }
    )
