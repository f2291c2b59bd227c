"""What a tree of processes has cost: CPU time to the nanosecond, and memory. Linux only."""

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

_OF_A_PROCESS = 2  # the scheduler's clock of a whole process, in clock_gettime's numbering


@dataclass
class Tree:
    """A process and all that descends from it, as it was when last looked at."""

    root: int | None  # None: there is no such process, and it costs nothing
    _pids: list[int] = field(default_factory=list)

    def look(self) -> None:
        """Find the processes anew: servers start more of them."""
        self._pids = [] if self.root is None else [self.root, *_descendants(self.root)]

    def cpu_ms(self) -> float:
        """Return the CPU time all of them have used until now."""
        return sum(_cpu_ns(pid) for pid in self._pids) / 1e6

    def memory_mb(self) -> float:
        """Return their memory, what they share counted once."""
        return sum(_pss_kb(pid) for pid in self._pids) / 1024


def _cpu_ns(pid: int) -> int:
    with suppress(OSError):
        return time.clock_gettime_ns(~pid << 3 | _OF_A_PROCESS)
    return 0


def _pss_kb(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _descendants(pid: int) -> Iterator[int]:
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, children.read_text(encoding="ascii").split()):
            yield child
            yield from _descendants(child)
