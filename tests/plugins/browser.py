"""A real browser, only when asked for (``--e2e``): the Chromium the machine has.

Not pytest-playwright: it gives every test with a fixture called ``page`` a browser's name.
"""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.tree import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--e2e", action="store_true", help="also drive a real browser")
    parser.addoption("--long", action="store_true", help="also what takes minutes")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    unasked = [name for name in ("e2e", "long") if not config.getoption(f"--{name}")]
    left_out = [item for item in items if any(map(item.get_closest_marker, unasked))]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests; each makes a context of its own in it."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow, and rarely needed

    found = subprocess.run(
        [ROOT / "tools/find_chromium.sh"], capture_output=True, text=True, check=False
    )
    if not found.stdout:
        pytest.exit("--e2e needs a Chromium: apt install chromium, or set CHROMIUM", returncode=3)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found.stdout.strip(), args=[*sandbox, "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()
