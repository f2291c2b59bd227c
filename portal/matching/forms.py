"""What a coordinator writes about proposals: always with the reason."""

from collections.abc import Sequence
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, TextAreaField

from portal.core import labels
from portal.core.fields import Needed, VersionField, at_most
from portal.core.forms import Form
from portal.core.labels import SelectChoice
from portal.matching.states import Side, Wish
from portal.recruitment.form_fields import stripped

LONGEST_REASON = 500
FEWEST, MOST = 2, 4  # side by side


class PeopleForm(Form):
    """Those ticked in a list; read by ``chosen``."""


class WhyForm(Form):
    """Why, for the history; nobody but the office reads it."""

    why = TextAreaField(
        _l("Hvorfor?"),
        [Needed(_l("Skriv kort hvorfor. Bare kontoret ser det.")), at_most(LONGEST_REASON)],
        filters=[stripped],
    )


class MoveForm(WhyForm):
    """Where in the order somebody is asked."""

    version = VersionField()
    position = SelectField(_l("Spørres som nummer"), coerce=int)

    def suit(self, count: int) -> "MoveForm":
        """Offer the places there are."""
        self.position.choices = [
            SelectChoice(number, str(number)) for number in range(1, count + 1)
        ]
        return self


class WishForm(Form):
    """Who asked for what, about whom, and why."""

    user_id = SelectField(_l("Hvem gjelder det?"), coerce=UUID)
    wish = RadioField(_l("Hva er ønsket?"), default=Wish.NEVER.value)
    asked_by = RadioField(_l("Hvem har bedt om det?"), default=Side.FAMILY.value)
    reason = TextAreaField(
        _l("Hvorfor?"),
        [Needed(_l("Skriv kort hvorfor. Bare kontoret ser det.")), at_most(LONGEST_REASON)],
        filters=[stripped],
    )

    def suit(self, people: Sequence[tuple[UUID, str]]) -> "WishForm":
        """Offer the people it may be about."""
        self.user_id.choices = [SelectChoice(str(user_id), name) for user_id, name in people]
        self.wish.choices = labels.choices(Wish)
        self.asked_by.choices = labels.choices(Side)
        return self


def chosen(texts: Sequence[str]) -> list[UUID]:
    """Return the people ticked in a list; what is no id is nobody."""
    found = []
    for text in texts[:50]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return list(dict.fromkeys(found))
