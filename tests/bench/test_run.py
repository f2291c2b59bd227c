"""The short form of ``make bench``: every scenario is still answered as it says."""

from __future__ import annotations

import re
import subprocess
import sys
from types import SimpleNamespace

import pytest

from bench import table
from bench.measure import Result
from bench.scenarios import SCENARIOS
from bench.server import ROOT
from bench.table import Row


@pytest.mark.once
def test_every_scenario_is_answered() -> None:
    # Eleven times: the tenth copy is more offices of the same municipality.
    few = ["--databases", "sqlite", "--scales", "11", "--requests", "2"]
    run = [sys.executable, "-m", "bench.run", *few]
    ended = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    for scenario in SCENARIOS:
        assert re.search(rf"^\| {re.escape(scenario.name)} \|", ended.stdout, re.MULTILINE)


def cost(cpu: float, statements: int = 8, size: int = 1000, times: tuple[float, ...] = (10.0,) * 9):
    return Result([*times], [statements], web_ms=cpu * len(times), size=size)


@pytest.mark.parametrize(
    ("portal", "over"),
    [
        (cost(3), []),
        (cost(3.1), ["CPU"]),
        (cost(3, statements=9), ["SQL"]),
        (cost(3, size=40_001), ["kB"]),
        (cost(3, times=(10.0,) * 98 + (31.0, 31.0)), ["tail"]),
    ],
)
def test_what_is_over_its_aim_is_marked(portal, over) -> None:
    aims = SimpleNamespace(who="somebody", most=1.5, statements=6, kilobytes=40)
    row = Row(aims, portal, cost(2))
    assert row.over == over


def test_growth_is_marked_from_a_tenth_on() -> None:
    aims = SimpleNamespace(name="a page")
    small, large = Row(aims, cost(10), cost(2)), Row(aims, cost(11.5), cost(2))
    assert table.growth({"a page": small}, {"a page": large}, 100).endswith(
        "| 1.15 | 1.00 | rows |"
    )
