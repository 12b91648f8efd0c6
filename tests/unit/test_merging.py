"""Two endorsements of one organisation: the older stays; what was said of a pair is remembered, or taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements import decisions, operations
from app.domain.endorsements.duplicates import same_as
from app.domain.endorsements.merging import keep_apart, merge
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.records import OfferedReason
from app.domain.endorsements.states import Reason, State
from app.domain.errors import MergeRefused, NotFound, StaleDecision
from app.domain.events.operations import ADMINISTRATOR
from app.domain.outbox.models import MessageKind
from app.domain.statements.draft import Founder
from app.domain.statements.models import Statement
from tests.factories import a_statement, a_verdict, an_endorsement
from tests.pairs import AT, CLUB, RENAMED, mails, merged, tags


def founder(session: Session, statement: Statement, name: str, place: int = 0) -> Endorsement:
    described = Founder(name=name, latin="", country="AM", website="", agreed="by telephone")
    operations.list_founder(session, statement, described, place=place, locale="en", by=ADMINISTRATOR, at=AT)
    return session.scalars(sa.select(Endorsement).where(Endorsement.organisation == name)).one()


@pytest.mark.parametrize("from_the_older", [True, False])
def test_the_older_stays_whichever_page_the_moderator_stood_on(
    session: Session, make: Any, from_the_older: bool
) -> None:
    older, newer = make(CLUB), make(RENAMED)
    pair = (older, newer) if from_the_older else (newer, older)
    assert merged(session, *pair) == (older, newer)
    assert (older.state, newer.state) == (State.PENDING, State.DECLINED)
    assert same_as(session, newer.id) is older
    assert same_as(session, older.id) is None
    (decision,) = newer.decisions
    assert (decision.action, decision.reason) == ("decline", Reason.DUPLICATE)
    assert mails(session, newer) == [MessageKind.MERGED]
    assert mails(session, older) == []
    assert tags(session, newer)[-1] == "endorsement:declined"
    assert tags(session, older)[-1] == "endorsement:kept"


def test_of_two_on_the_register_the_later_is_withdrawn_and_readers_see_it(
    session: Session, appeal: Statement, make: Any
) -> None:
    older, newer = make(CLUB, State.APPROVED), make(RENAMED, State.APPROVED)
    before = appeal.register_version
    assert merged(session, newer, older) == (older, newer)
    assert newer.state is State.WITHDRAWN
    assert appeal.register_version > before
    assert mails(session, newer) == [MessageKind.APPROVED, MessageKind.MERGED]


def test_a_listed_one_stays_before_one_that_came_first(session: Session, make: Any) -> None:
    waits, listed = make(CLUB), make(RENAMED, State.APPROVED)
    assert merged(session, waits, listed) == (listed, waits)


@pytest.mark.parametrize("state", [State.PENDING, State.APPROVED])
def test_a_founding_signatory_always_stays(session: Session, appeal: Statement, make: Any, state: State) -> None:
    other = make(CLUB, state)
    first = founder(session, appeal, RENAMED)
    assert merged(session, other, first) == (first, other)
    assert first.state is State.APPROVED


def test_two_founding_signatories_are_the_editors_matter(session: Session, appeal: Statement) -> None:
    one, other = founder(session, appeal, CLUB), founder(session, appeal, RENAMED, 1)
    with pytest.raises(MergeRefused, match="both_founding"):
        merged(session, one, other)


@pytest.mark.parametrize("state", [State.UNCONFIRMED, State.DECLINED, State.WITHDRAWN])
def test_only_what_waits_or_is_listed_can_be_merged(session: Session, make: Any, state: State) -> None:
    one, other = make(CLUB), make(RENAMED, state)
    for pair in ((one, other), (other, one)):
        with pytest.raises(MergeRefused, match="not_waiting"):
            merged(session, *pair)
    assert one.state is State.PENDING


def test_one_that_was_merged_is_not_merged_again(session: Session, make: Any) -> None:
    one, other = make(CLUB), make(RENAMED)
    merged(session, one, other)
    with pytest.raises(MergeRefused, match="not_waiting"):
        merged(session, one, other)
    assert mails(session, other) == [MessageKind.MERGED]


def test_what_is_no_pair_is_refused(session: Session, make: Any) -> None:
    one = make(CLUB)
    foreign = an_endorsement(session, a_statement(session, at=AT), at=AT, organisation=CLUB)
    for other in (one, foreign):
        with pytest.raises(MergeRefused, match="not_a_pair"):
            merged(session, one, other)
    verdict = a_verdict(session, one, at=AT)
    with pytest.raises(NotFound):
        merge(session, one.public_id, "nobody", verdict, other_version=1)


@pytest.mark.parametrize("act", [merge, keep_apart])
@pytest.mark.parametrize("stale", [0, 1])
def test_nothing_is_decided_of_what_was_changed_since(session: Session, make: Any, act: Any, stale: int) -> None:
    one, other = make(CLUB), make(RENAMED)
    verdict = replace(a_verdict(session, one, at=AT), version=one.version - (not stale))
    with pytest.raises(StaleDecision):
        act(session, one.public_id, other.public_id, verdict, other_version=other.version - stale)


def test_whoever_has_the_kept_one_open_reads_of_it_first(session: Session, make: Any) -> None:
    one, other = make(CLUB), make(RENAMED)
    read = a_verdict(session, one, at=AT, reason=Reason.OUT_OF_SCOPE)
    merged(session, one, other)
    with pytest.raises(StaleDecision):
        decisions.decline(session, one.public_id, read)


def test_a_merge_needs_no_reason_from_the_editors_list(session: Session, make: Any) -> None:
    session.execute(sa.update(OfferedReason).where(OfferedReason.code == "duplicate").values(retired_at=AT))
    _, gone = merged(session, make(CLUB), make(RENAMED))
    assert gone.decisions[-1].reason == "duplicate"
