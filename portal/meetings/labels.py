"""Words for what is said after a meeting, and for what waits for the office."""

from flask_babel import lazy_gettext as _l

from portal.core import labels
from portal.meetings.states import MeetingTask, Say


def register() -> None:
    """Give the codes their words. One call an enum: equal codes would meet in one dict."""
    labels.register(
        {
            Say.YES: {"": _l("Ja"), "office": _l("sa ja")},
            Say.NO: {"": _l("Nei, ikke denne gangen"), "office": _l("sa nei")},
        }
    )
    labels.register(
        {
            MeetingTask.TO_PLAN: _l("Sa ja. Avtal et møte med familien."),
            MeetingTask.NO_WORD: _l("De har møttes, og noen har ikke sagt hvordan det gikk. Ring."),
            MeetingTask.RELATED: _l("Er i nær familie med barnet. Avgjør om det kan brukes her."),
            MeetingTask.TO_ENGAGE: _l("Begge vil. Gjør oppdraget klart."),
        }
    )
