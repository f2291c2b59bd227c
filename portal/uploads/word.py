"""A look inside a Word document: a zip that says it is one, holds one, and can run nothing."""

import zipfile
import zlib
from io import BytesIO

from portal.uploads.errors import RefusedFileError
from portal.uploads.states import Problem

_TYPES = "[Content_Types].xml"
_BODY = "word/document.xml"
_IS_WORD = b"wordprocessingml.document.main+xml"
_LARGEST_UNPACKED = 100_000_000  # bytes; a document that unpacks to more is made to fill a disk
_LARGEST_TYPES = 1_000_000
_MOST_PARTS = 5_000
_RUNS = ("vbaproject", "activex", ".exe", ".dll", ".js", ".vbs", ".bat", ".ps1", "oleobject")


def check(data: bytes) -> None:
    """Raise RefusedFileError unless the bytes are a plain Word document."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as document:
            _check_ends(data, document)
            _check_parts(document)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        raise RefusedFileError(Problem.DAMAGED) from error


def _check_ends(data: bytes, document: zipfile.ZipFile) -> None:
    """Refuse what has something before the first part or after the last record."""
    first = min((part.header_offset for part in document.infolist()), default=-1)
    if first != 0 or not data[-22 - len(document.comment) :].startswith(b"PK\x05\x06"):
        raise RefusedFileError(Problem.TWO_KINDS)


def _check_parts(document: zipfile.ZipFile) -> None:
    parts = document.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > _MOST_PARTS or unpacked > _LARGEST_UNPACKED:
        raise RefusedFileError(Problem.DAMAGED)
    names = [part.filename.lower() for part in parts]
    if any(mark in name for name in names for mark in _RUNS):
        raise RefusedFileError(Problem.ACTIVE)
    if _TYPES.lower() not in names or _BODY not in names:
        raise RefusedFileError(Problem.OTHER_KIND)
    with document.open(_TYPES) as file:
        types = file.read(_LARGEST_TYPES)
    if b"macroEnabled" in types:
        raise RefusedFileError(Problem.ACTIVE)
    if _IS_WORD not in types:
        raise RefusedFileError(Problem.OTHER_KIND)
