"""Transition tables: what may happen, what may not, and what is wrong with a table."""

from dataclasses import replace
from enum import StrEnum

import pytest

from portal.rules.lifecycle import (
    Fault,
    Lifecycle,
    NotAllowedError,
    Problem,
    allowed,
    move,
    next_state,
    problems,
)


class State(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    RETURNED = "returned"
    APPROVED = "approved"


class Event(StrEnum):
    SEND = "send"
    RETURN = "return"
    APPROVE = "approve"


SHEET = Lifecycle(
    State.DRAFT,
    frozenset({State.APPROVED}),
    (
        move((State.DRAFT, State.RETURNED), Event.SEND, State.SENT, "worker"),
        move(State.SENT, Event.RETURN, State.RETURNED, "arbeidsleder", "coordinator"),
        move(State.SENT, Event.APPROVE, State.APPROVED, "coordinator"),
    ),
)


def with_move(*parts):
    return replace(SHEET, moves=(*SHEET.moves, move(*parts)))


@pytest.mark.parametrize(
    ("state", "actor", "events"),
    [
        (State.DRAFT, None, (Event.SEND,)),
        (State.DRAFT, "coordinator", ()),
        (State.SENT, None, (Event.RETURN, Event.APPROVE)),
        (State.SENT, "arbeidsleder", (Event.RETURN,)),
        (State.APPROVED, None, ()),
    ],
)
def test_what_may_happen(state, actor, events):
    assert allowed(SHEET, state, actor) == events


def test_an_event_two_actors_cause_differently_is_named_once():
    table = with_move(State.SENT, Event.RETURN, State.DRAFT, "worker")
    assert allowed(table, State.SENT) == (Event.RETURN, Event.APPROVE)
    assert next_state(table, State.SENT, Event.RETURN, "worker") is State.DRAFT
    assert problems(table) == []


@pytest.mark.parametrize("source", [State.DRAFT, State.RETURNED])
def test_where_an_event_leads(source):
    assert next_state(SHEET, source, Event.SEND, "worker") is State.SENT


@pytest.mark.parametrize(
    ("state", "event", "actor", "message"),
    [
        (State.DRAFT, Event.APPROVE, None, "approve in draft"),
        (State.SENT, Event.APPROVE, "worker", "approve in sent by worker"),
    ],
)
def test_what_may_not(state, event, actor, message):
    with pytest.raises(NotAllowedError, match=message) as refusal:
        next_state(SHEET, state, event, actor)
    assert (refusal.value.state, refusal.value.event, refusal.value.actor) == (state, event, actor)


def test_a_sound_table():
    assert problems(SHEET) == []


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            replace(SHEET, moves=SHEET.moves[:1]),
            [
                Problem(Fault.DEAD_END, State.DRAFT),
                Problem(Fault.DEAD_END, State.RETURNED),
                Problem(Fault.DEAD_END, State.SENT),
                Problem(Fault.UNREACHABLE, State.APPROVED),
                Problem(Fault.UNREACHABLE, State.RETURNED),
            ],
        ),
        (
            replace(SHEET, moves=SHEET.moves[1:]),
            [
                Problem(Fault.DEAD_END, State.DRAFT),
                Problem(Fault.DEAD_END, State.RETURNED),
                Problem(Fault.UNREACHABLE, State.APPROVED),
                Problem(Fault.UNREACHABLE, State.RETURNED),
                Problem(Fault.UNREACHABLE, State.SENT),
            ],
        ),
        (
            with_move(State.SENT, Event.APPROVE, State.RETURNED, "coordinator"),
            [Problem(Fault.AMBIGUOUS, State.SENT, Event.APPROVE)],
        ),
        (
            with_move(State.RETURNED, Event.APPROVE, State.APPROVED),
            [Problem(Fault.NOBODY, State.RETURNED, Event.APPROVE)],
        ),
    ],
)
def test_faults(table, expected):
    assert problems(table) == expected
