"""Where to go after signing in: only to a page of our own."""

from urllib.parse import urlsplit

HOME = "/hjem"
LONGEST = 2000
# Pages that are the sign-in itself lead nowhere.
_DOORS = ("/logg-inn", "/logg-ut", "/lenke/")


def local(text: str | None, otherwise: str = HOME) -> str:
    r"""Return the path (and query) if it is one of ours.

    ``//host``, ``/\host`` and control characters are how a path becomes another site's
    address in some browser, so they are refused and not repaired.
    """
    if not text or not text.startswith("/") or len(text) > LONGEST:
        return otherwise
    if text[1:2] in {"/", "\\"} or "\\" in text or not text.isprintable():
        return otherwise
    parts = urlsplit(text)
    if parts.scheme or parts.netloc or parts.path.startswith(_DOORS):
        return otherwise
    return text


def of_page(address: str | None, host: str) -> str:
    """Return the local path of a full address (a Referer) on this host."""
    parts = urlsplit(address or "")
    if parts.netloc != host:
        return HOME
    return local(parts.path + (f"?{parts.query}" if parts.query else ""))
