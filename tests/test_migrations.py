"""The revisions make the tables the models describe, lose nothing, and can be undone."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

import portal.app  # noqa: F401 - brings every table
from portal.core.db import Base

ROOT = Path(__file__).resolve().parents[1]
MIGRATIONS = ROOT / "migrations"


def settings_for(url: str, versions: Path = MIGRATIONS / "versions") -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("version_locations", str(versions))
    config.set_main_option("path_separator", "newline")
    config.attributes["url"] = url
    return config


@contextmanager
def connected(url: str) -> Iterator[sa.Connection]:
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def test_up_down_up(empty_database_url: str) -> None:
    config = settings_for(empty_database_url)
    command.upgrade(config, "head")
    command.downgrade(config, "base")
    with connected(empty_database_url) as connection:
        assert sa.inspect(connection).get_table_names() == ["alembic_version"]
    command.upgrade(config, "head")


def test_revisions_make_what_the_models_say(new_database_url: Callable[[], str]) -> None:
    migrated, created = new_database_url(), new_database_url()
    command.upgrade(settings_for(migrated), "head")
    with connected(created) as connection:
        Base.metadata.create_all(connection)
    by_revisions, by_models = described(migrated), described(created)
    assert by_revisions.keys() == by_models.keys()
    assert {name: it for name, it in by_revisions.items() if it != by_models[name]} == {}


def described(url: str) -> dict[str, dict[str, Any]]:
    """Everything the database itself knows about its tables, constraints in their own words."""
    with connected(url) as connection:
        inspector = sa.inspect(connection)
        return {
            name: {
                "columns": sorted(map(_column, inspector.get_columns(name))),
                "primary key": inspector.get_pk_constraint(name),
                "foreign keys": _sorted(inspector.get_foreign_keys(name)),
                "unique": _sorted(inspector.get_unique_constraints(name)),
                "checks": _sorted(inspector.get_check_constraints(name)),
                "indexes": _sorted(inspector.get_indexes(name)),
            }
            for name in inspector.get_table_names()
            if name != "alembic_version"
        }


def _column(column: Any) -> tuple[str, ...]:
    return column["name"], str(column["type"]), str(column["nullable"]), str(column["default"])


def _sorted(things: Any) -> list[str]:
    return sorted(json.dumps(thing, default=str, sort_keys=True) for thing in things)


def test_there_is_one_head_and_it_is_named_in_a_file() -> None:
    """Two branches with a revision each then collide in git, not in production."""
    revisions = ScriptDirectory.from_config(settings_for("sqlite://"))
    head = revisions.get_revision(revisions.get_current_head() or "")
    assert Path(head.path).stem == (MIGRATIONS / "HEAD").read_text().strip()


def test_files_are_numbered_in_the_order_they_run() -> None:
    revisions = ScriptDirectory.from_config(settings_for("sqlite://"))
    in_order = [Path(it.path).name for it in reversed([*revisions.walk_revisions()])]
    numbers = [int(name[:3]) for name in in_order]
    assert numbers == list(range(1, len(in_order) + 1))
    assert all(re.fullmatch(r"\d{3}_[a-z0-9_]+\.py", name) for name in in_order)


def test_revisions_do_not_import_the_app() -> None:
    """An old revision must still run when the app has moved on."""
    files = sorted((MIGRATIONS / "versions").glob("*.py"))
    assert [it.name for it in files if re.search(r"\b(import|from) portal\b", it.read_text())] == []


PARENT_AND_CHILD = """
    revision, down_revision = "001", None

    def upgrade():
        op.create_table(
            "parent", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.Text))
        op.create_table(
            "child",
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column(
                "parent_id", sa.Integer, sa.ForeignKey("parent.id", ondelete="CASCADE")))
        op.execute("INSERT INTO parent VALUES (1, 'a'), (2, 'b')")
        op.execute("INSERT INTO child VALUES (1, 1), (2, 2)")
    """
REBUILD_THE_PARENT = """
    revision, down_revision = "002", "001"

    def upgrade():
        with op.batch_alter_table("parent") as parent:
            parent.alter_column("name", new_column_name="title")
    """
LOSE_A_PARENT = """
    revision, down_revision = "002", "001"

    def upgrade():
        op.execute("ALTER TABLE child ADD COLUMN seen INTEGER")
        op.execute("DELETE FROM parent WHERE id = 1")
    """


def write_revisions(folder: Path, *bodies: str) -> None:
    for number, body in enumerate(bodies, start=1):
        imports = "import sqlalchemy as sa\nfrom alembic import op\n"
        (folder / f"{number:03}_try.py").write_text(imports + dedent(body))


def test_rebuilding_a_table_keeps_the_rows_that_point_to_it(
    empty_database_url: str, tmp_path: Path
) -> None:
    write_revisions(tmp_path, PARENT_AND_CHILD, REBUILD_THE_PARENT)
    command.upgrade(settings_for(empty_database_url, tmp_path), "head")
    with connected(empty_database_url) as connection:
        parents = connection.exec_driver_sql("SELECT id, title FROM parent ORDER BY id").fetchall()
        children = connection.exec_driver_sql("SELECT id, parent_id FROM child ORDER BY id")
        assert (parents, children.fetchall()) == ([(1, "a"), (2, "b")], [(1, 1), (2, 2)])


def test_a_revision_that_leaves_orphans_is_undone(
    new_sqlite_url: Callable[[], str], tmp_path: Path
) -> None:
    """Only SQLite can: its foreign keys are off meanwhile. PostgreSQL keeps them on."""
    write_revisions(tmp_path, PARENT_AND_CHILD, LOSE_A_PARENT)
    url = new_sqlite_url()
    config = settings_for(url, tmp_path)
    command.upgrade(config, "001")
    with pytest.raises(RuntimeError, match="without their parent"):
        command.upgrade(config, "head")
    with connected(url) as connection:
        columns = [it["name"] for it in sa.inspect(connection).get_columns("child")]
        assert columns == ["id", "parent_id"]
        assert connection.exec_driver_sql("SELECT count(*) FROM parent").scalar() == 2
