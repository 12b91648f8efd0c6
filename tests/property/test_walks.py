"""Any order of moves that anybody could think of, on the table of rules alone."""

from __future__ import annotations

import random

from app.domain.endorsements.states import Action, State, target
from app.domain.errors import TransitionRefused
from app.domain.events.models import ActorKind

WALKS, MOVES = 10_000, 15


def test_no_walk_leads_to_the_register_without_the_mailbox_and_a_moderator() -> None:
    chance = random.Random(20261123)
    arrived = 0
    for _ in range(WALKS):
        state, confirmed, approved = State.UNCONFIRMED, False, False
        for action, actor in zip(
            chance.choices(list(Action), k=MOVES), chance.choices(list(ActorKind), k=MOVES), strict=True
        ):
            try:
                moved_to = target(action, state, actor)
            except TransitionRefused:
                continue
            assert state is not State.WITHDRAWN or action is Action.UNDO, "withdrawn is final"
            state = moved_to
            confirmed |= action is Action.CONFIRM and actor is ActorKind.SIGNATORY
            approved = state is State.APPROVED and (
                approved or (action is Action.APPROVE and actor is ActorKind.MODERATOR)
            )
            assert state is not State.APPROVED or (confirmed and approved)
        arrived += state is State.APPROVED
    assert arrived, "none of them came to the register at all"
