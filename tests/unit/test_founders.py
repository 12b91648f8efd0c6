"""The founding signatories as editors keep them, before and after publication."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.founders import (
    add_founder,
    change_founder,
    founder_of,
    founders,
    move_founder,
    remove_founder,
)
from app.domain.endorsements.founding import discard
from app.domain.endorsements.models import Endorsement
from app.domain.errors import AlreadyEndorsed, NotFound, StaleDecision, StaleStatement, StatementRefused
from app.domain.events.models import Event
from app.domain.events.operations import Actor
from app.domain.statements.draft import Founder
from app.domain.statements.models import Statement
from app.domain.statements.operations import publish
from tests.factories import ADMINISTRATOR, a_moderator, a_statement

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
NAMES = ("Asparez Club", "Berlin Archive", "Cairo Institute")


@pytest.fixture
def by(session: Session) -> dict[str, Any]:
    """An editor, this morning."""
    return {"by": Actor.moderator(a_moderator(session).id), "at": MORNING}


@pytest.fixture
def draft(session: Session, by: dict[str, Any]) -> Statement:
    """A draft with three founding signatories."""
    statement = a_statement(session, at=MORNING, slug="archives", published=False)
    for name in NAMES:
        add_founder(session, "archives", Founder(name=name, country="AM", agreed="by e-mail"), **by)
    return statement


def printed(session: Session, statement: Statement) -> list[str]:
    return [row.organisation for row in founders(session, statement.id)]


def events(session: Session, row: Endorsement) -> list[str]:
    return list(session.scalars(sa.select(Event.tag).where(Event.endorsement_id == row.id).order_by(Event.id)))


def test_in_a_draft_they_move_change_and_go(session: Session, draft: Statement, by: dict[str, Any]) -> None:
    first, second, third = founders(session, draft.id)
    assert not move_founder(session, "archives", first.public_id, up=True, **by)
    assert move_founder(session, "archives", third.public_id, up=True, **by)
    assert printed(session, draft) == [NAMES[0], NAMES[2], NAMES[1]]
    changed = Founder(name="Клуб «Аспарез»", latin="Asparez", country="AM", agreed="by letter")
    change_founder(session, "archives", first.public_id, changed, version=first.version, **by)
    assert founder_of(first) == changed
    remove_founder(session, "archives", second.public_id, **by)
    add_founder(session, "archives", Founder(name="Delhi Forum"), **by)
    assert printed(session, draft) == ["Клуб «Аспарез»", NAMES[2], "Delhi Forum"]
    assert events(session, first) == ["endorsement:founded", "endorsement:founder_changed"]
    assert not first.amendments
    assert draft.version == 8


def test_one_organisation_is_there_once(session: Session, draft: Statement, by: dict[str, Any]) -> None:
    first, *_ = founders(session, draft.id)
    with pytest.raises(AlreadyEndorsed):
        add_founder(session, "archives", Founder(name="ASPAREZ club"), **by)
    with pytest.raises(AlreadyEndorsed):
        change_founder(session, "archives", first.public_id, Founder(name=NAMES[1]), version=first.version, **by)


def test_after_publication_a_correction_keeps_what_stood(
    session: Session, draft: Statement, by: dict[str, Any]
) -> None:
    publish(session, "archives", by=ADMINISTRATOR, at=MORNING)
    first, *_ = founders(session, draft.id)
    shown = draft.register_version
    wanted = Founder(name="Asparez Journalists", country="AM", agreed="by letter")
    change_founder(session, "archives", first.public_id, wanted, version=first.version, **by)
    assert founder_of(first) == wanted
    assert [one.before for one in first.amendments] == [{"organisation": NAMES[0]}, {"agreed": "by e-mail"}]
    assert events(session, first)[-2:] == ["endorsement:amended", "endorsement:amended"]
    assert draft.register_version > shown
    change_founder(session, "archives", first.public_id, wanted, version=first.version, **by)
    assert len(first.amendments) == 2


def test_after_publication_one_can_be_added_but_not_moved_or_taken_out_silently(
    session: Session, draft: Statement, by: dict[str, Any]
) -> None:
    publish(session, "archives", by=ADMINISTRATOR, at=MORNING)
    shown = draft.register_version
    add_founder(session, "archives", Founder(name="Delhi Forum"), **by)
    assert printed(session, draft)[-1] == "Delhi Forum"
    assert draft.register_version == shown + 1
    last = founders(session, draft.id)[-1].public_id
    with pytest.raises(StatementRefused, match="published"):
        move_founder(session, "archives", last, up=True, **by)
    with pytest.raises(StatementRefused, match="published"):
        remove_founder(session, "archives", last, **by)


def test_the_second_of_two_editors_is_told(session: Session, draft: Statement, by: dict[str, Any]) -> None:
    first, *_ = founders(session, draft.id)
    read = first.version
    change_founder(session, "archives", first.public_id, Founder(name="Mine"), version=read, **by)
    with pytest.raises(StaleDecision):
        change_founder(session, "archives", first.public_id, Founder(name="Yours"), version=read, **by)


def test_another_statements_signatory_is_not_found(session: Session, draft: Statement, by: dict[str, Any]) -> None:
    a_statement(session, at=MORNING, slug="other", published=False)
    first, *_ = founders(session, draft.id)
    with pytest.raises(NotFound):
        remove_founder(session, "other", first.public_id, **by)


def test_a_draft_is_discarded_with_all_that_is_in_it(session: Session, draft: Statement, by: dict[str, Any]) -> None:
    with pytest.raises(StaleStatement):
        discard(session, "archives", version=1, **by)
    discard(session, "archives", version=draft.version, **by)
    assert session.scalar(sa.select(sa.func.count()).select_from(Endorsement)) == 0
    a_statement(session, at=MORNING, slug="published")
    with pytest.raises(StatementRefused, match="published"):
        discard(session, "published", version=2, **by)


def test_there_is_an_end_to_the_list(
    session: Session, draft: Statement, by: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.domain.endorsements.founders.MOST_FOUNDERS", 3)
    with pytest.raises(StatementRefused, match="too_many_founders"):
        add_founder(session, "archives", Founder(name="Delhi Forum"), **by)
