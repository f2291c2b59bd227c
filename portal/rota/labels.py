"""What unpublished changes are called."""

from flask_babel import lazy_gettext as _l

from portal.core import labels
from portal.rota.service import LeftOut
from portal.rota.states import Away, Difference


def register() -> None:
    """Give every code its word; an enum at a time, since equal codes are equal keys."""
    labels.register(
        {
            Difference.NEW: _l("Ny"),
            Difference.CANCELLED: _l("Avlyses"),
            Difference.GIVEN: _l("Ny person"),
            Difference.LONGER: _l("Forlenget"),
            Difference.SHORTER: _l("Forkortet"),
            Difference.MOVED: _l("Flyttet"),
            Difference.DETAILS: _l("Endret"),
        }
    )
    labels.register({Away.AWAY: _l("Borte"), Away.CANNOT: _l("Kan ikke")})
    labels.register(
        {
            LeftOut.AWAY: _l("er borte da"),
            LeftOut.CANNOT: _l("kan ikke den ukedagen"),
            LeftOut.OBSTACLE: _l("kan ikke settes opp den dagen"),
            LeftOut.THERE_ALREADY: _l("står der allerede"),
            LeftOut.BUSY: _l("har vakt da"),
            LeftOut.NO_SUCH_HOUR: _l("klokkeslettet finnes ikke den natten"),
            LeftOut.PAST: _l("dagen er over"),
        }
    )
