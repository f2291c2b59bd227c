"""What threads tell the packages below at start-up."""

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _

from portal.access.actor import Actor, Hat
from portal.matching import turns
from portal.matching.states import Side
from portal.matching.turns import Turn
from portal.municipality import keeping
from portal.municipality.keeping import Rule
from portal.municipality.states import KeptKind, SettingKey
from portal.threads import forgetting, queries
from portal.threads.queries import Match


def turns_of(actor: Actor) -> Sequence[Turn]:
    """Return a line for each match with something the actor's side has not read."""
    if actor.hat not in {Hat.APPLICANT, Hat.PARENT, Hat.WORKER}:
        return []
    return [_turn(it) for it in queries.of_actor(actor) if it.unread]


def _turn(match: Match) -> Turn:
    text = (
        _("%(name)s har skrevet til dere.", name=match.first_name)
        if match.side is Side.FAMILY
        else _("Familien til %(child)s har skrevet til deg.", child=match.ordning.child.initials)
    )
    url = url_for("threads.show", ordning_id=match.ordning_id, user_id=match.user_id)
    return Turn(text=str(text), act=str(_("Les meldingen")), url=url)


def wire() -> None:
    """Say on the home pages what is unread, and how long messages are kept."""
    turns.add(turns_of)
    keeping.register(
        Rule(
            code=KeptKind.MESSAGE, due=forgetting.due, forget=forgetting.forget,
            setting=SettingKey.RETENTION_MESSAGE_DAYS,
        )
    )  # fmt: skip
