"""What the list of those who wait can be narrowed to."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import StringField

from portal.core.fields import at_most
from portal.core.forms import Form
from portal.families.states import Service
from portal.waiting.queries import Wait
from portal.waiting.states import LONG_DAYS

LONGEST_SEARCH = 20


class SearchForm(Form):
    """Initials or the internal number. Posted, so that a name somebody types is in no address."""

    q = StringField(_l("Finn et barn"), [at_most(LONGEST_SEARCH)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is looked for; nothing chosen is everybody."""

    district: str = ""
    service: Service | None = None
    is_long: bool = False
    text: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nothing has been chosen."""
        return self == Filters()

    def fits(self, wait: Wait) -> bool:
        """Tell whether a line is among what is looked for."""
        child = wait.ordning.child
        return (
            (not self.district or wait.district == self.district)
            and (self.service is None or wait.service is self.service)
            and (not self.is_long or wait.days > LONG_DAYS)
            and (
                not self.text
                or self.text == str(child.number)
                or self.text.casefold() == child.initials.casefold()
            )
        )


def filters_of(args: MultiDict[str, str], known: Iterable[str], text: str = "") -> Filters:
    """Return what a query string asks for; what it forges is left out."""
    district, service = args.get("bydel", ""), args.get("tjeneste", "")
    return Filters(
        district=district if district in set(known) else "",
        service=Service(service) if service in set(Service) else None,
        is_long=args.get("lenge") == "1",
        text=text.strip(),
    )
