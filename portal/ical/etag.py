"""The tag of a body, and whether the one who asks has it already (RFC 9110 §8.8.3, §13.1.2)."""

from hashlib import sha256


def etag(body: bytes) -> str:
    """Return a strong ETag, quotation marks included."""
    return f'"{sha256(body).hexdigest()[:32]}"'


def is_current(if_none_match: str | None, tag: str) -> bool:
    """Tell if the header, a list of tags or `*`, names our tag, so that 304 is the answer.

    Looking for the tag with its quotation marks is the weak comparison the RFC asks for: the
    `W/` of a proxy that compresses stays outside, and no other tag can hold a quotation mark.
    """
    header = if_none_match or ""
    return header.strip() == "*" or tag in header
