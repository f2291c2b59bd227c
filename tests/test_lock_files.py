"""The lock files: every package pinned and hashed, and nothing about where it came from."""

import json
import re
import tomllib
from typing import Any

import pytest

from tests.tree import ROOT

LOCKS = sorted(path.stem for path in (ROOT / "requirements").glob("*.txt"))
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ]+)(?: ; (?P<marker>[^\\]+))? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def pins(lock: str) -> dict[str, str]:
    """The lines that name a package, by its name."""
    lines = (ROOT / f"requirements/{lock}.txt").read_text().splitlines()
    return {match["name"]: line for line in lines if (match := PIN.match(line))}


def package_json() -> dict[str, Any]:
    return json.loads((ROOT / "package.json").read_text())


def package_lock() -> dict[str, Any]:
    return json.loads((ROOT / "package-lock.json").read_text())


def test_the_locks_are_the_ones_the_makefile_installs() -> None:
    assert LOCKS == ["conformance", "dev", "node", "runtime"]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_is_a_pin_or_a_hash(lock: str) -> None:
    """No address, no option, no comment: pip needs nothing but its own settings."""
    lines = (ROOT / f"requirements/{lock}.txt").read_text().splitlines()
    assert [line for line in lines if not PIN.match(line) and not HASH.match(line)] == []
    assert PIN.match(lines[0])


def test_what_is_tested_is_what_is_run() -> None:
    assert pins("runtime").items() <= pins("dev").items()


def canonical(requirement: str) -> str:
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name
    return re.sub(r"[-_.]+", "-", name.group()).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_we_name_is_locked(lock: str) -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    named = settings["dependency-groups"].get(lock) or settings["project"]["dependencies"]
    assert {canonical(it) for it in named} <= pins(lock).keys()


def test_front_end_packages_are_named_exactly() -> None:
    ours = package_json()
    named = ours.get("dependencies", {}) | ours.get("devDependencies", {})
    assert {it: version for it, version in named.items() if not re.match(r"\d", version)} == {}
    root = package_lock()["packages"][""]
    assert named == root.get("dependencies", {}) | root.get("devDependencies", {})


def test_front_end_packages_are_hashed_and_have_no_address() -> None:
    packages = {name: it for name, it in package_lock()["packages"].items() if name}
    assert [name for name, it in packages.items() if "integrity" not in it] == []
    assert [name for name, it in packages.items() if "resolved" in it] == []
    assert packages
