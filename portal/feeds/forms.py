"""The form that makes a calendar link."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField

from portal.access.actor import Actor, Hat
from portal.core import labels
from portal.core.fields import LONGEST_LINE, Needed, at_most
from portal.core.forms import Form
from portal.core.labels import SelectChoice
from portal.feeds.service import Wish
from portal.feeds.states import Privacy, Scope

ALARMS = (
    SelectChoice("", _l("Ingen påminnelse")),
    SelectChoice("15", _l("15 minutter før")),
    SelectChoice("60", _l("1 time før")),
    SelectChoice("120", _l("2 timer før")),
)
SCOPES: dict[Hat, Sequence[Scope]] = {
    Hat.PARENT: (Scope.FAMILY,),
    Hat.WORKER: (Scope.OWN, Scope.OPEN),
}


class LinkForm(Form):
    """Name, what is shown, and an alarm, which is off unless asked for."""

    name = StringField(
        _l("Navn, så du kjenner den igjen"),
        [Needed(_l("Skriv et navn, for eksempel «Mobilen min».")), at_most(LONGEST_LINE)],
    )
    scope = RadioField(_l("Hvilke vakter?"))
    privacy = RadioField(_l("Hva skal stå i kalenderen?"), default=Privacy.PLAIN.value)
    alarm = SelectField(_l("Påminnelse"), choices=ALARMS, default="")

    def suit(self, actor: Actor) -> "LinkForm":
        """Offer what the hat that is on has, in words that fit it."""
        scopes = SCOPES[actor.hat or Hat.WORKER]
        audience = "family" if actor.hat is Hat.PARENT else ""
        self.scope.choices = labels.choices(scopes)
        self.scope.data = self.scope.data or scopes[0].value
        order = (Privacy.PLAIN, Privacy.INITIALS, Privacy.FULL, Privacy.BUSY)
        self.privacy.choices = labels.choices(order, audience)
        return self

    def wish(self) -> Wish:
        """Return what was asked for."""
        return Wish(
            name=(self.name.data or "").strip(),
            privacy=Privacy(self.privacy.data),
            scope=Scope(self.scope.data),
            alarm_minutes=int(self.alarm.data) if self.alarm.data else None,
        )
