"""What is true of every table."""

import pytest
import sqlalchemy as sa

import portal.app  # noqa: F401 - brings every table
from portal.core.db import Base

BELONG_TO_NO_MUNICIPALITY = {
    "municipality": "is one",
    "answered_form": "keeps only hashes, of one actor's form",
    "postcode": "is the whole country's: the post's own table",
    "failed_sign_in": "is counted before anybody knows who it was",
}


def test_every_table_belongs_to_a_municipality() -> None:
    without = {it.name for it in Base.metadata.sorted_tables if "municipality_id" not in it.columns}
    assert without == set(BELONG_TO_NO_MUNICIPALITY)


def test_every_constraint_and_index_has_a_name() -> None:
    nameless = [
        f"{table.name}: {thing}"
        for table in Base.metadata.sorted_tables
        for thing in [*table.constraints, *table.indexes]
        if not isinstance(thing.name, str)
    ]
    assert nameless == []


def test_names_fit_every_database() -> None:
    """PostgreSQL cuts a name at 63 bytes without a word, and then forms cannot map it back."""
    names = [
        str(thing.name)
        for table in Base.metadata.sorted_tables
        for thing in [table, *table.columns, *table.constraints, *table.indexes]
    ]
    assert [name for name in names if len(name) > 63] == []


@pytest.mark.parametrize(
    ("ending", "kind"),
    [("_at", sa.DateTime), ("_on", sa.Date), ("_minutes", sa.Integer), ("_ore", sa.Integer)],
)
def test_a_column_is_what_its_name_says(ending: str, kind: type) -> None:
    columns = [it for table in Base.metadata.sorted_tables for it in table.columns]
    ours = {str(it): it.type for it in columns if it.name.endswith(ending)}
    plain = {name: getattr(type_, "impl_instance", type_) for name, type_ in ours.items()}
    assert {name: type_ for name, type_ in plain.items() if not isinstance(type_, kind)} == {}
    assert ours
