"""House rules that no linter has. Each is a function from the tree to what breaks it."""

import ast
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

import portal.app  # noqa: F401 - brings every table
from portal.core.db import Base

ROOT = Path(__file__).resolve().parents[1]


def committed(*patterns: str) -> list[Path]:
    """The files git keeps, or will keep, and that are there."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for name in listed.stdout.splitlines() if (path := ROOT / name).is_file()]


def text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""  # a picture or a font


def where(path: Path, line: int | None = None) -> str:
    name = str(path.relative_to(ROOT))
    return f"{name}:{line}" if line else name


def lines_matching(pattern: str, paths: Iterable[Path]) -> list[str]:
    found = re.compile(pattern)
    return [
        f"{where(path, number)}: {line.strip()}"
        for path in paths
        if path != Path(__file__)
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if found.search(line)
    ]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(text_of(path))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


# Lines that must not be anywhere -------------------------------------------------------

PYTHON, TEMPLATES, SCRIPTS = ("*.py",), ("templates/*.html",), ("portal/assets/js/*.js",)
CODE = (*PYTHON, *TEMPLATES, *SCRIPTS, "*.css", "*.sh", "*.mjs", "Makefile")
# Where packages come from and where the tree lies are matters of one machine.
REGISTRIES = r"registry\.npmjs|pypi\.org/simple|files\.pythonhosted|registry\.yarnpkg"
OWN_PATHS = r"(?<![\w.$}{:/-])/(work|root|home|Users)/\w"

BANNED_LINES = {
    "no work left for later in a comment": (CODE, r"\b(TODO|FIXME|XXX)\b"),
    "noqa names its codes and says why": (PYTHON, r"# noqa(?!: [A-Z]+\d+(, ?[A-Z]+\d+)* - \w)"),
    "type: ignore names its codes": (PYTHON, r"type: ignore(?!\[)"),
    "templates let Jinja escape": (TEMPLATES, r"\|\s*safe\b|autoescape false|\bMarkup\b"),
    "templates hold no style": (TEMPLATES, r"<style\b|\sstyle="),
    "templates hold no script": (TEMPLATES, r"<script(?![^>]*\bsrc=)|\son[a-z]+=|javascript:"),
    "scripts run no text": (SCRIPTS, r"\beval\(|new Function\(|set(Timeout|Interval)\(\s*[\"'`]"),
    "scripts write no markup": (
        SCRIPTS,
        r"(inner|outer)HTML\s*=|insertAdjacentHTML|document\.write",
    ),
    "no file names a registry": (("*", ":!requirements/*"), REGISTRIES),
    "no file names a place on one machine": (("*",), OWN_PATHS),
}


@pytest.mark.parametrize("rule", BANNED_LINES)
def test_no_line_breaks(rule: str) -> None:
    patterns, banned = BANNED_LINES[rule]
    assert lines_matching(banned, committed(*patterns)) == []


# Names and sizes -----------------------------------------------------------------------

NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "tools_", "lib"}


def test_files_are_named_for_what_they_do() -> None:
    assert [where(it) for it in committed(*CODE) if it.stem.lower() in NAMELESS] == []


@pytest.mark.parametrize(
    ("pattern", "longest"),
    [("portal/*.py", 300), ("tools/*.py", 300), ("bench/*.py", 300), ("templates/*.html", 150)],
)
def test_files_can_be_read_in_one_sitting(pattern: str, longest: int) -> None:
    lengths = {where(it): len(text_of(it).splitlines()) for it in committed(pattern)}
    assert {name: length for name, length in lengths.items() if length > longest} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
        return (function.end_lineno or 0) - function.lineno + 1

    too_long = [
        f"{where(path, function.lineno)} {function.name}: {length(function)} lines"
        for path in committed("portal/*.py", "tools/*.py")
        for function in functions(path)
        if length(function) > 50
    ]
    assert too_long == []


# The shape of a feature ----------------------------------------------------------------

LAYERS = {"states", "models", "queries", "service", "forms", "views", "__init__"}
# These hold no feature: what they hold is in docs/architecture.md.
OTHER_PACKAGES = {"core", "rules", "ical", "access", "assets", "translations"}


def test_a_module_beside_the_usual_ones_says_what_it_is() -> None:
    silent = [
        where(path)
        for path in committed("portal/*/*.py")
        if path.parent.name not in OTHER_PACKAGES and path.stem not in LAYERS
        if ast.get_docstring(ast.parse(text_of(path))) is None
    ]
    assert silent == []


def test_a_feature_has_no_folders() -> None:
    """A feature that outgrows its files is split into features, never into layers."""
    deep = [
        where(path)
        for path in committed("portal/*.py")
        if len(path.relative_to(ROOT).parts) > 3 and path.parts[-3] not in OTHER_PACKAGES
    ]
    assert deep == []


# Time ----------------------------------------------------------------------------------

CLOCK_CALLS = {"now", "utcnow", "today", "current_timestamp", "localtime", "gmtime"}


def clock_calls(path: Path) -> list[str]:
    """Calls of any clock but ours: Python's under whatever name, and the database's."""
    return [
        where(path, node.lineno)
        for node in ast.walk(ast.parse(text_of(path)))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in CLOCK_CALLS
        if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "clock")
    ]


def test_there_is_one_clock() -> None:
    paths = [it for it in committed("portal/*.py") if it != ROOT / "portal/core/clock.py"]
    assert [call for path in paths for call in clock_calls(path)] == []


# Tests ---------------------------------------------------------------------------------

# What makes a test able to fail besides an assert of its own.
JUDGES = re.compile(
    r"^(raises|warns|fail|expect|check\w*|assert\w*|verify\w*|must_\w+|refuses\w*)$"
)


def can_fail(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if JUDGES.match(name):
                return True
    return False


def test_every_test_can_fail() -> None:
    hollow = [
        where(path, function.lineno)
        for path in committed("tests/*.py")
        for function in functions(path)
        if function.name.startswith("test_") and not can_fail(function)
    ]
    assert hollow == []


# Tables --------------------------------------------------------------------------------

BELONG_TO_NO_MUNICIPALITY = {
    "municipality": "is one",
    "answered_form": "keeps only hashes, of one actor's form",
    "failed_sign_in": "is counted before anybody knows who it was",
}


def test_every_table_belongs_to_a_municipality() -> None:
    without = {it.name for it in Base.metadata.sorted_tables if "municipality_id" not in it.columns}
    assert without == set(BELONG_TO_NO_MUNICIPALITY)


def test_every_constraint_and_index_has_a_name() -> None:
    nameless = [
        f"{table.name}: {thing}"
        for table in Base.metadata.sorted_tables
        for thing in [*table.constraints, *table.indexes]
        if not isinstance(thing.name, str)
    ]
    assert nameless == []


def test_names_fit_every_database() -> None:
    """PostgreSQL cuts a name at 63 bytes without a word, and then forms cannot map it back."""
    names = [
        str(thing.name)
        for table in Base.metadata.sorted_tables
        for thing in [table, *table.columns, *table.constraints, *table.indexes]
    ]
    assert [name for name in names if len(name) > 63] == []


@pytest.mark.parametrize(
    ("ending", "kind"),
    [("_at", sa.DateTime), ("_on", sa.Date), ("_minutes", sa.Integer), ("_ore", sa.Integer)],
)
def test_a_column_is_what_its_name_says(ending: str, kind: type) -> None:
    columns = [it for table in Base.metadata.sorted_tables for it in table.columns]
    ours = {str(it): it.type for it in columns if it.name.endswith(ending)}
    plain = {name: getattr(type_, "impl_instance", type_) for name, type_ in ours.items()}
    assert {name: type_ for name, type_ in plain.items() if not isinstance(type_, kind)} == {}
    assert ours


# Words ---------------------------------------------------------------------------------

FOLDED = str.maketrans({"ø": "o", "å": "a", "æ": "ae"})

# How Norwegian words begin that are likely to slip in, besides those docs/glossary.md translates.
NORWEGIAN_STEMS = {
    *("adresse", "aktivitet", "ansatt", "arbeid", "avslag", "avtale", "beslutning", "bolig"),
    *("bruker", "dager", "dato", "deltaker", "egenand", "enhet", "epost", "etternavn", "ferie"),
    *("fodsel", "forelder", "foreldre", "fornavn", "frist", "fylke", "gebyr", "helg", "henvis"),
    *("hviletid", "innlogg", "innsend", "innvilg", "kjonn", "kjore", "kladd", "kontor", "leder"),
    *("maned", "melding", "mottak", "navn", "nodvend", "omsorg", "opplaer", "oppgave", "ordning"),
    *("overtid", "personnummer", "politi", "postnummer", "rettighet", "rolle", "saks", "skjema"),
    *("skole", "sted", "stilling", "stotte", "strengt", "sykdom", "sykmeld", "taushet", "telefon"),
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


def words_of(name: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)]


def identifiers(path: Path) -> Iterator[tuple[int, str]]:
    yield 1, path.stem
    for node in ast.walk(ast.parse(text_of(path))):
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
        if word.startswith(stems) and word not in kept
    ]
    assert unknown == []


def test_the_glossary_is_in_order_and_says_where_and_why() -> None:
    kept = glossary("Norwegian words we keep")
    assert [row for row in kept if len(row) != 5 or not all(row)] == []
    assert not kept_words() & translated_words()
    for table in (kept, glossary("Norwegian words we translate")):
        bokmal = [row[0].lower() for row in table]
        assert bokmal == sorted(bokmal, key=norwegian_order)


def norwegian_order(word: str) -> list[int]:
    return ["abcdefghijklmnopqrstuvwxyzæøå".find(letter) for letter in word]
