"""What somebody may send us as a file, and why a file is not taken."""

from enum import StrEnum


class FileKind(StrEnum):
    """The kinds that are taken; the value is the ending we give the file."""

    PDF = "pdf"
    DOCX = "docx"
    JPEG = "jpg"
    PNG = "png"


class Problem(StrEnum):
    """Why a file is not taken. Each has one sentence that says what to do."""

    EMPTY = "empty"  # no file, or one without a byte
    TOO_LARGE = "too_large"
    OTHER_KIND = "other_kind"
    OTHER_ENDING = "other_ending"  # the name says one kind, the content is another
    DAMAGED = "damaged"
    ACTIVE = "active"  # macros, scripts, programs
    TWO_KINDS = "two_kinds"  # it can be read as something else too


MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
}
ENDINGS = {
    "pdf": FileKind.PDF,
    "docx": FileKind.DOCX,
    "jpg": FileKind.JPEG,
    "jpeg": FileKind.JPEG,
    "png": FileKind.PNG,
}
LARGEST = 10 * 1024 * 1024  # bytes of one file
