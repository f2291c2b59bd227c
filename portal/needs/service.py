"""Write an advert, publish it, fill it, take it back."""

import secrets
from collections.abc import Mapping
from typing import Any

from portal.access.actor import Actor
from portal.audit.service import record
from portal.core import clock, db
from portal.core.errors import ConflictError, RefusedError
from portal.families.models import Ordning
from portal.needs import closed, drafting, facts, queries
from portal.needs.anonymity import revealing
from portal.needs.models import Need
from portal.needs.states import TRANSITIONS, NeedState

GRADED = "Dette kan vi ikke lyse ut. Finn noen uten utlysning."
STALE = "Utlysningen er endret siden du leste den. Det du skrev, er tatt vare på."
WRITTEN = ("title", "text", "interests", "hours_text")  # what everybody reads


class RevealingError(Exception):
    """The advert gives the child away; ``words`` are what does."""

    def __init__(self, words: tuple[str, ...]) -> None:
        super().__init__(f"{len(words)} revealing words")
        self.words = words


def drafted(ordning: Ordning) -> drafting.Draft:
    """Return an advert to begin with; RefusedError for a graded child."""
    _refuse_graded(ordning)
    today = clock.today()
    known = facts.of([ordning.id], today).get(ordning.id, facts.Facts())
    return drafting.draft(ordning, known, today, queries.last_of(ordning))


def create(actor: Actor, ordning: Ordning, advert: Mapping[str, Any]) -> Need:
    """Keep a new advert as a draft. Raises RevealingError, RefusedError."""
    begun = drafted(ordning)
    _check(ordning, [str(advert[name]) for name in WRITTEN])
    need = db.add(
        Need(
            municipality_id=ordning.municipality_id,
            ordning_id=ordning.id,
            ordning=ordning,
            slug="",
            waiting_since_on=begun.waiting_since_on,
            hours_per_week_minutes=begun.week_minutes or None,
            **advert,
        )
    )
    # The address says the role and nothing more: a title may be written anew, an address not.
    need.slug = f"{need.role.replace('_', '-')}-{secrets.token_hex(3)}"
    db.session().flush()
    record(actor, "need:drafted", "need", need.id, ordning=str(ordning.id))
    return need


def rewrite(actor: Actor, need: Need, version: int, advert: Mapping[str, Any]) -> None:
    """Change the words of an advert. Raises RevealingError, ConflictError."""
    _same(need, version)
    _check(need.ordning, [str(advert[name]) for name in WRITTEN])
    changed = [name for name, value in advert.items() if getattr(need, name) != value]
    for name in changed:
        setattr(need, name, advert[name])
    record(actor, "need:rewritten", "need", need.id, changed=changed)


def want(actor: Actor, need: Need, version: int, wanted: Mapping[str, Any]) -> None:
    """Change what the office looks for; no word of it is published. Raises ConflictError."""
    _same(need, version)
    changed = [name for name, value in wanted.items() if getattr(need, name) != value]
    for name in changed:
        setattr(need, name, wanted[name])
    record(actor, "need:wanted", "need", need.id, changed=changed)


def publish(actor: Actor, need: Need, version: int) -> None:
    """Let everybody read it. Raises RevealingError, RefusedError, ConflictError."""
    _refuse_graded(need.ordning)
    _check(need.ordning, [str(getattr(need, name)) for name in WRITTEN])
    _move(actor, need, version, NeedState.PUBLISHED)
    need.published_at, need.closed_at = clock.now(), None


def fill(actor: Actor, need: Need, version: int) -> None:
    """Say that somebody has been found; those who wait hear of it."""
    _close(actor, need, version, NeedState.FILLED)


def withdraw(actor: Actor, need: Need, version: int) -> None:
    """Take the advert back for good; those who wait hear of it."""
    _close(actor, need, version, NeedState.WITHDRAWN)


def _close(actor: Actor, need: Need, version: int, to: NeedState) -> None:
    _move(actor, need, version, to)
    need.closed_at = clock.now()
    closed.tell(actor, need)


def _move(actor: Actor, need: Need, version: int, to: NeedState) -> None:
    _same(need, version)
    if to not in TRANSITIONS[NeedState(need.state)]:
        raise ConflictError(STALE)
    record(actor, f"need:{to}", "need", need.id, before=need.state)
    need.state = to


def _same(need: Need, version: int) -> None:
    if need.version != version:
        raise ConflictError(STALE)


def _refuse_graded(ordning: Ordning) -> None:
    if ordning.child.is_graded:
        raise RefusedError(GRADED)


def _check(ordning: Ordning, texts: list[str]) -> None:
    words = revealing(texts, queries.secret_of(ordning))
    if words:
        raise RevealingError(words)
