"""Words for how somebody in the pool can get about."""

from flask_babel import lazy_gettext as _l

from portal.core import labels
from portal.pool.states import TravelMode


def register() -> None:
    """Give the codes their words: alone beside a tick, and after "kan"."""
    labels.register(
        {
            TravelMode.WALK: {"": _l("Til fots"), "can": _l("gå")},
            TravelMode.BIKE: {"": _l("Sykkel"), "can": _l("sykle")},
            TravelMode.BUS: {"": _l("Buss eller bane"), "can": _l("ta buss eller bane")},
            TravelMode.CAR: {"": _l("Bil jeg kan bruke"), "can": _l("kjøre bil")},
        }
    )
