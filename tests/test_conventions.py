"""House rules that no linter has: each looks for what breaks it, and finds nothing."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.tree import ROOT, assert_none, committed, functions, nodes, text_of, where

# What must not be written --------------------------------------------------------------

ANYWHERE, PYTHON = ("*",), ("*.py",)
TEMPLATES, SCRIPTS = ("templates/*.html",), ("portal/assets/js/*.js",)
CODE = (*PYTHON, *TEMPLATES, *SCRIPTS, "*.css", "*.sh", "*.mjs", "Makefile")

# What, where, and a line that breaks it.
BANNED = {
    "work left for later": (CODE, r"\b(TODO|FIXME|XXX)\b", "# TODO: later"),
    "noqa without codes or reason": (
        PYTHON,
        r"# noqa(?!: [A-Z]+\d+(, ?[A-Z]+\d+)* - \w)",
        "import os  # noqa: F401",
    ),
    "type: ignore without codes": (PYTHON, r"type: ignore(?!\[)", "x = 1  # type: ignore"),
    "text that Jinja must not escape": (
        TEMPLATES,
        r"\|\s*safe\b|autoescape false|\bMarkup\b",
        "{{ name | safe }}",
    ),
    "style in a template": (TEMPLATES, r"<style\b|\sstyle=", '<p style="color: red">'),
    "script in a template": (
        TEMPLATES,
        r"<script(?![^>]*\bsrc=)|\son[a-z]+=|javascript:",
        '<button onclick="go()">',
    ),
    "text run as script": (
        SCRIPTS,
        r"\beval\(|new Function\(|set(Timeout|Interval)\(\s*[\"'`]",
        'setTimeout("go()", 9)',
    ),
    "markup made by script": (
        SCRIPTS,
        r"(inner|outer)HTML\s*=|insertAdjacentHTML|document\.write",
        "row.innerHTML = name",
    ),
    # Where packages come from and where the tree lies are matters of one machine.
    "a registry": (
        ANYWHERE,
        r"registry\.(npmjs|yarnpkg)|pypi\.org/simple|files\.pythonhosted",
        "https://registry.npmjs.org/x",
    ),
    "a place on one machine": (
        ANYWHERE,
        r"(?<![\w.$}{:/-])/(work|root|home|Users)/\w",
        "cd /home/kari/pusterom",
    ),
}


@pytest.mark.parametrize("what", BANNED)
def test_nowhere_is_there(what: str) -> None:
    patterns, banned, example = BANNED[what]
    assert re.search(banned, example)
    assert_none(matches(banned, committed(*patterns)))


def matches(pattern: str, paths: Iterable[Path]) -> list[str]:
    return [
        f"{where(path, text.count(chr(10), 0, match.start()) + 1)}: {match.group().strip()}"
        for path in paths
        if path != Path(__file__)
        for text in [text_of(path)]
        for match in re.finditer(pattern, text)
    ]


# Names and sizes -----------------------------------------------------------------------

NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "lib"}


def test_nothing_that_was_built_or_fetched_is_committed() -> None:
    """What is not written here: fonts, archives, and whatever has a hash in its name."""
    made = re.compile(r"-[A-Z0-9]{8}\.\w+$|\.(gz|br|woff2?|ttf|map|zip|whl|mo|sqlite)$|\.min\.")
    assert made.search("app-3JRHLWLN.css")
    assert_none(str(path.relative_to(ROOT)) for path in committed("*") if made.search(path.name))


def test_files_are_named_for_what_they_do() -> None:
    assert_none(where(it) for it in committed(*CODE) if it.stem.lower() in NAMELESS)


@pytest.mark.parametrize(
    ("pattern", "longest"),
    [("portal/*.py", 300), ("tools/*.py", 300), ("bench/*.py", 300), ("templates/*.html", 150)],
)
def test_a_file_can_be_read_in_one_sitting(pattern: str, longest: int) -> None:
    lengths = {where(it): len(text_of(it).splitlines()) for it in committed(pattern)}
    assert_none(f"{name}: {length}" for name, length in lengths.items() if length > longest)


def test_a_function_fits_on_a_screen() -> None:
    lengths = {
        f"{where(path, it.lineno)} {it.name}": (it.end_lineno or 0) - it.lineno + 1
        for path in committed("portal/*.py", "tools/*.py", "bench/*.py")
        if path.name != "labels.py"  # one long table of words
        for it in functions(path)
    }
    assert_none(f"{name}: {length}" for name, length in lengths.items() if length > 50)


# The shape of a feature ----------------------------------------------------------------

LAYERS = {"__init__", "states", "models", "queries", "service", "forms", "views"}
NOT_FEATURES = {"core", "rules", "ical", "access", "assets", "translations"}


def test_a_module_beside_the_usual_ones_says_what_it_is() -> None:
    silent = [
        where(path)
        for path in committed("portal/*/*.py")
        if path.parent.name not in NOT_FEATURES and path.stem not in LAYERS
        if ast.get_docstring(ast.parse(text_of(path))) is None
    ]
    assert_none(silent)


def test_a_feature_has_no_folders() -> None:
    """A feature that outgrows its files is split into features, never into layers."""
    deep = [
        where(path)
        for path in committed("portal/*.py")
        for parts in [path.relative_to(ROOT / "portal").parts]
        if len(parts) > 2 and parts[0] not in NOT_FEATURES
    ]
    assert_none(deep)


# Time ----------------------------------------------------------------------------------

CLOCK_CALLS = {"now", "utcnow", "today", "current_timestamp", "localtime", "gmtime"}


def test_there_is_one_clock() -> None:
    """Ours: not Python's under another name, nor the database's."""
    other = [
        where(path, node.lineno)
        for path in committed("portal/*.py")
        if path != ROOT / "portal/core/clock.py"
        for node in nodes(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in CLOCK_CALLS
        if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "clock")
    ]
    assert_none(other)


# Tests ---------------------------------------------------------------------------------

# The calls that make a test able to fail without an assert of its own. Those of a page do too:
# each checks the status it is told, or the usual one.
JUDGES = re.compile(r"raises|warns|fail|expect|post|submit|follow|(check|assert|verify|must_)\w*")


def can_fail(function: ast.AST, judges: set[str]) -> bool:
    return any(
        isinstance(node, ast.Assert) or (isinstance(node, ast.Call) and is_judge(node, judges))
        for node in ast.walk(function)
    )


def is_judge(call: ast.Call, judges: set[str]) -> bool:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    gets_page = name == "get" and re.search(
        r"""\(f?['"]/|, (status=)?\d{3}\)$""", ast.unparse(call)
    )
    return bool(gets_page or name in judges or JUDGES.fullmatch(name))


def test_every_test_can_fail() -> None:
    ours = [(path, it) for path in committed("tests/*.py") for it in functions(path)]
    judges = {it.name for _, it in ours if can_fail(it, set())}
    hollow = [
        f"{where(path, it.lineno)} {it.name}"
        for path, it in ours
        if it.name.startswith("test_") and not can_fail(it, judges)
    ]
    assert_none(hollow)
