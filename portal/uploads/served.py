"""How somebody else's file leaves the portal: saved, never shown, and unable to do anything."""

from flask import Response

from portal.uploads.states import MEDIA_TYPES, FileKind


def attachment(content: bytes, kind: FileKind, stem: str) -> Response:
    """Return the file to be saved as ``stem.kind``; the stem is ours and names nobody."""
    answer = Response(content, mimetype=MEDIA_TYPES[kind])
    answer.headers["Content-Disposition"] = f'attachment; filename="{stem}.{kind}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
