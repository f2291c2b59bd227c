"""Measure the portal beside its floor: ``make bench``, or quicker ``make bench ARGS=--quick``.

Both apps run under gunicorn as it is set up for real, on the same database, and are asked in
turn (A B A B) over one connection. Trust CPU and statements; times are only printed. The exit
code says whether everything answered, not how fast.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import repeat
from pathlib import Path

from sqlalchemy import create_engine

from bench import table
from bench.cost import Tree
from bench.measure import Asked, UnexpectedAnswerError, in_turn
from bench.scenarios import SCENARIOS, Scenario, Sent, Stage
from bench.server import KINDS, ROOT, Server, databases, postmaster
from bench.table import Row
from bench.visitor import Visitor

COUNT, QUICK_COUNT = 100, 20
SCALES = (1, 100)


@dataclass(frozen=True, slots=True)
class Hall:
    """The two servers on one database, and the folder of the bodies the floor serves."""

    url: str
    portal: Server
    floor: Server
    bodies: Path

    def row(self, scenario: Scenario, count: int) -> Row:
        """Measure one scenario on both."""
        visitor = Visitor(self.portal.port)
        if scenario.who:
            visitor.sign_in(scenario.who)
        engine = create_engine(self.url.replace("postgresql://", "postgresql+psycopg://", 1))
        with engine.connect() as connection:
            requests = scenario.requests(Stage(visitor, connection))
            portal = self._asked(self.portal, visitor, requests)
            portal.round(1)
            self._write_body(scenario, visitor, next(requests))
            neighbour = Visitor(self.floor.port, visitor.cookies)
            floor = self._asked(self.floor, neighbour, repeat(_filled(scenario)))
            portal.forget()
            return Row(scenario, *in_turn(portal, floor, count))

    def _asked(self, server: Server, visitor: Visitor, requests: Iterator[Sent]) -> Asked:
        return Asked(visitor, Tree(server.pid), Tree(postmaster(self.url)), requests)

    def _write_body(self, scenario: Scenario, visitor: Visitor, sent: Sent) -> None:
        if sent.method == "GET":
            body = visitor.request("GET", sent.path).body
            (self.bodies / _slug(scenario)).write_bytes(body)


def _slug(scenario: Scenario) -> str:
    return "".join(it if it.isalnum() else "-" for it in scenario.name)


def _filled(scenario: Scenario) -> Sent:
    return replace(scenario.floor, path=scenario.floor.path.format(name=_slug(scenario)))


def measured(url: str, times: int, given: argparse.Namespace) -> list[Row]:
    """Fill a database, measure every scenario on it and print what it took."""
    portal = Server(url, "bench.counted:app")
    portal.flask("db", "upgrade")
    seed = [sys.executable, "-m", "bench.seed", "--times", str(times)]
    subprocess.run(seed, cwd=ROOT, env=portal.environment(), check=True)
    with tempfile.TemporaryDirectory() as folder:
        floor = Server(url, "bench.floor:app", more={"FLOOR_BODIES": folder})
        with portal.running(), floor.running():
            hall = Hall(url, portal, floor, Path(folder))
            rows = []
            for scenario in SCENARIOS:
                if given.only in scenario.name:
                    print(f"  {scenario.name} …", end="\r", file=sys.stderr)
                    rows.append(hall.row(scenario, given.requests))
            tree = Tree(portal.pid)
            tree.look()
            print(table.results(rows))
            print(f"\nMemory of the server and its workers: {tree.memory_mb():.0f} MB. ", end="")
            print(f"First answer after {portal.seconds:.1f} s.", flush=True)
    return rows


def main() -> int:
    given = arguments()
    found: dict[tuple[str, int], dict[str, Row]] = {}
    try:
        for times in given.scales:
            with databases(given.databases) as urls:
                for url in urls:
                    kind = url.partition(":")[0]
                    print(f"\n### {kind}, {times} × the demo\n", flush=True)
                    rows = measured(url, times, given)
                    found[kind, times] = {row.scenario.name: row for row in rows}
    except UnexpectedAnswerError as error:
        print(error, file=sys.stderr)
        return 1
    smallest, largest = min(given.scales), max(given.scales)
    for kind in given.databases:
        if smallest < largest and (kind, largest) in found:
            print(f"\n### {kind}: what the rows cost\n")
            print(table.growth(found[kind, smallest], found[kind, largest], largest))
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="SQLite, the demo's rows, few requests"
    )
    parser.add_argument("--databases", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument("--scales", nargs="+", type=int, default=SCALES, help="times the demo")
    parser.add_argument("--only", default="", help="scenarios with this in their name")
    parser.add_argument("--requests", type=int, default=COUNT, help="of each scenario")
    given = parser.parse_args()
    if given.quick:
        given.databases, given.scales, given.requests = ["sqlite"], [1], QUICK_COUNT
    return given


if __name__ == "__main__":
    sys.exit(main())
