"""Where people race: everybody signed in, posts that start together, and what came of them."""

import http.client
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier

from typing_extensions import override

from bench.arena import Arena, address
from bench.server import Server
from bench.visitor import Visitor, hidden

NO_ANSWER = 599


@dataclass
class Runner(Visitor):
    """Somebody signed in, ready to post on a connection of their own."""

    csrf: str = ""

    def twin(self) -> "Runner":
        """Return another connection of the same browser."""
        return Runner(self.port, dict(self.cookies), csrf=self.csrf)

    def post(self, path: str, form: dict[str, str]) -> int:
        """Send a form; return the status, or NO_ANSWER."""
        try:
            return self.request("POST", path, {"csrf_token": self.csrf, **form}).status
        except (OSError, http.client.HTTPException):
            return NO_ANSWER
        finally:
            self.hang_up()


@dataclass(frozen=True)
class Shot:
    """One post: who, where, what."""

    who: Runner
    path: str
    form: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Heat:
    """A round: posts that start together, and how to count afterwards what they did.

    ``wanted`` is how often it should have happened; None: as often as was acknowledged.
    ``winners`` is how many may be told that it is done; None: any.
    """

    shots: Sequence[Shot]
    found: Callable[[], int]
    wanted: int | None = 1
    winners: int | None = 1

    def run(self) -> list[int]:
        """Send everything at once; return the statuses."""
        ready = Barrier(len(self.shots))

        def send(shot: Shot) -> int:
            ready.wait()
            return shot.who.post(shot.path, shot.form)

        with ThreadPoolExecutor(len(self.shots)) as pool:
            return list(pool.map(send, self.shots))


@dataclass
class Tally:
    """What came of a scenario."""

    tries: int = 0
    done: int = 0
    told: int = 0
    failed: int = 0
    twice: int = 0
    lost: int = 0

    @property
    def is_well(self) -> bool:
        """Whether everything happened once, and everybody got an answer."""
        return not (self.twice or self.lost or self.failed)

    def add(self, heat: Heat, statuses: Collection[int]) -> None:
        """Count a round: a redirect says that it is done, 4xx why it is not."""
        done = sum(status == 303 for status in statuses)
        told = sum(400 <= status < 500 for status in statuses)
        over = heat.found() - (done if heat.wanted is None else heat.wanted)
        wrong = done - (done if heat.winners is None else heat.winners)
        self.tries += len(statuses)
        self.done += done
        self.told += told
        self.failed += len(statuses) - done - told
        self.twice += max(over, wrong, 0)
        self.lost += max(-over, -wrong, 0)

    @override
    def __str__(self) -> str:
        return (
            f"{self.tries} tries, {self.done} done, {self.told} told why not, "
            f"{self.failed} failed, {self.twice} twice, {self.lost} lost"
        )


@dataclass
class Track:
    """The portal on one database, and everybody who has signed in."""

    server: Server
    arena: Arena
    _people: dict[str, Runner] = field(default_factory=dict)

    def runner(self, who: str, number: int = 0) -> Runner:
        """Return somebody on a connection of their own, signed in the first time."""
        email = address(who, number)
        if email not in self._people:
            runner = Runner(self.server.port)
            runner.sign_in(email)
            runner.csrf = hidden(runner.request("GET", "/min-side").text)["csrf_token"]
            runner.hang_up()
            self._people[email] = runner
        return self._people[email].twin()
