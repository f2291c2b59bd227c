"""Documents as PDF/UA-1: tagged, with a title and a language, read aloud as they are printed.

The words and the layout are a typst template in ``templates/pdf``. What a person wrote reaches
it as JSON and is only ever text there: ``#read("…")`` in a name stays those letters. The same
data gives the same bytes, since nothing reads the clock.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

CONTENT_TYPE = "application/pdf"
TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "pdf"


def write(template: str, data: Mapping[str, Any], *, title: str) -> bytes:
    """Return the document ``templates/pdf/<template>.typ`` makes of the data.

    Values are text, numbers, lists and mappings of them, dates already in words. The title is
    shown by every reader and kept by every archive, so it never holds a name.
    Raises ValueError without a title, typst.TypstError when the template wants what is missing.
    """
    if not title.strip():
        raise ValueError("A document needs a title.")
    written = typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,  # nothing outside it can be read or imported
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data), "title": title},
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=0,
    )
    assert isinstance(written, bytes)  # one file, not a page at a time
    return written


@cache
def _fonts() -> typst.Fonts:
    """The fonts that come with typst: a document looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[])
