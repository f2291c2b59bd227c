"""What the applicant is told of the referees: how many have answered, never what."""

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.recruitment.models import Application
from portal.recruitment.own_parts import Part
from portal.recruitment.states import Stage
from portal.recruitment.timeline import Mark


def part(application: Application) -> Part | None:
    """Return the line under the step: while they are asked, and when somebody has answered."""
    count = len(application.referees)
    done = sum(1 for it in application.referees if it.has_answered)
    if not done and not (count and application.stage == Stage.REFERENCES):
        return None
    if done == count:
        said = _said(count)
    else:
        said = _("%(done)s av %(count)s referanser har svart.", done=done, count=count)
    return Part(told={Mark.REFERENCES: str(said)})


def _said(count: int) -> object:
    if count == 2:
        return _("Begge referansene har svart.")
    return ngettext("Referansen har svart.", "Alle %(num)s referansene har svart.", count)
