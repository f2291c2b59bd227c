"""Ask one server, then the other, then the first again, and add up what it cost."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter_ns

from bench.cost import Tree
from bench.scenarios import Sent
from bench.visitor import STATEMENTS, Answer, Visitor

ROUNDS = 2
WARM_UP = 5  # a new connection may meet the other worker, which has not made this page yet


class UnexpectedAnswerError(RuntimeError):
    """A scenario was answered with another status than it must be."""


@dataclass
class Result:
    """What requests cost: milliseconds each on the wall, and of CPU in all."""

    times: list[float] = field(default_factory=list)
    statements: list[int] = field(default_factory=list)
    web_ms: float = 0
    database_ms: float = 0
    size: int = 0

    @property
    def cpu(self) -> float:
        """Return the CPU milliseconds of a request, server and database together."""
        return self.web + self.database

    @property
    def web(self) -> float:
        return self.web_ms / len(self.times)

    @property
    def database(self) -> float:
        return self.database_ms / len(self.times)

    @property
    def sql(self) -> int:
        return int(median(self.statements))

    @property
    def per_second(self) -> float:
        return 1000 * len(self.times) / sum(self.times)

    def percentile(self, share: float) -> float:
        return sorted(self.times)[min(len(self.times) - 1, int(share * len(self.times)))]


@dataclass
class Asked:
    """One server as one person's browser sees it."""

    visitor: Visitor
    web: Tree
    database: Tree
    requests: Iterator[Sent]
    result: Result = field(default_factory=Result)

    def round(self, count: int) -> None:
        """Ask so many times over a new connection."""
        self.visitor.hang_up()
        for _number in range(min(WARM_UP, count)):
            self._ask(next(self.requests))
        self.web.look()
        self.database.look()
        for _number in range(count):
            self._measure(next(self.requests))

    def forget(self) -> None:
        """Begin anew: what was asked to warm up does not count."""
        self.result = Result()

    def _measure(self, sent: Sent) -> None:
        web, database = self.web.cpu_ms(), self.database.cpu_ms()
        started = perf_counter_ns()
        answer = self._ask(sent)
        self.result.times.append((perf_counter_ns() - started) / 1e6)
        self.result.web_ms += self.web.cpu_ms() - web
        self.result.database_ms += self.database.cpu_ms() - database
        self.result.statements.append(int(answer.headers.get(STATEMENTS) or 0))
        self.result.size = len(answer.body)

    def _ask(self, sent: Sent) -> Answer:
        headers = {"If_None_Match": sent.tag} if sent.tag else {}
        answer = self.visitor.request(sent.method, sent.path, sent.form, **headers)
        if answer.status != sent.status:
            raise UnexpectedAnswerError(f"{sent.method} {sent.path}: {answer.status}")
        return answer


def in_turn(portal: Asked, floor: Asked, count: int) -> tuple[Result, Result]:
    """Ask both ``count`` times in all, in turn."""
    for _round in range(ROUNDS):
        for asked in (portal, floor):
            asked.round(max(1, count // ROUNDS))
    return portal.result, floor.result
