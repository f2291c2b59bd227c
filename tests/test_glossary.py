"""The Norwegian words in the code are those of docs/glossary.md and no others."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.tree import ROOT, assert_none, committed, nodes, text_of, where

FOLDED = str.maketrans({"ø": "o", "å": "a", "æ": "ae"})

# How Norwegian words begin that are likely to slip in, besides those docs/glossary.md translates.
NORWEGIAN_STEMS = {
    *("adresse", "aktivitet", "ansatt", "arbeid", "avslag", "avtale", "beslutning", "bolig"),
    *("bruker", "dager", "dato", "deltaker", "egenand", "enhet", "epost", "etternavn", "ferie"),
    *("fodsel", "forelder", "foreldre", "fornavn", "frist", "fylke", "gebyr", "helg", "henvis"),
    *("hviletid", "innlogg", "innsend", "innvilg", "kjonn", "kjore", "kladd", "kontor", "leder"),
    *("maned", "melding", "mottak", "navn", "nodvend", "omsorg", "opplaer", "oppgave", "ordning"),
    *("overtid", "personnummer", "politi", "postnummer", "rettighet", "rolle", "saks", "skjema"),
    *("skole", "sted", "stilling", "stotte", "sykdom", "sykmeld", "taushet", "telefon"),
    *("tildel", "tilgang", "tiltak", "tjeneste", "trukket", "utbetal", "utkast", "varsel"),
    *("vedtak", "verge", "vilkar", "fortrolig", "fullmakt", "gradering", "ugradert", "avlast"),
}


def glossary(heading: str) -> list[tuple[str, ...]]:
    """The rows of the table under a heading, cell by cell."""
    section = text_of(ROOT / "docs/glossary.md").split(f"## {heading}\n", 1)[1].split("\n## ")[0]
    rows = [line.strip("| ").split("|") for line in section.splitlines() if line.startswith("|")]
    return [tuple(cell.strip() for cell in row) for row in rows[2:]]


def kept_words() -> set[str]:
    codes = " ".join(row[1] for row in glossary("Norwegian words we keep"))
    return set(re.findall(r"[a-z]+", codes))


def translated_words() -> set[str]:
    bokmal = " ".join(row[0] for row in glossary("Norwegian words we translate"))
    return set(re.findall(r"[a-z]+", bokmal.lower().translate(FOLDED)))


def without_plural(word: str) -> str:
    return re.sub(r"(er|e|r|s)$", "", word)


def words_of(name: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)]


def identifiers(path: Path) -> Iterator[tuple[int, str]]:
    """All but the names of arguments where something is called: addresses are built with those."""
    yield 1, path.stem
    for node in nodes(path):
        if isinstance(node, ast.keyword):
            continue
        for attribute in ("name", "id", "attr", "arg"):
            name = getattr(node, attribute, None)
            if isinstance(name, str):
                yield getattr(node, "lineno", 1), name


def test_norwegian_words_in_the_code_are_in_the_glossary() -> None:
    kept, stems = kept_words(), tuple(NORWEGIAN_STEMS | translated_words())
    unknown = [
        f"{where(path, line)}: {word}"
        for path in committed("portal/*.py")
        for line, name in identifiers(path)
        for word in words_of(name)
        if word.startswith(stems) and word not in kept and without_plural(word) not in kept
    ]
    assert_none(unknown)


def test_the_glossary_is_in_order_and_says_where_and_why() -> None:
    kept = glossary("Norwegian words we keep")
    assert [row for row in kept if len(row) != 5 or not all(row)] == []
    assert not kept_words() & translated_words()
    for table in (kept, glossary("Norwegian words we translate")):
        bokmal = [row[0].lower() for row in table]
        assert bokmal == sorted(bokmal, key=norwegian_order)


def norwegian_order(word: str) -> list[int]:
    return ["abcdefghijklmnopqrstuvwxyzæøå".find(letter) for letter in word]
