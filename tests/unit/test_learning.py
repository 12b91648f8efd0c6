"""What was said of a pair of names is known the next time, and forgotten where it was taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements import decisions, erasure
from app.domain.endorsements.aliases import Alias
from app.domain.endorsements.duplicates import likely_duplicates, likely_duplicates_of, said_of, same_as
from app.domain.endorsements.states import Reason, State
from app.domain.endorsements.undoing import undo
from app.domain.errors import MergeRefused
from app.domain.events.operations import SYSTEM
from app.domain.likeness import Ground, Named
from tests.factories import a_statement, a_verdict, an_endorsement
from tests.pairs import AT, CLUB, RENAMED, THIRD, mails, merged, tags, told_apart


def test_a_chain_is_followed_link_by_link(session: Session, make: Any) -> None:
    first, second, third = make(CLUB), make(RENAMED), make(THIRD)
    merged(session, third, second)
    merged(session, second, first)
    assert [same_as(session, one.id) for one in (third, second, first)] == [second, first, None]
    (match,) = likely_duplicates_of(session, first.statement_id, Named(organisation=THIRD), most=1)
    assert match.endorsement is third
    joined = likely_duplicates(session, first)
    assert {match.endorsement.organisation for match in joined} == {RENAMED, THIRD}
    assert all(Ground.JOINED in match.likeness.grounds for match in joined)


def test_what_was_joined_is_found_under_the_next_statement_and_what_was_told_apart_is_not(
    session: Session, make: Any
) -> None:
    merged(session, make(CLUB), make(RENAMED))
    told_apart(session, make("Women's Resource Centre Armenia"), make("Women’s Resource Center, Armenia"))
    following = a_statement(session, at=AT)
    an_endorsement(session, following, at=AT, organisation=CLUB, website="")
    an_endorsement(session, following, at=AT, organisation="Women's Resource Centre Armenia", website="")
    (match,) = likely_duplicates_of(session, following.id, Named(organisation=RENAMED))
    assert match.endorsement.organisation == CLUB
    found = likely_duplicates_of(session, following.id, Named(organisation="Women’s Resource Center, Armenia"))
    assert all(Ground.SAME_KEY in match.likeness.grounds for match in found)


def test_told_apart_is_not_shown_again_and_a_later_word_counts_more(session: Session, make: Any) -> None:
    one, other = make("Helsinki Committee of Armenia"), make("Armenian Helsinki Committee")
    assert [match.endorsement for match in likely_duplicates(session, one)] == [other]
    told_apart(session, one, other)
    assert likely_duplicates(session, one) == likely_duplicates(session, other) == []
    said = said_of(session, other, one)
    assert said is not None
    assert not said.joined
    assert mails(session, one) == mails(session, other) == []
    assert tags(session, one)[-1] == tags(session, other)[-1] == "endorsement:kept_apart"
    merged(session, one, other)
    assert [match.endorsement for match in likely_duplicates(session, one)] == [other]


def test_what_the_register_takes_for_one_name_cannot_be_told_apart(session: Session, make: Any) -> None:
    one, other = make(CLUB), make(CLUB.upper())
    with pytest.raises(MergeRefused, match="same_key"):
        told_apart(session, one, other)


@pytest.mark.parametrize("state", [State.PENDING, State.APPROVED])
def test_an_undone_merge_is_forgotten_with_its_mail(session: Session, make: Any, state: State) -> None:
    older, newer = make(CLUB, state), make(RENAMED, state)
    before = mails(session, newer)
    merged(session, newer, older)
    moment = AT + timedelta(days=1, seconds=20)
    undo(session, newer.public_id, a_verdict(session, newer, at=moment))
    assert newer.state is state
    assert mails(session, newer) == before
    assert same_as(session, newer.id) is None
    assert session.scalar(sa.select(sa.func.count()).select_from(Alias)) == 0
    assert likely_duplicates(session, older) == []


def test_a_merge_that_is_reconsidered_later_is_forgotten_too(session: Session, make: Any) -> None:
    older, newer = make(CLUB), make(RENAMED)
    merged(session, newer, older)
    decisions.reconsider(session, newer.public_id, a_verdict(session, newer, at=AT, reason=Reason.MISTAKE))
    assert same_as(session, newer.id) is None
    assert likely_duplicates(session, older) == []


def test_an_erased_organisation_leaves_no_name_behind(session: Session, make: Any) -> None:
    kept, gone = merged(session, make(CLUB), make(RENAMED))
    third = make(THIRD)
    told_apart(session, kept, third)
    erasure.erase(session, kept.public_id, by=SYSTEM, at=AT)
    assert session.scalar(sa.select(sa.func.count()).select_from(Alias)) == 0
    assert same_as(session, gone.id) is None
