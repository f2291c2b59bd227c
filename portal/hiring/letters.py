"""Which mail goes with what a coordinator does; shown before it is sent."""

from portal.access.actor import Actor
from portal.recruitment.letters import Letter, made
from portal.recruitment.models import Application
from portal.recruitment.states import LetterKind, Stage

_OF_STAGE = {
    Stage.REFERENCES: LetterKind.REFERENCES,
    Stage.CERTIFICATE: LetterKind.CERTIFICATE,
    Stage.INTERVIEW: LetterKind.INTERVIEW,
    Stage.HOME_VISIT: LetterKind.HOME_VISIT,
    Stage.COURSE: LetterKind.COURSE,
    Stage.WITHDRAWN: LetterKind.WITHDRAWN,
}


def on_move(actor: Actor, application: Application, to: Stage) -> Letter | None:
    """Return the letter that goes with a move, if one does."""
    kind = _OF_STAGE.get(to)
    return made(application, kind, actor.name) if kind else None


def refusal(actor: Actor, application: Application, personal: str, **facts: object) -> Letter:
    """Return the letter to somebody who is not approved, with the coordinator's own words.

    ``facts`` may be the reason (a code) and what else might suit: {"title", "path"} each.
    """
    return made(
        application, LetterKind.NOT_APPROVED, actor.name, personal=personal,
        keeps=application.keeps_in_pool, has_login=application.user_id is not None, **facts,
    )  # fmt: skip


def approval(
    actor: Actor, application: Application, kinds: list[str], *, is_engaged: bool
) -> Letter:
    """Return the letter to somebody who is approved for some roles, and what comes next."""
    return made(application, LetterKind.APPROVED, actor.name, roles=kinds, is_engaged=is_engaged)
