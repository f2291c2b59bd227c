"""Words for marks, times and how a follow-up stands."""

from flask_babel import lazy_gettext as _l

from portal.core import labels
from portal.followups.states import FollowUpState, FollowUpTask, Mark, Step


def register() -> None:
    """Give the codes their words. One call an enum: equal codes would meet in one dict."""
    labels.register(
        {
            Mark.VERY_GOOD: _l("Veldig bra"),
            Mark.GOOD: _l("Bra"),
            Mark.SO_SO: _l("Både og"),
            Mark.NOT_GOOD: _l("Ikke så bra"),
            Mark.BAD: _l("Dårlig"),
        }
    )
    labels.register(
        {
            Step.FIRST: _l("Første gang"),
            Step.SECOND: _l("Andre gang"),
            Step.THIRD: _l("Tredje gang"),
            Step.AGAIN: _l("Jevnlig oppfølging"),
        }
    )
    labels.register(
        {
            FollowUpState.WAITING: _l("Venter på svar"),
            FollowUpState.EXPIRED: _l("Svarte ikke"),
            FollowUpState.ANSWERED: _l("Går bra"),
            FollowUpState.LOW: _l("Trenger deg"),
            FollowUpState.CLOSED: _l("Fulgt opp"),
        }
    )
    labels.register({FollowUpTask.LOW_ANSWER: _l("Sier at noe ikke går bra. Ring.")})
