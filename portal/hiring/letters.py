"""The mails to applicants: made the same way for the preview and for the outbox."""

from dataclasses import dataclass
from typing import Any

from portal.access.actor import Actor
from portal.messages.service import enqueue
from portal.recruitment.models import Application
from portal.recruitment.service import recipient, signature
from portal.recruitment.states import Stage

_OF_STAGE = {
    Stage.REFERENCES: "application_references",
    Stage.INTERVIEW: "application_interview",
    Stage.HOME_VISIT: "application_home_visit",
    Stage.WITHDRAWN: "application_withdrawn",
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to an applicant: which template, and what it is told."""

    application: Application
    template: str
    params: dict[str, Any]

    def post(self) -> None:
        """Put it in the outbox."""
        enqueue(recipient(self.application), self.template, **self.params)


def on_move(actor: Actor, application: Application, to: Stage) -> Letter | None:
    """Return the letter that goes with a move, if one does."""
    template = _OF_STAGE.get(to)
    return Letter(application, template, signature(application, actor.name)) if template else None


def refusal(actor: Actor, application: Application, personal: str) -> Letter:
    """Return the letter to somebody who is not approved, with the coordinator's own words."""
    told = {
        **signature(application, actor.name),
        "personal": personal,
        "keeps": application.keeps_in_pool,
    }
    return Letter(application, "application_not_approved", told)


def approval(actor: Actor, application: Application, kinds: list[str]) -> Letter:
    """Return the letter to somebody who is approved for some roles."""
    told = {**signature(application, actor.name), "roles": kinds}
    return Letter(application, "application_approved", told)
