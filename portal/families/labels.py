"""Words for the codes of families."""

from flask_babel import lazy_gettext as _l

from portal.core import labels
from portal.families.states import AlarmCode, Gradering, GuardianBasis, LeaderKind, Service


def register() -> None:
    """Give the codes their words."""
    labels.register(
        {
            Service.BPA: _l("BPA"),
            Service.AVLASTNING: _l("Avlastning"),
            Service.STOTTEKONTAKT: _l("Støttekontakt"),
            Gradering.UGRADERT: _l("Ikke beskyttet"),
            Gradering.FORTROLIG: _l("Fortrolig adresse"),
            Gradering.STRENGT_FORTROLIG: _l("Strengt fortrolig adresse"),
            GuardianBasis.PARENTAL: _l("Foreldreansvar"),
            GuardianBasis.FULLMAKT: _l("Fullmakt"),
            GuardianBasis.VERGE: _l("Verge"),
            GuardianBasis.RELATIVE: _l("Nærmeste pårørende"),
            LeaderKind.ARBEIDSLEDER: _l("Arbeidsleder"),
            LeaderKind.STAND_IN: _l("Vikar for arbeidsleder"),
            AlarmCode.VEDTAK_EXPIRED: _l("Vedtaket har gått ut"),
            AlarmCode.VEDTAK_MISSING: _l("Mangler vedtak"),
            AlarmCode.VEDTAK_ENDS: _l("Vedtaket går ut snart"),
            AlarmCode.REVIEW: _l("Se på hvem som kan representere"),
        }
    )
