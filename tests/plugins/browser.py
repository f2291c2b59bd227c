"""Browser tests run only when asked for (``--e2e``), in the Chromium the machine has."""

from __future__ import annotations

import os
import subprocess
from typing import Any

import pytest

from tests.tree import ROOT


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--e2e", action="store_true", help="also drive a real browser")
    parser.addoption("--long", action="store_true", help="the long form of tests that have one")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--e2e"):
        return
    left_out = [item for item in items if item.get_closest_marker("e2e")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session")
def is_long_run(pytestconfig: pytest.Config) -> bool:
    """Whether to take the time: every role, every width, more rounds."""
    return bool(pytestconfig.getoption("--long"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """What pytest-playwright starts: no download of its own, and root needs no sandbox."""
    found = subprocess.run(
        [ROOT / "tools/find_chromium.sh"], capture_output=True, text=True, check=False
    )
    if not found.stdout:
        pytest.exit("--e2e needs a Chromium: apt install chromium, or set CHROMIUM", returncode=3)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {
        **browser_type_launch_args,
        "executable_path": found.stdout.strip(),
        "args": [*sandbox, "--disable-dev-shm-usage"],
    }
