"""A form is answered once, whoever presses twice; see also tests/access/test_guard.py."""

from __future__ import annotations

from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest

from portal.core import once

ME, KEY = uuid4(), uuid4()


@pytest.mark.parametrize("text", ["", "x", "12", "not-a-uuid"])
def test_a_form_without_a_key_is_no_form_to_remember(text):
    request = SimpleNamespace(form={"request_key": text}, endpoint="a.b")
    assert once.key_of(request, ME) is None


def test_the_key_belongs_to_the_person_and_the_page():
    request = SimpleNamespace(form={"request_key": str(KEY)}, endpoint="a.b")
    assert once.key_of(request, ME) == once.FormKey(ME, "a.b", KEY)
    assert once.key_of(request, None) == once.FormKey(UUID(int=0), "a.b", KEY)


def test_an_answer_is_found_by_the_same_form_alone(session):
    once.remember(once.FormKey(ME, "a.b", KEY), "/made")
    assert once.earlier_answer(once.FormKey(ME, "a.b", KEY)) == "/made"
    assert once.earlier_answer(None) is None
    for other in (
        once.FormKey(uuid4(), "a.b", KEY),
        once.FormKey(ME, "a.c", KEY),
        once.FormKey(ME, "a.b", uuid4()),
    ):
        assert once.earlier_answer(other) is None


def test_an_answer_that_leads_nowhere_is_not_remembered(session):
    form = once.FormKey(ME, "a.b", KEY)
    once.remember(form, None)
    once.remember(None, "/made")
    assert once.earlier_answer(form) is None
