"""The tag of a body, and whether the one who asks has it already (RFC 9110 §8.8.3, §13.1.2)."""

import re
from hashlib import sha256

_TAGS = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def etag(body: bytes) -> str:
    """Return a strong ETag, quotation marks included."""
    return f'"{sha256(body).hexdigest()[:32]}"'


def is_current(if_none_match: str | None, tag: str) -> bool:
    """Tell if the header names our tag, so that 304 is the answer.

    Compared weakly: a proxy that compresses puts `W/` in front. Whatever is no tag is passed
    over, as nobody can name a hash they have not been given.
    """
    header = (if_none_match or "").strip()
    return header == "*" or tag in _TAGS.findall(header)
