"""The state machine of an endorsement: one table of rules, from which the buttons are drawn as well."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from app.domain.errors import TransitionRefused
from app.domain.events.models import ActorKind


class State(StrEnum):
    """Where an endorsement stands."""

    UNCONFIRMED = "unconfirmed"
    PENDING = "pending"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


LIVE = (State.UNCONFIRMED, State.PENDING, State.APPROVED)  # one of these per statement and e-mail address


class Action(StrEnum):
    """What a person can do to an endorsement that exists."""

    CONFIRM = "confirm"
    APPROVE = "approve"
    DECLINE = "decline"
    RECONSIDER = "reconsider"
    WITHDRAW = "withdraw"
    AMEND = "amend"
    UNDO = "undo"


UNDO_WITHIN = timedelta(minutes=1)  # so long a decision can be taken back, and its mail is held


class Reason(StrEnum):
    """The built-in reasons, whose words are translated; which are offered for what, the editors decide (reasons.py)."""

    NOT_AN_ORGANISATION = "not_an_organisation"
    DUPLICATE = "duplicate"
    NO_AUTHORITY = "no_authority"
    NOT_GENUINE = "not_genuine"
    OUT_OF_SCOPE = "out_of_scope"
    AT_ITS_REQUEST = "at_its_request"
    MISTAKE = "mistake"
    OTHER = "other"


@dataclass(frozen=True)
class Rule:
    """Who may do an action from which states, where it leads (None: it stays), and whether it needs a reason."""

    sources: frozenset[State]
    target: State | None
    actors: frozenset[ActorKind]
    needs_reason: bool = False  # of a moderator: one of those that are offered for this action


_SIGNATORY = frozenset({ActorKind.SIGNATORY})
_MODERATOR = frozenset({ActorKind.MODERATOR})

RULES: dict[Action, Rule] = {
    Action.CONFIRM: Rule(frozenset({State.UNCONFIRMED}), State.PENDING, _SIGNATORY),
    Action.APPROVE: Rule(frozenset({State.PENDING}), State.APPROVED, _MODERATOR),
    Action.DECLINE: Rule(frozenset({State.PENDING}), State.DECLINED, _MODERATOR, needs_reason=True),
    Action.RECONSIDER: Rule(frozenset({State.APPROVED, State.DECLINED}), State.PENDING, _MODERATOR, needs_reason=True),
    Action.WITHDRAW: Rule(
        frozenset({State.UNCONFIRMED, State.PENDING, State.APPROVED}),
        State.WITHDRAWN,
        _SIGNATORY | _MODERATOR,
        needs_reason=True,
    ),
    Action.AMEND: Rule(frozenset(LIVE), None, _SIGNATORY | _MODERATOR),
    # To where the decision found it; only of the last one, by its moderator or an editor, within the minute.
    Action.UNDO: Rule(frozenset({State.PENDING, State.APPROVED, State.DECLINED, State.WITHDRAWN}), None, _MODERATOR),
}


def allowed(action: Action, state: State, actor: ActorKind) -> bool:
    """Whether this actor may do this action to an endorsement in this state."""
    rule = RULES[action]
    return state in rule.sources and actor in rule.actors


def target(action: Action, state: State, actor: ActorKind) -> State:
    """The state that the action leads to; raises TransitionRefused where the table has no such move."""
    if not allowed(action, state, actor):
        raise TransitionRefused(action, state)
    return RULES[action].target or state


def actions_for(state: State, actor: ActorKind) -> tuple[Action, ...]:
    """What this actor can do from this state, in the order of the table: the buttons of a page."""
    return tuple(action for action in RULES if allowed(action, state, actor))
