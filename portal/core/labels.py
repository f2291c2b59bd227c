"""Words for codes: the same state is called different things by different people.

A feature's ``labels.py`` registers its enums; templates say ``state | label("worker")``.
"""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, TypeAlias

import wtforms

SelectChoice: TypeAlias = wtforms.SelectChoice  # type: ignore[attr-defined, name-defined]  # the stubs are old
Text = Any  # a str, or flask-babel's lazy one, which has no types
# By type too: members of two StrEnums with the same value are equal, and hash alike.
_labels: dict[tuple[type[Enum], Enum], Mapping[str, Text]] = {}


def register(words: Mapping[Enum, Text | Mapping[str, Text]]) -> None:
    """Give each code its word, or its words per audience (key "" is everybody else's)."""
    for code, word in words.items():
        _labels[type(code), code] = word if isinstance(word, Mapping) else {"": word}


def label(code: Enum, audience: str = "") -> str:
    """Return what this audience calls the code; KeyError when nobody gave it a word."""
    words = _labels[type(code), code]
    return str(words.get(audience) or words[""])


def choices(codes: Iterable[Enum], audience: str = "") -> list[SelectChoice]:
    """Return every code with its word, for a form's choices."""
    return [SelectChoice(str(code.value), label(code, audience)) for code in codes]
