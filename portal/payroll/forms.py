"""The form that makes a batch."""

from collections.abc import Sequence
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import ValidationError

from portal.core import clock
from portal.core import format as formats
from portal.core.fields import DayField, Needed
from portal.core.forms import Form
from portal.core.labels import SelectChoice
from portal.payroll import periods
from portal.payroll.queries import Ready
from portal.payroll.service import Run
from portal.rules.periods import Days

OWN = "own"


class BatchForm(Form):
    """For whom, up to which day, and when it is paid."""

    employer = RadioField(_l("Hvem betaler?"))
    to_on = DayField(_l("Til og med"), [Needed(_l("Skriv siste dag som skal være med."))])
    pay_on = DayField(_l("Utbetales"), [Needed(_l("Skriv dagen lønna kommer på konto."))])

    def suit(self, ready: Sequence[Ready]) -> "BatchForm":
        """Offer the employers that have something to pay."""
        self.employer.choices = [
            SelectChoice(
                str(one.supplier_id or OWN), f"{one.employer}, {formats.hours(one.minutes)}"
            )
            for one in ready
        ]
        if ready and not self.employer.data:
            self.employer.data = str(ready[0].supplier_id or OWN)
        return self

    def validate_to_on(self, field: DayField) -> None:
        """Refuse a period that is not over."""
        if field.data and field.data >= clock.today():
            raise ValidationError(str(_l("Skriv en dag som er over.")))

    def validate_pay_on(self, field: DayField) -> None:
        """Refuse a pay day that has passed."""
        if field.data and field.data < clock.today():
            raise ValidationError(str(_l("Skriv en dag fra og med i dag.")))

    def run(self, municipality_id: UUID) -> Run:
        """Return what was asked for, from where the pay period of its last day begins."""
        chosen, last = self.employer.data, self.to_on.data
        supplier_id = None if chosen == OWN else UUID(chosen)
        first = periods.period_of(municipality_id, last).from_on
        return Run(supplier_id, Days(first, last), self.pay_on.data)
