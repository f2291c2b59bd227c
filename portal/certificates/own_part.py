"""What the applicant's own page says of the certificate: whose turn it is, and the letter."""

from flask_babel import gettext as _

from portal.certificates import queries
from portal.core.format import day
from portal.recruitment.models import Application
from portal.recruitment.own_parts import Part
from portal.recruitment.states import Stage
from portal.recruitment.timeline import Mark


def part(application: Application) -> Part | None:
    """Return the part, where a certificate is asked for.

    What a named person has noted is not told here: it looks as if nothing was shown.
    """
    found = queries.of_application(application)
    if found is None:
        return None
    is_now = application.stage == Stage.CERTIFICATE
    if found.seen is not None and found.seen.seen_on is not None and not found.is_too_old:
        head = str(_("Nå er det vår tur: vi har sett politiattesten din")) if is_now else ""
        said = str(_("Vi så attesten %(day)s.", day=day(found.seen.seen_on)))
        return Part(head=head, told={Mark.CERTIFICATE: said})
    if not found.letters:
        head = str(_("Nå er det vår tur: vi lager brevet du må ha med til politiet"))
        return Part(head=head) if is_now else None
    return Part(
        template="certificates/own.html", data=found.letters[0],
        head=str(_("Nå er det din tur: søk om politiattest med brevet fra oss")) if is_now else "",
        told={Mark.CERTIFICATE: str(_("Brevet er klart. Vi ser på attesten og tar ingen kopi."))},
    )  # fmt: skip
