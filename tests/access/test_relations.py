"""Features say where relations come from; all are read in one statement."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import literal, select

from portal.access import relations
from portal.access.actor import Relation

TODAY = date(2026, 11, 22)


@pytest.fixture
def sources(monkeypatch) -> None:
    monkeypatch.setattr(relations, "_sources", [])


def test_nobody_stands_in_any_relation_until_a_feature_says_so(sources, session, statements):
    assert relations.of_user(session, uuid4(), TODAY) == frozenset()
    assert statements == []


def test_all_relations_are_read_at_once(sources, make, session, statements):
    user, other = make.user(), make.user()

    def itself(user_id, _today):
        return select(type(user).id).where(type(user).id == user_id)

    def everybody(_user_id, today):
        return select(type(user).id).where(literal(today) == TODAY)

    for _ in range(2):  # a source that is registered twice is asked once
        relations.register(Relation.LEADS, itself)
        relations.register(Relation.GUARDS, everybody)
    statements.clear()
    assert relations.of_user(session, user.id, TODAY) == {
        (Relation.LEADS, user.id),
        (Relation.GUARDS, user.id),
        (Relation.GUARDS, other.id),
    }
    assert len(statements) == 1
