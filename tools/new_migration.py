"""Writes the next numbered revision from the difference between models and revisions.

``python -m tools.new_migration "add school calendar"`` gives
``migrations/versions/002_add_school_calendar.py`` and names it in ``migrations/HEAD``,
so two branches that both add a revision meet in git and not in production.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

ROOT = Path(__file__).resolve().parents[1]
HEAD = ROOT / "migrations" / "HEAD"


def next_number() -> str:
    names = (ROOT / "migrations" / "versions").glob("[0-9]*_*.py")
    return f"{max((int(path.name[:3]) for path in names), default=0) + 1:03}"


def write_revision(message: str) -> Path:
    """Compare with a fresh SQLite database, which also shows what needs batch mode."""
    config = Config(toml_file=ROOT / "pyproject.toml")
    with tempfile.TemporaryDirectory() as folder:
        config.attributes["url"] = f"sqlite:///{folder}/empty.db"
        command.upgrade(config, "head")
        revision = command.revision(config, message, autogenerate=True, rev_id=next_number())
    if revision is None or isinstance(revision, list):
        raise SystemExit("Alembic made no single revision.")
    return Path(revision.path)


def main(arguments: list[str]) -> int:
    message = " ".join(arguments).strip()
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9 ]+", message):
        print('Say what changes: make migration name="add school calendar"')
        return 2
    path = write_revision(message[0].upper() + message[1:])
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", path], check=True)
    HEAD.write_text(f"{path.stem}\n")
    print(f"Read it before you commit it: {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
