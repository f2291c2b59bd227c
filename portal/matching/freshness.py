"""Times so old that nobody trusts them: the worker is asked, once, whether they still hold.

Run often (``flask --app wsgi remind``). Times are old after as long as the score says they are.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from flask import url_for
from flask_babel import gettext as _

from portal.access.actor import Actor, Hat
from portal.accounts.queries import recipient
from portal.core import clock
from portal.matching import queries
from portal.matching.score import STALE_DAYS
from portal.matching.turns import Turn
from portal.messages.service import enqueue
from portal.rules.periods import local_day


def _limit(on: date) -> date:
    """Return the first day on which times that were confirmed are not old yet."""
    return on - timedelta(days=STALE_DAYS)


def remind(now: datetime) -> int:
    """Ask those whose times have become old since they last confirmed them; return how many."""
    found = queries.stale(_limit(local_day(now)))
    for worker in found:
        worker.availability_asked_at = now
        enqueue(recipient(worker.user), "times_stale")
    return len(found)


def turns_of(actor: Actor) -> Sequence[Turn]:
    """Return a line for a worker whose times are old, with a button that says they hold."""
    if actor.hat is not Hat.WORKER or not queries.is_stale(actor.user_id, _limit(clock.today())):
        return []
    text = _("Stemmer tidene dine fortsatt? Det er lenge siden du sa når du kan jobbe.")
    return [
        Turn(
            text=text, act=_("Se og endre tidene"), url=url_for("engagements.availability"),
            yes=_("Ja, de stemmer"), yes_url=url_for("engagements.confirm_availability"),
        )
    ]  # fmt: skip
