"""Words for the codes of needs. One call an enum: equal codes would meet in one dict."""

from flask_babel import lazy_gettext as _l

from portal.core import labels
from portal.needs.states import HelperSex, NeedState, RoleKind, Sex, WeekHours


def register() -> None:
    """Give the codes their words."""
    labels.register(
        {
            NeedState.DRAFT: _l("Utkast"),
            NeedState.PUBLISHED: _l("Lyst ut"),
            NeedState.FILLED: _l("Besatt"),
            NeedState.WITHDRAWN: _l("Trukket"),
        }
    )
    labels.register(
        {
            RoleKind.STOTTEKONTAKT: {"": _l("Støttekontakt"), "sentence": _l("støttekontakt")},
            RoleKind.AVLASTER: {"": _l("Avlaster"), "sentence": _l("avlaster")},
            RoleKind.BPA_ASSISTANT: {"": _l("BPA-assistent"), "sentence": _l("BPA-assistent")},
        }
    )
    labels.register({Sex.UNSAID: _l("Sies ikke"), Sex.GIRL: _l("Jente"), Sex.BOY: _l("Gutt")})
    labels.register(
        {
            HelperSex.ANY: _l("Det betyr ikke noe"),
            HelperSex.WOMAN: _l("Kvinne"),
            HelperSex.MAN: _l("Mann"),
        }
    )
    labels.register(
        {
            WeekHours.ANY: _l("Spiller ingen rolle"),
            WeekHours.FEW: _l("Inntil 3 timer"),
            WeekHours.SOME: _l("3 til 8 timer"),
            WeekHours.MANY: _l("Mer enn 8 timer"),
        }
    )
