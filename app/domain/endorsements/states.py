"""The state machine of an endorsement: one table of rules, from which the buttons are drawn as well."""

from __future__ import annotations

from dataclasses import dataclass
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


class Reason(StrEnum):
    """Why a moderator declined, reconsidered or withdrew; the words are the pages'."""

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
    reasons: tuple[Reason, ...] = ()  # a moderator must give one of these; empty: none is asked


_SIGNATORY = frozenset({ActorKind.SIGNATORY})
_MODERATOR = frozenset({ActorKind.MODERATOR})

RULES: dict[Action, Rule] = {
    Action.CONFIRM: Rule(frozenset({State.UNCONFIRMED}), State.PENDING, _SIGNATORY),
    Action.APPROVE: Rule(frozenset({State.PENDING}), State.APPROVED, _MODERATOR),
    Action.DECLINE: Rule(
        frozenset({State.PENDING}),
        State.DECLINED,
        _MODERATOR,
        (
            Reason.NOT_AN_ORGANISATION,
            Reason.DUPLICATE,
            Reason.NO_AUTHORITY,
            Reason.NOT_GENUINE,
            Reason.OUT_OF_SCOPE,
            Reason.OTHER,
        ),
    ),
    Action.RECONSIDER: Rule(
        frozenset({State.APPROVED, State.DECLINED}),
        State.PENDING,
        _MODERATOR,
        (Reason.MISTAKE, Reason.NO_AUTHORITY, Reason.NOT_GENUINE, Reason.AT_ITS_REQUEST, Reason.OTHER),
    ),
    Action.WITHDRAW: Rule(
        frozenset({State.UNCONFIRMED, State.PENDING, State.APPROVED}),
        State.WITHDRAWN,
        _SIGNATORY | _MODERATOR,
        (Reason.AT_ITS_REQUEST, Reason.DUPLICATE, Reason.OTHER),
    ),
    Action.AMEND: Rule(frozenset(LIVE), None, _SIGNATORY | _MODERATOR),
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
