"""A file is what its bytes say, whatever it is called."""

from __future__ import annotations

import pytest

from portal.uploads.content import judge
from portal.uploads.errors import RefusedFileError
from portal.uploads.states import LARGEST, FileKind, Problem
from tests.uploads.files import DOCX, JPEG, MACROS, PDF, PNG, WHOLE, XLSX, docx, zipped

KINDS = {"pdf": FileKind.PDF, "docx": FileKind.DOCX, "jpg": FileKind.JPEG, "jpeg": FileKind.JPEG,
         "png": FileKind.PNG}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_taken(name):
    assert judge(WHOLE[name], name) is KINDS[name.rpartition(".")[2].lower()]


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("cv.pdf", b"", Problem.EMPTY),
        ("cv.pdf", PDF + b" " * LARGEST, Problem.TOO_LARGE),
        ("cv.pdf", b"Hei, jeg heter Nora.", Problem.OTHER_KIND),
        ("cv.exe", b"MZ\x90\0" + b"\0" * 60, Problem.OTHER_KIND),
        ("cv.pdf", b"MZ\x90\0" + b"\0" * 60, Problem.OTHER_KIND),
        ("cv.html", b"<!doctype html><html><script>alert(1)</script>", Problem.OTHER_KIND),
        ("cv.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", Problem.OTHER_KIND),
        ("cv.gif", b"GIF89a\1\0\1\0\0\0\0;", Problem.OTHER_KIND),
        ("cv.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Problem.OTHER_KIND),
        ("cv.zip", zipped({"cv.pdf": "x"}), Problem.OTHER_ENDING),
        ("cv.docx", zipped({"cv.pdf": "x"}), Problem.OTHER_KIND),
        ("cv.docx", XLSX, Problem.OTHER_KIND),
        ("cv.xlsx", XLSX, Problem.OTHER_ENDING),
        ("cv.pdf", DOCX, Problem.OTHER_ENDING),
        ("cv.docx", PDF, Problem.OTHER_ENDING),
        ("cv.png", JPEG, Problem.OTHER_ENDING),
        ("cv", PDF, Problem.OTHER_ENDING),
        ("cv.pdf.exe", PDF, Problem.OTHER_ENDING),
        # cut off
        ("cv.pdf", PDF[:40], Problem.DAMAGED),
        ("cv.png", PNG[:-6], Problem.DAMAGED),
        ("cv.png", PNG[:20], Problem.DAMAGED),
        ("cv.jpg", JPEG[:-2], Problem.DAMAGED),
        ("cv.docx", DOCX[:-30], Problem.DAMAGED),
        # what can run
        ("cv.docx", docx(MACROS), Problem.ACTIVE),
        ("cv.docx", docx(**{"word/vbaProject.bin": "x"}), Problem.ACTIVE),
        ("cv.docx", docx(**{"word/embeddings/oleObject1.bin": "x"}), Problem.ACTIVE),
        ("cv.pdf", PDF.replace(b"/Catalog", b"/Catalog /AA << /S /JavaScript >>"), Problem.ACTIVE),
        ("cv.pdf", PDF.replace(b"/Catalog", b"/Catalog /S /Launch"), Problem.ACTIVE),
        ("cv.pdf", PDF.replace(b"/Catalog", b"/Names << /EmbeddedFiles 1 >>"), Problem.ACTIVE),
        # two files in one
        ("cv.pdf", PDF[:-1] + DOCX + b"%%EOF", Problem.TWO_KINDS),
        ("cv.pdf", b"%PDF-1.4\n<script>alert(1)</script>\n%%EOF", Problem.TWO_KINDS),
        ("cv.png", PNG + b"MZ and more", Problem.TWO_KINDS),
        ("cv.png", PNG + DOCX, Problem.TWO_KINDS),
        ("cv.jpg", JPEG + DOCX, Problem.TWO_KINDS),
        ("cv.jpg", JPEG[:30] + b"<script>x</script>" + JPEG[30:], Problem.TWO_KINDS),
        ("cv.jpg", JPEG[:20] + PDF + JPEG[20:], Problem.TWO_KINDS),
        ("cv.docx", DOCX + b"\0" * 10, Problem.TWO_KINDS),
    ],
)  # fmt: skip
def test_what_is_not_taken_and_why(name, data, problem):
    with pytest.raises(RefusedFileError) as refused:
        judge(data, name)
    assert refused.value.problem is problem


def test_a_document_that_unpacks_to_very_much_is_not_taken():
    bomb = docx(**{f"word/{n}.xml": "0" * 50_000_000 for n in range(3)})
    assert len(bomb) < 1_000_000
    with pytest.raises(RefusedFileError) as refused:
        judge(bomb, "cv.docx")
    assert refused.value.problem is Problem.DAMAGED
