"""Any walk of what people do, through the real operations and a real database: what must hold, always holds."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy.orm import Session

from app.domain.endorsements import decisions, operations
from app.domain.endorsements.amendments import accept_amendment, amend, refuse_amendment
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.new_links import send_new_links
from app.domain.endorsements.states import Action, Reason, State, actions_for
from app.domain.endorsements.undoing import undo
from app.domain.endorsements.verdict import Verdict
from app.domain.errors import DomainError
from app.domain.events.models import ActorKind
from app.domain.events.operations import SIGNATORY, Actor
from app.domain.statements.models import RevisionKind, Statement
from app.domain.statements.operations import close, publish, revise, store
from tests.factories import ADMINISTRATOR, a_draft, a_moderator, an_endorsement, some_details
from tests.property.ledgered import Follower
from tests.property.truths import TRUTHS, Memory, World

# Few, so that they meet.
PEOPLE = ("aram", "ani", "sona")
NAMES = ("«ASPAREZ» NGO", "Asparez", "Article 19", "Правозащитный центр", "Article19")
people = st.sampled_from([*PEOPLE, "Ani+press"])
names = st.sampled_from(NAMES)
OFFERED = {
    Action.DECLINE: (Reason.NOT_GENUINE, Reason.OTHER),
    Action.RECONSIDER: (Reason.MISTAKE, Reason.OTHER),
    Action.WITHDRAW: (Reason.AT_ITS_REQUEST, Reason.OTHER),
}
number = st.integers(0, 7)
seldom = st.sampled_from([False, False, False, True])


class Coalition(RuleBasedStateMachine):
    """One statement, some people with their mailboxes, two moderators."""

    def __init__(self, engine: sa.Engine) -> None:
        super().__init__()
        self.engine = engine
        self.at = datetime(2026, 11, 23, 8, tzinfo=UTC)
        self.draft = a_draft()
        self.domain = f"{self.draft.slug}.example"
        self.forms = 0
        self.memory: Memory = {}
        self.ledger = Follower()

    @initialize()
    def begin(self) -> None:
        """An endorsement in every state, so that short walks come far."""
        with Session(self.engine) as session, session.begin():
            statement = store(session, self.draft, by=ADMINISTRATOR, at=self.at)
            publish(session, self.draft.slug, by=ADMINISTRATOR, at=self.at)
            self.statement_id = statement.id
            self.moderators = [a_moderator(session, password_hash="…").id for _ in range(2)]
            for place, (state, name) in enumerate(zip(State, NAMES, strict=True)):
                address = f"{PEOPLE[place % 3]}{place // 3 or ''}@{self.domain}"
                an_endorsement(session, statement, state=state, at=self.at, organisation=name, email=address)

    @contextmanager
    def attempt(self) -> Iterator[Session]:
        """One unit of work. What the domain refuses must leave no trace; anything else than a refusal is a bug."""
        self.at += timedelta(microseconds=1)
        try:
            with Session(self.engine) as session, session.begin():
                yield session
        except DomainError:
            with Session(self.engine) as session:
                assert World.seen(session, self.statement_id).fingerprint() == self.memory["fingerprint"]

    def act(self, which: int, act: Callable[[Session, Endorsement], object]) -> None:
        """Do something to one of the newest endorsements."""
        newest = sa.select(Endorsement).where(Endorsement.statement_id == self.statement_id)
        with self.attempt() as session:
            rows = session.scalars(newest.order_by(Endorsement.id.desc()).limit(8)).all()
            act(session, rows[which % len(rows)])

    @rule(person=people, name=names, again=seldom, behind=seldom)
    def endorse(self, person: str, name: str, again: bool, behind: bool) -> None:
        self.forms += not again
        with self.attempt() as session:
            statement = session.get_one(Statement, self.statement_id)
            operations.endorse(
                session,
                statement,
                some_details(organisation=name, email=f"{person}@{self.domain}"),
                revision_seen=statement.revisions[-1].number - behind,
                submission_id=f"{self.domain}-{self.forms}",
                locale="en",
                at=self.at,
            )

    @rule(which=number, stale=seldom)
    def confirm(self, which: int, stale: bool) -> None:
        self.act(
            which,
            lambda session, one: operations.confirm(session, one.public_id, version=one.version - stale, at=self.at),
        )

    @rule(which=number)
    def withdraw(self, which: int) -> None:
        self.act(which, lambda session, one: operations.withdraw(session, one.public_id, at=self.at))

    @rule(which=number, choice=number, who=number, wrong=seldom, stale=seldom)
    def decide(self, which: int, choice: int, who: int, wrong: bool, stale: bool) -> None:
        """One of the buttons on the page, or, wrongly, any other."""

        def decide(session: Session, one: Endorsement) -> None:
            buttons = [
                action for action in actions_for(one.state, ActorKind.MODERATOR) if action in decisions.DECISIONS
            ]
            actions = [*decisions.DECISIONS] if wrong or not buttons else buttons
            action = actions[choice % len(actions)]
            decisions.DECISIONS[action](session, one.public_id, self.verdict(one, who, stale, action))

        self.act(which, decide)

    @rule(which=number, who=number, stale=seldom)
    def undo(self, which: int, who: int, stale: bool) -> None:
        self.act(which, lambda session, one: undo(session, one.public_id, self.verdict(one, who, stale)))

    @rule(which=number, name=names, shows=st.booleans(), moderator=seldom, stale=seldom)
    def amend(self, which: int, name: str, shows: bool, moderator: bool, stale: bool) -> None:
        by = Actor.moderator(self.moderators[0]) if moderator else SIGNATORY

        def change(session: Session, one: Endorsement) -> None:
            details = replace(one.details, organisation=name, representative=name, show_representative=shows)
            amend(session, one.public_id, details, version=one.version - stale, by=by, at=self.at)

        self.act(which, change)

    @rule(who=number, accept=st.booleans(), stale=seldom)
    def resolve(self, who: int, accept: bool, stale: bool) -> None:
        """Of the endorsements with a change that waits, the newest."""
        resolve = accept_amendment if accept else refuse_amendment
        listed = sa.select(Endorsement).where(Endorsement.statement_id == self.statement_id)
        with self.attempt() as session:
            rows = session.scalars(listed.order_by(Endorsement.id.desc())).all()
            one = next((one for one in rows if one.open_amendment), rows[0])
            resolve(session, one.public_id, self.verdict(one, who, stale))

    @rule(person=people)
    def ask_for_links(self, person: str) -> None:
        with self.attempt() as session:
            send_new_links(session, f"{person}@{self.domain}", at=self.at)

    @rule(hours=st.sampled_from([1, 25]))
    def wait(self, hours: int) -> None:
        self.at += timedelta(hours=hours)

    @rule(wanted=seldom, last=seldom)
    def edit(self, wanted: bool, last: bool) -> None:
        """Seldom another text, and still more seldom the end."""
        if wanted and last:
            with self.attempt() as session:
                close(session, self.draft.slug, by=ADMINISTRATOR, at=self.at)
        elif wanted:
            with self.attempt() as session:
                text = replace(self.draft.texts[0], body=f"Another text, of {self.at}")
                draft = replace(self.draft, texts=(text,))
                revise(session, draft, kind=RevisionKind.CORRECTION, note="Again.", by=ADMINISTRATOR, at=self.at)

    def verdict(self, one: Endorsement, who: int, stale: bool, action: Action | None = None) -> Verdict:
        reasons = [*OFFERED.get(action, ()), None] if action else [None]
        return Verdict(
            moderator_id=self.moderators[who % 2],
            version=one.version - stale,
            at=self.at,
            reason=reasons[who % len(reasons)],
        )

    @invariant()
    def the_promises_hold(self) -> None:
        with Session(self.engine) as session:
            world = World.seen(session, self.statement_id)
            for truth in TRUTHS:
                truth(world, self.memory)
            self.ledger.agrees(session, world.statement)
            self.memory["fingerprint"] = world.fingerprint()


def test_whatever_people_do_the_promises_hold(engine: sa.Engine) -> None:
    run_state_machine_as_test(
        lambda: Coalition(engine), settings=settings(max_examples=15, stateful_step_count=30, deadline=None)
    )


@pytest.mark.parametrize("seed", range(3))
def test_on_long_walks_too(engine: sa.Engine, seed: int) -> None:
    """Hypothesis looks for the shortest way to a fault; these go far, evenly over everything that can be done."""
    chance = random.Random(seed)
    for _ in range(5):
        walk = Coalition(engine)
        walk.begin()
        for _ in range(50):
            walk.the_promises_hold()
            stride(walk, chance)
        walk.the_promises_hold()


def stride(walk: Coalition, chance: random.Random) -> None:
    """Any one act of anybody."""
    wrong, which, who = chance.random() < 0.2, chance.randrange(8), chance.randrange(8)
    person, name = chance.choice(PEOPLE), chance.choice(NAMES)
    acts = [
        lambda: walk.endorse(person, name, again=False, behind=wrong),
        lambda: walk.confirm(which, stale=wrong),
        lambda: walk.decide(which, who, chance.randrange(8), wrong=wrong, stale=False),
        lambda: walk.decide(which, 0, who, wrong=False, stale=wrong),
        lambda: walk.undo(which, who, stale=wrong),
        lambda: walk.amend(which, name, shows=who > 4, moderator=wrong, stale=who == 0),
        lambda: walk.resolve(who, accept=who > 2, stale=wrong),
        lambda: walk.withdraw(which) if wrong else walk.wait(who),
        lambda: walk.ask_for_links(person),
        lambda: walk.edit(wanted=wrong, last=who == 0),
    ]
    chance.choice(acts)()
