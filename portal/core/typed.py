"""What somebody wrote in a form, told apart from what only the machine needs."""

import re
from collections.abc import Iterable

Fields = Iterable[tuple[str, str]]
_MACHINES = frozenset({"csrf_token", "request_key", "version", "kept", "next"})
# an id, with or without the version of its row
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}(:\d+)?")
# a choice in a list: ``ordinary``, ``2-evening``, ``y``. A short word somebody typed looks the
# same; it is sent again all the same, only not shown.
_CODE = re.compile(r"[a-z0-9]{0,2}-?[a-z][a-z_]{0,24}")


def words(fields: Fields) -> list[str]:
    """Return the texts a person will know again as their own, in the order of the form."""
    return [text for name, text in fields if name not in _MACHINES and _is_words(text)]


def _is_words(text: str) -> bool:
    return bool(text.strip()) and not _ID.fullmatch(text) and not _CODE.fullmatch(text)
