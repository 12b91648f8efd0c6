"""What must be true after every act, of everything that is stored about one statement."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from app.domain.endorsements.models import Endorsement, Outcome
from app.domain.endorsements.queries import PublicSignatory, public_register, register_count
from app.domain.endorsements.states import LIVE, UNDO_WITHIN, State
from app.domain.events.models import ActorKind, Event
from app.domain.outbox.models import Message
from app.domain.outbox.operations import MAILS_A_DAY, STRANGERS_MAY_CAUSE
from app.domain.statements.models import Statement

MOVED_TO = {
    "endorsement:endorsed": State.UNCONFIRMED,
    "endorsement:confirmed": State.PENDING,
    "endorsement:approved": State.APPROVED,
    "endorsement:declined": State.DECLINED,
    "endorsement:reconsidered": State.PENDING,
    "endorsement:withdrawn": State.WITHDRAWN,
}
UNDONE = "endorsement:undone"
DECIDED = {"approve": "approved", "decline": "declined", "reconsider": "reconsidered", "withdraw": "withdrawn"}
Memory = dict[str, Any]


@dataclass(frozen=True)
class World:
    """Everything about one statement, read at once."""

    statement: Statement
    revisions: int
    endorsements: Sequence[Endorsement]
    trails: dict[int, list[Event]]
    mails: Sequence[Message]
    register: Sequence[PublicSignatory]
    listed: int

    @classmethod
    def seen(cls, session: Session, statement_id: int) -> World:
        statement = session.get_one(Statement, statement_id)
        endorsements = session.scalars(
            sa.select(Endorsement)
            .where(Endorsement.statement_id == statement_id)
            .options(selectinload(Endorsement.amendments), selectinload(Endorsement.decisions))
            .order_by(Endorsement.id)
        ).all()
        trails: dict[int, list[Event]] = defaultdict(list)
        for event in session.scalars(sa.select(Event).where(Event.statement_id == statement_id).order_by(Event.id)):
            trails[event.endorsement_id or 0].append(event)
        mails = sa.select(Message).where(Message.endorsement_id.in_([one.id for one in endorsements]))
        return cls(
            statement=statement,
            revisions=len(statement.revisions),
            endorsements=endorsements,
            trails=trails,
            mails=session.scalars(mails.order_by(Message.created_at, Message.id)).all(),
            register=public_register(session, statement_id),
            listed=register_count(session, statement_id).organisations,
        )

    def fingerprint(self) -> object:
        """Differs whenever anything differs."""
        rows = [
            (one.state, one.version, one.link_version, one.details, len(one.decisions), one.open_amendment is None)
            for one in self.endorsements
        ]
        events = sum(map(len, self.trails.values()))
        return rows, events, len(self.mails), self.statement.register_version, self.revisions


def events_tell_the_state(world: World, _memory: Memory) -> None:
    """Whoever replays the trail comes to the row's state, by moves that name where they came from."""
    for endorsement in world.endorsements:
        state = None
        for event in world.trails[endorsement.id]:
            assert event.facts.get("came_from", state) == state
            state = State(event.facts["back_to"]) if event.tag == UNDONE else MOVED_TO.get(event.tag, state)
        assert state is endorsement.state


def nobody_is_listed_without_mailbox_and_moderator(world: World, _memory: Memory) -> None:
    listed = [row.cursor for row in world.register]
    assert len(listed) == len(set(listed)) == world.listed
    for endorsement in world.endorsements:
        is_listed = endorsement.state is State.APPROVED
        assert (endorsement.public_id in listed) == (endorsement.listed_at is not None) == is_listed
        if endorsement.state is State.APPROVED:
            trail = {(one.tag, one.actor_kind) for one in world.trails[endorsement.id]}
            assert ("endorsement:confirmed", ActorKind.SIGNATORY) in trail
            assert ("endorsement:approved", ActorKind.MODERATOR) in trail


def what_readers_see_is_what_a_moderator_saw(world: World, memory: Memory) -> None:
    """While it stays listed, what is public of it changes by a moderator's act only."""
    shown = {row.cursor: (row.name, row.representative) for row in world.register}
    deeds = {one.public_id: _deeds_of_moderators(world, one) for one in world.endorsements}
    for name, (before, deed) in memory.get("public", {}).items():
        if name in shown and deeds[name] == deed:
            assert shown[name][0] == before[0]
            assert shown[name][1] in (before[1], None) or before[1] is None
    memory["public"] = {name: (shown[name], deeds[name]) for name in shown}


def _deeds_of_moderators(world: World, endorsement: Endorsement) -> int:
    return sum(event.moderator_id is not None for event in world.trails[endorsement.id])


def one_live_endorsement_for_each_mailbox(world: World, _memory: Memory) -> None:
    live = Counter(one.email_key for one in world.endorsements if one.state in LIVE)
    assert set(live.values()) <= {1}


def one_listing_for_each_organisation(world: World, _memory: Memory) -> None:
    listed = Counter(one.organisation_key for one in world.endorsements if one.state is State.APPROVED)
    assert set(listed.values()) <= {1}


def withdrawn_is_final(world: World, memory: Memory) -> None:
    """But for what a moderator withdrew and undid within the minute."""
    withdrawn = {one.id for one in world.endorsements if one.state is State.WITHDRAWN}
    for gone in memory.get("withdrawn", set()) - withdrawn:
        *_, act, undoing = world.trails[gone]
        assert (act.tag, act.actor_kind, undoing.tag) == ("endorsement:withdrawn", ActorKind.MODERATOR, UNDONE)
        assert undoing.at - act.at < UNDO_WITHIN
    memory["withdrawn"] = withdrawn


def what_was_undone_left_no_mail(world: World, _memory: Memory) -> None:
    """Every decision that stands has told its signatory once, and none that was undone has."""
    told = Counter((mail.endorsement_id, mail.kind, mail.created_at) for mail in world.mails)
    for endorsement in world.endorsements:
        for one in endorsement.decisions:
            mail = (endorsement.id, DECIDED[one.action], one.at)
            assert told[mail] == (one.action != "reconsider" and one.undone_at is None)


def what_readers_see_has_a_number_that_grows(world: World, memory: Memory) -> None:
    shown = (world.statement.closes_at, world.revisions, world.register)
    before, version = memory.get("shown", (shown, world.statement.register_version))
    assert world.statement.register_version >= version
    assert shown == before or world.statement.register_version > version
    memory["shown"] = (shown, world.statement.register_version)


def what_a_row_says_has_a_number_that_grows(world: World, memory: Memory) -> None:
    for one in world.endorsements:
        said = (one.state, one.details, one.revision_id, one.open_amendment.id if one.open_amendment else None)
        before, version = memory.get(f"row {one.id}", (said, one.version))
        assert one.version >= version
        assert said == before or one.version > version
        memory[f"row {one.id}"] = (said, one.version)


def every_decision_is_in_the_trail(world: World, _memory: Memory) -> None:
    for endorsement in world.endorsements:
        trail = [
            (event.tag, event.moderator_id)
            for event in world.trails[endorsement.id]
            if event.moderator_id and event.tag in MOVED_TO
        ]
        decided = [(f"endorsement:{DECIDED[one.action]}", one.moderator_id) for one in endorsement.decisions]
        assert trail == decided


def one_change_waits_at_most_and_only_of_what_is_listed(world: World, _memory: Memory) -> None:
    for endorsement in world.endorsements:
        waiting = [one for one in endorsement.amendments if one.outcome == Outcome.OPEN]
        assert len(waiting) <= (endorsement.state is State.APPROVED)


def strangers_cause_few_mails(world: World, _memory: Memory) -> None:
    caused: dict[str, list[datetime]] = defaultdict(list)
    for mail in world.mails:
        if mail.kind in STRANGERS_MAY_CAUSE:
            caused[mail.recipient_key].append(mail.created_at)
    for moments in caused.values():
        for first, later in zip(moments, moments[MAILS_A_DAY:], strict=False):
            assert later - first >= timedelta(days=1)


def nobody_signs_long_after_the_end(world: World, memory: Memory) -> None:
    """Nobody endorses after closing, and nobody confirms more than a day after it."""
    closed = world.statement.closes_at
    for endorsement in world.endorsements:
        if closed is not None:
            assert endorsement.created_at < closed
            assert endorsement.confirmed_at is None or endorsement.confirmed_at < closed + timedelta(days=1)


TRUTHS: tuple[Callable[[World, Memory], None], ...] = (
    events_tell_the_state,
    nobody_is_listed_without_mailbox_and_moderator,
    what_readers_see_is_what_a_moderator_saw,
    one_live_endorsement_for_each_mailbox,
    one_listing_for_each_organisation,
    withdrawn_is_final,
    what_was_undone_left_no_mail,
    what_readers_see_has_a_number_that_grows,
    what_a_row_says_has_a_number_that_grows,
    every_decision_is_in_the_trail,
    one_change_waits_at_most_and_only_of_what_is_listed,
    strangers_cause_few_mails,
    nobody_signs_long_after_the_end,
)
