"""Words for the parts of the guide and for what waits."""

from flask_babel import lazy_gettext as _l

from portal.core import labels
from portal.interviews.states import GuidePart, InterviewTask


def register() -> None:
    """Give the codes their words."""
    labels.register(
        {
            GuidePart.ALL: _l("Til alle"),
            GuidePart.AVLASTER: _l("Til dem som vil bli avlaster"),
            GuidePart.STOTTEKONTAKT: _l("Til dem som vil bli støttekontakt"),
            GuidePart.BPA_ASSISTANT: _l("Til dem som vil bli BPA-assistent"),
        }
    )
    labels.register({InterviewTask.ASSESS: _l("Lever vurderingen din etter samtalen.")})
