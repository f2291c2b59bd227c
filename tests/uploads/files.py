"""Small files of every kind, made here: whole ones, and ones that pretend."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< >>\nstartxref\n0\n%%EOF\n"
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    + b"\0" * 40
    + b"\xff\xd9"
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


def _part(name: bytes, data: bytes) -> bytes:
    body = name + data
    return len(data).to_bytes(4) + body + zlib.crc32(body).to_bytes(4)


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + _part(b"IHDR", b"\0\0\0\1\0\0\0\1\x08\0\0\0\0")
    + _part(b"IDAT", zlib.compress(b"\0\0"))
    + _part(b"IEND", b"")
)


def zipped(parts: dict[str, str]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def docx(kind: str = WORD, **more: str) -> bytes:
    parts = {"[Content_Types].xml": f'<Types><Override ContentType="{kind}"/></Types>'}
    return zipped({**parts, "word/document.xml": "<w:document/>", **more})


DOCX = docx()
XLSX = zipped({
    "[Content_Types].xml": f'<Types><Override ContentType="{SHEET}"/></Types>',
    "xl/workbook.xml": "<workbook/>",
})  # fmt: skip
WHOLE = {"cv.pdf": PDF, "cv.docx": DOCX, "cv.jpg": JPEG, "CV.JPEG": JPEG, "cv.png": PNG}
