"""Forms for registering papers. None of them has an upload field, on purpose."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.validators import InputRequired, ValidationError

from portal.core import clock, labels
from portal.core.fields import DayField, Needed
from portal.core.forms import Form
from portal.engagements.states import LegalBasis
from portal.rules.certificate import certificate


def not_in_the_future(_form: Form, field: DayField) -> None:
    """Refuse a day that has not come."""
    if field.data and field.data > clock.today():
        raise ValidationError(str(_l("Skriv en dag som har vært.")))


class PolitiattestForm(Form):
    """The certificate was shown: when it was issued, and on what law it was asked for."""

    issued_on = DayField(
        _l("Utstedt dato"),
        [Needed(_l("Skriv datoen som står på attesten.")), not_in_the_future],
    )
    legal_basis = RadioField(_l("Hjemmel"), default=LegalBasis.HOL.value)

    def suit(self, max_age_months: int) -> "PolitiattestForm":
        """Offer the laws there are, and know how old a certificate may be."""
        self.legal_basis.choices = labels.choices(LegalBasis)
        self.max_age_months = max_age_months
        return self

    def validate_issued_on(self, field: DayField) -> None:
        """Refuse one that is too old already."""
        if field.data and field.data <= clock.today():
            valid = certificate(field.data, clock.today(), self.max_age_months)
            if not valid.valid:
                raise ValidationError(
                    str(_l("Attesten er for gammel. Be om en ny som er høyst tre måneder."))
                )


class ContractForm(Form):
    """The contract has been signed by both."""

    signed_on = DayField(
        _l("Signert dato"),
        [Needed(_l("Skriv datoen avtalen ble signert.")), not_in_the_future],
    )


class StatementForm(Form):
    """The worker signs the confidentiality statement."""

    has_read = BooleanField(
        _l("Jeg har lest teksten og skal holde det jeg får vite, for meg selv"),
        [InputRequired(_l("Kryss av for at du har lest teksten."))],
    )
