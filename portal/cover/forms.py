"""Being away, ill or not: why, and from when to when."""

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from typing_extensions import override
from wtforms import RadioField

from portal.core import clock
from portal.core.fields import DayField, Needed
from portal.core.forms import Form
from portal.core.labels import SelectChoice
from portal.rules.periods import Days
from portal.shifts.states import AbsenceKind

LONGEST = timedelta(days=60)
BACK = timedelta(days=7)
AHEAD = timedelta(days=730)  # so far ahead something can be said; longer is a slip of the pen


class TakeForm(Form):
    """One button."""


class SickForm(Form):
    """Why, the first and the last day."""

    kind = RadioField(
        _l("Hva gjelder det?"),
        choices=[
            SelectChoice(AbsenceKind.SICK.value, _l("Jeg er syk")),
            SelectChoice(AbsenceKind.SICK_CHILD.value, _l("Barnet mitt er sykt")),
        ],
        default=AbsenceKind.SICK.value,
    )
    first_on = DayField(_l("Fra og med"), [Needed(_l("Skriv den første dagen du er borte."))])
    last_on = DayField(_l("Til og med"), [Needed(_l("Skriv den siste dagen du tror du er borte."))])

    @override
    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Check each field, then that the days can be."""
        if not super().validate(*args, **kwargs):
            return False
        first, last, today = self.first_on.data, self.last_on.data, clock.today()
        if first < today - BACK:
            self.fail("first_on", _("Du kan melde fra høyst én uke bakover. Ring kommunen."))
        elif last < first:
            self.fail("last_on", _("Den siste dagen er før den første."))
        elif last - first > LONGEST:
            self.fail("last_on", _("Meld fra for høyst 60 dager om gangen."))
        elif last > today + AHEAD:
            self.fail("last_on", _("Skriv en dag i løpet av de neste to årene."))
        return not self.first_on.errors and not self.last_on.errors

    @property
    def days(self) -> Days:
        """Return the days that were typed."""
        return Days(self.first_on.data, self.last_on.data)


class AwayForm(Form):
    """Days somebody knows of before: why, the first and the last."""

    kind = RadioField(
        _l("Hva gjelder det?"),
        choices=[
            SelectChoice(AbsenceKind.HOLIDAY.value, _l("Ferie")),
            SelectChoice(AbsenceKind.LEAVE.value, _l("Permisjon eller noe annet")),
        ],
        default=AbsenceKind.HOLIDAY.value,
    )
    first_on = DayField(_l("Borte fra og med"), [Needed(_l("Skriv den første dagen du er borte."))])
    last_on = DayField(_l("Til og med"), [Needed(_l("Skriv den siste dagen du er borte."))])

    @override
    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Check each field, then that the days can be."""
        if not super().validate(*args, **kwargs):
            return False
        first, last, today = self.first_on.data, self.last_on.data, clock.today()
        if first < today:
            self.fail("first_on", _("Dagen har vært. Skriv i dag eller en dag som kommer."))
        elif last < first:
            self.fail("last_on", _("Den siste dagen er før den første."))
        elif last > today + AHEAD:
            self.fail("last_on", _("Skriv en dag i løpet av de neste to årene."))
        return not self.first_on.errors and not self.last_on.errors

    @property
    def days(self) -> Days:
        """Return the days that were typed."""
        return Days(self.first_on.data, self.last_on.data)
