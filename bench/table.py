"""The tables that are printed, in Markdown, and where a figure is over its aim."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bench.measure import Result
from bench.scenarios import Scenario

GROWTH = 1.1  # 100 times the rows may cost so much more
TAIL = 3  # p99 may be so many times p50
_HEAD = (
    "scenario", "p50 ms", "p99 ms", "req/s", "CPU ms", "db ms", "SQL", "kB", "floor CPU ms",
    "ratio", "aim", "over",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One scenario and what it cost, here and on the floor."""

    scenario: Scenario
    portal: Result
    floor: Result

    @property
    def ratio(self) -> float:
        """Return how many times the floor's CPU it takes, the database's with it."""
        return self.portal.cpu / self.floor.cpu

    @property
    def statements(self) -> int:
        """Return how many it takes once it is known who asks."""
        return self.portal.sql - (2 if self.scenario.who else 0)

    @property
    def kilobytes(self) -> float:
        return self.portal.size / 1000

    @property
    def over(self) -> list[str]:
        """Return what is over its aim."""
        tail = self.portal.percentile(0.99)
        found = {
            "CPU": self.ratio > self.scenario.most,
            "SQL": self.statements > (self.scenario.statements or self.statements),
            "kB": self.kilobytes > (self.scenario.kilobytes or self.kilobytes),
            "tail": tail > TAIL * self.portal.percentile(0.5),
        }
        return [name for name, is_over in found.items() if is_over]


def results(rows: Iterable[Row]) -> str:
    """Return a line for each scenario."""
    return _table(_HEAD, (_cells(row) for row in rows))


def _cells(row: Row) -> list[str]:
    portal, statements = row.portal, row.scenario.statements
    return [
        row.scenario.name, f"{portal.percentile(0.5):.1f}", f"{portal.percentile(0.99):.1f}",
        f"{portal.per_second:.0f}", f"{portal.web:.1f}", f"{portal.database:.1f}",
        f"{row.statements}" + (f" of {statements}" if statements else ""),
        f"{row.kilobytes:.1f}", f"{row.floor.cpu:.2f}", f"{row.ratio:.1f}",
        f"{row.scenario.most:g}", ", ".join(row.over),
    ]  # fmt: skip


def growth(small: Mapping[str, Row], large: Mapping[str, Row], times: int) -> str:
    """Return how the CPU grew with the rows, the floor's own growth beside it."""
    head = ("scenario", "CPU ms", f"{times} × the rows", "growth", "floor's growth", "over")
    return _table(head, (_growth(small[name], large[name]) for name in small if name in large))


def _growth(small: Row, large: Row) -> list[str]:
    grown = large.portal.cpu / small.portal.cpu
    return [
        small.scenario.name, f"{small.portal.cpu:.1f}", f"{large.portal.cpu:.1f}", f"{grown:.2f}",
        f"{large.floor.cpu / small.floor.cpu:.2f}", "rows" if grown > GROWTH else "",
    ]  # fmt: skip


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(head)
    numbers = ["---"] + ["--:"] * (len(head) - 2) + ["---"]
    lines = [head, numbers, *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
