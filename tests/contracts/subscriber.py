"""A real subscriber: vdirsyncer fetches a calendar over HTTP, khal says what is in it.

They live in an environment of their own, as they need other versions than the portal.
"""

import json
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

_ROOT = Path(__file__).parents[2]
_FORM = "%Y-%m-%d %H:%M"

VDIRSYNCER = """\
[general]
status_path = "{home}/status"
[pair shifts]
a = "feed"
b = "copy"
collections = null
[storage feed]
type = "http"
url = "{url}"
[storage copy]
type = "filesystem"
path = "{home}/copy"
fileext = ".ics"
"""

KHAL = """\
[calendars]
[[shifts]]
path = {home}/copy
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {home}/khal.db
"""


class Listed(NamedTuple):
    starts_at: datetime
    ends_at: datetime
    summary: str


def environment() -> Path:
    """Return the folder of the subscriber's programs, or skip the test and say so."""
    chosen = os.environ.get("PUSTEROM_CONFORMANCE_VENV", _ROOT / "build" / "conformance-venv")
    programs = Path(chosen).absolute() / "bin"
    if not (programs / "khal").exists() or not (programs / "vdirsyncer").exists():
        pytest.skip(f"NOT CHECKED by a real subscriber: no khal and vdirsyncer in {programs}")
    return programs


def sync(url: str, tmp_path: Path) -> list[str]:
    """Fetch the calendar as `vdirsyncer sync` does; return what it says it did.

    A second call with the same folder is the same subscriber coming back.
    """
    config = tmp_path / "vdirsyncer.conf"
    if not config.exists():
        (tmp_path / "copy").mkdir()
        config.write_text(VDIRSYNCER.format(home=tmp_path, url=url))
        _run(tmp_path, "vdirsyncer", "-c", config, "discover")
    return _run(tmp_path, "vdirsyncer", "-c", config, "sync").stderr.splitlines()


def listed(tmp_path: Path, first_on: str, last_on: str) -> list[Listed]:
    """Return what `khal list` shows of the last sync: every event once, in order of time."""
    config = tmp_path / "khal.conf"
    config.write_text(KHAL.format(home=tmp_path))
    fields = [f"--json={name}" for name in ("start-long", "end-long", "title")]
    answer = _run(tmp_path, "khal", "-c", config, "list", *fields, first_on, last_on)
    assert not answer.stderr, answer.stderr
    days = [json.loads(line) for line in answer.stdout.splitlines()]
    return sorted({_listed(**event) for day in days for event in day})


def read_with_khal(
    url: str, tmp_path: Path, first_on: str = "2026-01-01", last_on: str = "2027-12-31"
) -> list[Listed]:
    """Return what a subscriber's calendar shows from one UTC day to another."""
    sync(url, tmp_path)
    return listed(tmp_path, first_on, last_on)


def _listed(**event: str) -> Listed:
    starts_at, ends_at = (
        datetime.strptime(event[name], _FORM).replace(tzinfo=UTC)
        for name in ("start-long", "end-long")
    )
    return Listed(starts_at, ends_at, event["title"])


def _run(home: Path, program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    answer = subprocess.run(
        [str(environment() / program), *map(str, arguments)],
        env={"HOME": str(home), "LC_ALL": "C.UTF-8", "NO_PROXY": "127.0.0.1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, f"{program}: {answer.stdout}{answer.stderr}"
    return answer
