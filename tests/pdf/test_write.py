"""Documents a screen reader can read, and that read nothing they should not."""

from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING, Any

import pytest
import typst
from pypdf import PdfReader

from portal import pdf

if TYPE_CHECKING:
    from pathlib import Path

LETTER = """
#import "frame.typ": data, facts, frame
#show: frame
= Oppdrag
#facts(("Navn", data.name), ("Sted", data.at("place", default: "Lillestrøm")))
"""


@pytest.fixture(autouse=True)
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one small letter on the frame that all documents share."""
    shutil.copy(pdf.TEMPLATES / "frame.typ", tmp_path)
    (tmp_path / "letter.typ").write_text(LETTER, encoding="utf-8")
    monkeypatch.setattr(pdf, "TEMPLATES", tmp_path)
    return tmp_path


def written(name: str = "Ane Øverås", title: str = "Bekreftelse", **more: str) -> PdfReader:
    return PdfReader(io.BytesIO(pdf.write("letter", {"name": name, **more}, title=title)))


def text_of(reader: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def tags(node: Any) -> set[str]:
    """Every role in the structure tree."""
    node = node.get_object()
    if isinstance(node, list):
        return set().union(*(tags(it) for it in node))
    if not isinstance(node, dict):
        return set()
    found = {node["/S"]} if "/S" in node else set()
    return found | (tags(node["/K"]) if "/K" in node else set())


def test_it_is_tagged_and_says_so() -> None:
    root = written().trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF's own kind of true
    assert {"/H1", "/L"} <= tags(root["/StructTreeRoot"])
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf.write("letter", {"name": "A"}, title="B")


def test_it_has_title_and_language() -> None:
    reader = written(title="Bekreftelse på formål")
    assert reader.metadata is not None
    assert reader.metadata.title == "Bekreftelse på formål"
    assert reader.trailer["/Root"]["/Lang"] == "nb-NO"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 - a PDF's own kind of true


@pytest.mark.parametrize("title", ["", "  "])
def test_it_is_not_made_without_a_title(title: str) -> None:
    with pytest.raises(ValueError, match="title"):
        written(title=title)


@pytest.mark.parametrize("name", ['#read("/etc/passwd")', "*Ane* #sys.inputs", "= Ane $x^2$", "//"])
def test_what_a_person_wrote_stays_text(name: str) -> None:
    text = text_of(written(name))
    assert name in text


def test_a_template_reads_nothing_outside_its_folder(templates: Path) -> None:
    outside = templates.parent / "secret.txt"
    outside.write_text("hemmelig", encoding="utf-8")
    (templates / "spy.typ").write_text('#read("../secret.txt")', encoding="utf-8")
    with pytest.raises(typst.TypstError):
        pdf.write("spy", {}, title="Bekreftelse")


def test_a_missing_value_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(typst.TypstError, match="name"):
        pdf.write("letter", {}, title="Bekreftelse")


def test_the_same_data_gives_the_same_bytes() -> None:
    first, again = (pdf.write("letter", {"name": "Ane"}, title="Brev") for _ in range(2))
    assert first == again


def test_norwegian_letters_are_read_back() -> None:
    text = text_of(written("Åse Sæther Øygård", place="Bø"))
    assert "Åse Sæther Øygård" in text
    assert "Side 1 av 1" in text
