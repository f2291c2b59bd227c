"""What a file is, judged by its content and never by what it calls itself. Pure.

``puremagic`` has the first word, our own list the second, and a look at the structure the
last: a file that begins as a picture and ends as something else is not taken. What passes
is still served as an attachment that nothing may run in (see ``served``).
"""

import re
from collections.abc import Callable, Mapping

import puremagic

from portal.uploads import word
from portal.uploads.errors import RefusedFileError
from portal.uploads.states import ENDINGS, LARGEST, FileKind, Problem

_HEAD = 1024  # bytes within which readers of PDF look for its first line
_TAIL = 66_000  # bytes within which readers of zip look for its last record
_SCRIPT = re.compile(rb"<script|<html|<!doctype|<svg|<\?php", re.IGNORECASE)
_PDF_ACTS = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia)\b")
_ZIP_END = b"PK\x05\x06"
_PNG_START = b"\x89PNG\r\n\x1a\n"


def judge(data: bytes, file_name: str) -> FileKind:
    """Return what the file is; raise RefusedFileError when it is not taken."""
    if not data:
        raise RefusedFileError(Problem.EMPTY)
    if len(data) > LARGEST:
        raise RefusedFileError(Problem.TOO_LARGE)
    kind = _kind_of(data)
    if ENDINGS.get(file_name.rpartition(".")[2].lower()) is not kind:
        raise RefusedFileError(Problem.OTHER_ENDING)
    _CHECKS[kind](data)
    return kind


def _kind_of(data: bytes) -> FileKind:
    try:
        found = {match.extension.lstrip(".") for match in puremagic.magic_string(data)}
    except (puremagic.PureError, ValueError) as unknown:
        raise RefusedFileError(Problem.OTHER_KIND) from unknown
    kinds = {ENDINGS[ending] for ending in found if ending in ENDINGS}
    kind = next((it for it in kinds if data.startswith(_STARTS[it])), None)
    if kind is None:
        raise RefusedFileError(Problem.OTHER_KIND)
    return kind


_STARTS: Mapping[FileKind, bytes] = {
    FileKind.PDF: b"%PDF-",
    FileKind.DOCX: b"PK\x03\x04",
    FileKind.JPEG: b"\xff\xd8\xff",
    FileKind.PNG: _PNG_START,
}


def _check_pdf(data: bytes) -> None:
    if b"%%EOF" not in data[-_HEAD:]:
        raise RefusedFileError(Problem.DAMAGED)
    if _ZIP_END in data[-_TAIL:] or _SCRIPT.search(data[:_HEAD]):
        raise RefusedFileError(Problem.TWO_KINDS)
    if _PDF_ACTS.search(data):
        raise RefusedFileError(Problem.ACTIVE)


def _check_picture(data: bytes) -> None:
    if b"%PDF-" in data[:_HEAD] or _ZIP_END in data[-_TAIL:] or _SCRIPT.search(data):
        raise RefusedFileError(Problem.TWO_KINDS)


def _check_jpeg(data: bytes) -> None:
    _check_picture(data)
    if b"\xff\xd9" not in data:  # cameras write more after the end
        raise RefusedFileError(Problem.DAMAGED)


def _check_png(data: bytes) -> None:
    """Walk from part to part: the last one is IEND, and nothing comes after it."""
    _check_picture(data)
    place, name = len(_PNG_START), b""
    while name != b"IEND":
        length, name = int.from_bytes(data[place : place + 4]), data[place + 4 : place + 8]
        place += length + 12
        if len(name) < 4 or place > len(data):
            raise RefusedFileError(Problem.DAMAGED)
    if data[place:].strip(b"\0\r\n "):
        raise RefusedFileError(Problem.TWO_KINDS)


_CHECKS: Mapping[FileKind, Callable[[bytes], None]] = {
    FileKind.PDF: _check_pdf,
    FileKind.DOCX: word.check,
    FileKind.JPEG: _check_jpeg,
    FileKind.PNG: _check_png,
}
