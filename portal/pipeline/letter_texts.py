"""A municipality's own paragraph in a letter: in versions, with words that are filled in."""

import re
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from portal.access.actor import Actor
from portal.audit.service import record
from portal.core import db
from portal.core.errors import ConflictError
from portal.municipality.models import Municipality
from portal.pipeline.models import LetterText
from portal.recruitment.letters import PLACEHOLDERS
from portal.recruitment.states import WITH_OWN_WORDS, LetterKind

CHANGED = "Noen andre har endret teksten siden du leste den. Det du skrev, er tatt vare på."
_IN_BRACES = re.compile(r"\{([^{}]*)\}")


def current(municipality_id: UUID) -> Mapping[LetterKind, LetterText]:
    """Return the newest version of each letter's paragraph, in one statement."""
    query = select(LetterText).where(LetterText.municipality_id == municipality_id)
    rows = db.session().scalars(query.order_by(LetterText.number))
    return {LetterKind(row.kind): row for row in rows}


def text_of(municipality_id: UUID, kind: LetterKind) -> str:
    """Return what a municipality adds to a letter; empty: nothing."""
    query = (
        select(LetterText.text)
        .where(LetterText.municipality_id == municipality_id, LetterText.kind == kind)
        .order_by(LetterText.number.desc())
    )
    return db.session().scalar(query.limit(1)) or ""


def kind_of(_actor: Actor, kind: str) -> LetterKind | None:
    """Return the letter an address names."""
    return LetterKind(kind) if kind in set(WITH_OWN_WORDS) else None


def unknown_words(text: str) -> list[str]:
    """Return what stands in braces and is no word of ours, and braces that stand alone."""
    named = [word for word in _IN_BRACES.findall(text) if word not in PLACEHOLDERS]
    rest = _IN_BRACES.sub("", text)
    return [f"{{{word}}}" for word in named] + [brace for brace in "{}" if brace in rest]


def write(actor: Actor, kind: LetterKind, seen: int, text: str) -> None:
    """Make a new version of a paragraph. Raises ConflictError when somebody was first."""
    assert actor.municipality_id is not None
    db.hold(Municipality, actor.municipality_id)
    newest = current(actor.municipality_id).get(kind)
    if seen != (newest.number if newest else 0):
        raise ConflictError(CHANGED)
    row = db.add(
        LetterText(
            municipality_id=actor.municipality_id, kind=kind, number=seen + 1, text=text,
            made_by_id=actor.user_id,
        )
    )  # fmt: skip
    db.session().flush()
    record(actor, "letter:worded", "letter_text", row.id, letter=kind, number=row.number)
