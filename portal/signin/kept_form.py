"""A form that was sent after the session had ended: sealed into the sign-in page, sent again after.

Only the person who filled it in gets it back, where we know who that was. The seal holds
for some hours; nothing is stored.
"""

import json
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from portal.core import sealing, typed

LASTS = timedelta(hours=12)
LARGEST = 150_000  # characters typed; sealed they grow by a half, and must fit in a form
_SECRET = ("password", "csrf_token")


@dataclass(frozen=True, slots=True)
class KeptForm:
    """Where the form was going, its fields, and whose it is (None when nobody can tell)."""

    path: str
    fields: tuple[tuple[str, str], ...]
    owner_id: UUID | None

    @property
    def words(self) -> list[str]:
        """Return what the person typed, without what only the machine needs."""
        return typed.words(self.fields)

    @property
    def is_too_large(self) -> bool:
        """Whether there is more than a page can carry."""
        return sum(len(name) + len(text) for name, text in self.fields) > LARGEST


def kept(path: str, fields: list[tuple[str, str]], owner_id: UUID | None) -> KeptForm:
    """Return what may be kept of a form: no password, no token."""
    safe = tuple((name, text) for name, text in fields if not any(word in name for word in _SECRET))
    return KeptForm(path, safe, owner_id)


def sealed(form: KeptForm) -> str:
    """Return the form as a hidden field can carry it."""
    owner = str(form.owner_id) if form.owner_id else None
    return sealing.seal("kept form", json.dumps([form.path, form.fields, owner]))


def opened(text: str | None, user_id: UUID) -> KeptForm | None:
    """Return the form if it is ours, fresh, and this user's."""
    plain = sealing.unseal("kept form", text, within=LASTS) if text else None
    if plain is None:
        return None
    path, fields, owner = json.loads(plain)
    if owner is not None and UUID(owner) != user_id:
        return None
    return KeptForm(path, tuple((name, text) for name, text in fields), user_id)
