"""The short form of ``make race``: three processes, one round of each scenario."""

from __future__ import annotations

import subprocess
import sys

from bench.heats import HEATS
from tests.tree import ROOT


def test_nothing_happens_twice_or_is_lost(database_kind) -> None:
    command = [sys.executable, "-m", "bench.race", "--rounds", "1", "--only", database_kind]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert [line.split("  ", 1)[1].partition(":")[0].strip() for line in lines] == list(HEATS)
    assert all(line.endswith("0 failed, 0 twice, 0 lost") for line in lines)
