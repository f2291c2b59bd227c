"""Words for what is answered, and for what then waits for the office."""

from flask_babel import lazy_gettext as _l

from portal.asking.states import Answer, AskingTask, Why
from portal.core import labels


def register() -> None:
    """Give the codes their words. One call an enum: equal codes would meet in one dict."""
    labels.register(
        {
            Answer.YES: {"": _l("Ja, jeg vil gjerne møte familien"), "office": _l("Sa ja")},
            Answer.OTHER: {
                "": _l("Ikke dette, men spør meg om noe annet"),
                "office": _l("Vil heller bli spurt om noe annet"),
            },
            Answer.NO: {"": _l("Nei takk"), "office": _l("Takket nei")},
        }
    )
    labels.register(
        {
            Why.UNSAID: _l("Vil ikke si det"),
            Why.TIMES: _l("Tidene passer ikke"),
            Why.FAR: _l("Det er for langt"),
            Why.FULL: _l("Har nok akkurat nå"),
            Why.NOT_ME: _l("Tror ikke det er noe for meg"),
        }
    )
    labels.register(
        {
            AskingTask.NEXT_BATCH: _l("Ingen av dem som er spurt, har svart ja. Spør de neste."),
            AskingTask.NOBODY_LEFT: _l(
                "Ingen av dem som er spurt, har svart ja. Foreslå flere, eller lys ut oppdraget."
            ),
        }
    )
