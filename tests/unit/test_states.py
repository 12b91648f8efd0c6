"""The table of rules, and that it says what the design says."""

from __future__ import annotations

import itertools

import pytest

from app.domain.endorsements.states import LIVE, RULES, Action, State, actions_for, allowed, target
from app.domain.errors import TransitionRefused
from app.domain.events.models import ActorKind

SIGNATORY, MODERATOR = ActorKind.SIGNATORY, ActorKind.MODERATOR

# What may happen, row by row as DESIGN.md has it. Everything else is refused.
MOVES = {
    (Action.CONFIRM, State.UNCONFIRMED, SIGNATORY): State.PENDING,
    (Action.APPROVE, State.PENDING, MODERATOR): State.APPROVED,
    (Action.DECLINE, State.PENDING, MODERATOR): State.DECLINED,
    (Action.RECONSIDER, State.APPROVED, MODERATOR): State.PENDING,
    (Action.RECONSIDER, State.DECLINED, MODERATOR): State.PENDING,
    **{
        (Action.WITHDRAW, state, actor): State.WITHDRAWN
        for state in (State.UNCONFIRMED, State.PENDING, State.APPROVED)
        for actor in (SIGNATORY, MODERATOR)
    },
    **{
        (Action.AMEND, state, actor): state
        for state in (State.UNCONFIRMED, State.PENDING, State.APPROVED)
        for actor in (SIGNATORY, MODERATOR)
    },
    # To where the decision found it; tests/unit/test_undoing.py says when.
    **{
        (Action.UNDO, state, MODERATOR): state
        for state in (State.PENDING, State.APPROVED, State.DECLINED, State.WITHDRAWN)
    },
}


@pytest.mark.parametrize(("action", "state", "actor"), [*itertools.product(Action, State, ActorKind)])
def test_a_move_is_allowed_exactly_where_the_design_says_so(action: Action, state: State, actor: ActorKind) -> None:
    expected = MOVES.get((action, state, actor))
    assert allowed(action, state, actor) == (expected is not None)
    if expected is not None:
        assert target(action, state, actor) is expected
    else:
        with pytest.raises(TransitionRefused) as refusal:
            target(action, state, actor)
        assert (refusal.value.action, refusal.value.state) == (action, state)


def test_every_action_has_a_rule() -> None:
    assert set(RULES) == set(Action)


def test_buttons_are_drawn_from_the_table() -> None:
    assert actions_for(State.PENDING, MODERATOR) == (
        Action.APPROVE,
        Action.DECLINE,
        Action.WITHDRAW,
        Action.AMEND,
        Action.UNDO,
    )
    assert actions_for(State.APPROVED, SIGNATORY) == (Action.WITHDRAW, Action.AMEND)
    assert actions_for(State.DECLINED, MODERATOR) == (Action.RECONSIDER, Action.UNDO)


@pytest.mark.parametrize("actor", ActorKind)
def test_withdrawn_is_final_but_for_the_minute_in_which_a_moderator_undoes_it(actor: ActorKind) -> None:
    assert actions_for(State.WITHDRAWN, actor) == ((Action.UNDO,) if actor is MODERATOR else ())


def test_nobody_but_a_moderator_leads_to_the_register() -> None:
    assert {actor for (_, _, actor), moved_to in MOVES.items() if moved_to is State.APPROVED} == {MODERATOR, SIGNATORY}
    assert [rule.actors for rule in RULES.values() if rule.target is State.APPROVED] == [frozenset({MODERATOR})]


def test_the_system_and_administrators_move_nothing() -> None:
    for state in State:
        assert actions_for(state, ActorKind.SYSTEM) == actions_for(state, ActorKind.ADMINISTRATOR) == ()


def test_what_takes_something_from_somebody_needs_a_reason() -> None:
    assert {action for action, rule in RULES.items() if rule.needs_reason} == {
        Action.DECLINE,
        Action.RECONSIDER,
        Action.WITHDRAW,
    }


def test_what_is_over_is_not_live() -> None:
    assert set(State) - set(LIVE) == {State.DECLINED, State.WITHDRAWN}
