"""An application while it is written: begun, saved step by step, found again by its link."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from portal.accounts import links
from portal.core import clock, db, ids
from portal.core.errors import GoneError
from portal.messages.service import Recipient, enqueue
from portal.municipality.models import Municipality
from portal.needs.states import RoleKind
from portal.recruitment.models import Application, ApplicationRole, Referee
from portal.recruitment.states import Choice, Outcome, Stage

LASTS = timedelta(days=30)  # from the last time something was saved
EXPIRED = "Kladden er slettet, fordi det har gått mer enn 30 dager. Du må begynne på nytt."

_ROLE_OF = {
    Choice.STOTTEKONTAKT: RoleKind.STOTTEKONTAKT,
    Choice.AVLASTER_OWN_HOME: RoleKind.AVLASTER,
    Choice.AVLASTER_THEIR_HOME: RoleKind.AVLASTER,
    Choice.BPA_ASSISTANT: RoleKind.BPA_ASSISTANT,
}


def begin(
    municipality: Municipality, user_id: UUID | None, known: Mapping[str, Any]
) -> tuple[Application, str]:
    """Begin a draft; return it with the token that finds it again (kept only as a digest).

    ``user_id`` and ``known``: whose it is and what is known, for somebody who is signed in.
    """
    token = ids.new_token()
    draft = db.add(
        Application(
            municipality_id=municipality.id,
            stage=Stage.DRAFT,
            draft_token_hash=ids.digest(token),
            draft_expires_at=clock.now() + LASTS,
            user_id=user_id,
            **known,
        )
    )
    return draft, token


def is_expired(draft: Application) -> bool:
    """Tell whether the draft is too old to go on with."""
    return draft.stage == Stage.EXPIRED or (
        draft.stage == Stage.DRAFT and draft.draft_expires_at <= clock.now()
    )


def refuse_expired(draft: Application) -> None:
    """Raise GoneError when the draft is too old."""
    if is_expired(draft):
        raise GoneError(EXPIRED)


def save(draft: Application, answers: Mapping[str, Any], continue_at: int) -> None:
    """Keep the answers of a step; ``choices``, ``referees`` and ``home`` are not plain columns."""
    for name, value in answers.items():
        if name == "choices":
            choose(draft, value)
        elif name == "referees":
            _keep_referees(draft, value)
        else:
            setattr(draft, name, value)
    if not draft.is_at_home:
        draft.home = None  # never kept for those who will not have a child at home
    draft.last_step = continue_at
    draft.draft_expires_at = clock.now() + LASTS


def choose(application: Application, choices: list[str]) -> None:
    """Let these be the roles applied for."""
    chosen = [Choice(code) for code in choices]
    application.is_at_home = Choice.AVLASTER_OWN_HOME in chosen
    kinds = dict.fromkeys(_ROLE_OF[choice] for choice in chosen)
    kept = [role for role in application.roles if role.kind in kinds]
    new = [kind for kind in kinds if kind not in {role.kind for role in kept}]
    application.roles[:] = kept + [
        ApplicationRole(
            municipality_id=application.municipality_id, kind=kind, outcome=Outcome.OPEN
        )
        for kind in new
    ]


def choices_of(application: Application) -> list[str]:
    """Return the choices a form shows as made."""
    at_home = Choice.AVLASTER_OWN_HOME if application.is_at_home else Choice.AVLASTER_THEIR_HOME
    return [
        at_home if role.role is RoleKind.AVLASTER else Choice(role.kind)
        for role in application.roles
    ]


def _keep_referees(draft: Application, referees: list[dict[str, Any]]) -> None:
    """Keep those of whom anything is written, in their places."""
    for place, given in enumerate(referees, start=1):
        told = {name: given.get(name) or "" for name in ("name", "knows_from", "email", "phone")}
        here = next((it for it in draft.referees if it.position == place), None)
        if not any(told.values()):
            if here:
                draft.referees.remove(here)
        elif here:
            here.name, here.knows_from, here.email, here.phone = told.values()
        else:
            draft.referees.append(
                Referee(municipality_id=draft.municipality_id, position=place, **told)
            )


def mail_link(draft: Application, municipality: Municipality, token: str) -> bool:
    """Send the way back to the draft, once for each address; tell whether it went out."""
    if not draft.email or draft.mailed_to == draft.email:
        return False
    draft.mailed_to = draft.email
    # No name in the letter: nobody has shown yet that the address is theirs.
    to = Recipient(municipality_id=draft.municipality_id, address=draft.email, name="")
    enqueue(
        to, "application_draft", link=links.sealed(token), municipality=municipality.name,
        days=LASTS.days,
    )  # fmt: skip
    return True
