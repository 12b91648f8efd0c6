"""Under which text a signature stands: chains of corrections and substantive revisions, in words and in numbers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from app.domain.endorsements.queries import public_register, register_count
from app.domain.endorsements.rebinding import stand_by
from app.domain.endorsements.register import register_page
from app.domain.endorsements.states import State
from app.domain.events.operations import SIGNATORY
from app.domain.statements.meaning import covers, meaning_since
from app.domain.statements.models import RevisionKind
from tests.factories import a_statement, an_endorsement
from tests.revisions import a_revision

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
FIRST, CORRECTION, SUBSTANTIVE = RevisionKind
KINDS = {"c": CORRECTION, "s": SUBSTANTIVE}

# What came after the first text, and since which revision the text has meant what it means now.
CHAINS = {"": 1, "c": 1, "s": 2, "cc": 1, "cs": 3, "sc": 2, "ss": 3, "ccs": 4, "scc": 2, "csc": 3, "scs": 4, "sscc": 3}


@pytest.mark.parametrize(("chain", "since"), CHAINS.items())
def test_a_signature_covers_corrections_up_to_the_next_substantive_one(chain: str, since: int) -> None:
    kinds = [FIRST, *(KINDS[letter] for letter in chain)]
    newest = len(kinds)
    assert [covers(signed, newest, kinds) for signed in range(1, newest + 1)] == [
        signed >= since for signed in range(1, newest + 1)
    ]


def test_a_signature_covers_no_text_from_before_it() -> None:
    assert not covers(2, 1, [FIRST, CORRECTION])
    assert covers(2, 2, [FIRST, SUBSTANTIVE])
    assert covers(1, 2, [FIRST, CORRECTION, SUBSTANTIVE])
    assert not covers(1, 3, [FIRST, CORRECTION, SUBSTANTIVE])


@pytest.mark.parametrize("chain", ["", "c", "s", "cs", "scs"])
def test_the_register_counts_and_marks_by_the_same_definition(session: Session, chain: str) -> None:
    """One organisation signs each revision."""
    statement = a_statement(session, at=MORNING, slug="archives")
    an_endorsement(session, statement, state=State.APPROVED, at=MORNING)
    for letter in chain:
        a_revision(session, "archives", kind=KINDS[letter], at=MORNING)
        an_endorsement(session, statement, state=State.APPROVED, at=MORNING)
    since = CHAINS[chain]
    assert meaning_since(session, statement.id) == since
    rows = public_register(session, statement.id)
    assert {row.revision for row in rows} == set(range(1, len(chain) + 2))
    assert all(row.under_current == (row.revision >= since) for row in rows)
    count = register_count(session, statement.id)
    assert count == register_page(session, statement.id, most=100).count
    assert (count.organisations, count.under_earlier) == (len(chain) + 1, since - 1)


def test_whoever_says_yes_stands_under_the_current_text(session: Session) -> None:
    statement = a_statement(session, at=MORNING, slug="archives")
    some = [an_endorsement(session, statement, state=State.APPROVED, at=MORNING) for _ in range(3)]
    a_revision(session, "archives", at=MORNING)
    assert register_count(session, statement.id).under_current == 0
    stand_by(session, some[0].public_id, 2, by=SIGNATORY, at=MORNING)
    assert register_count(session, statement.id).under_current == 1
    a_revision(session, "archives", kind=CORRECTION, at=MORNING)
    assert register_count(session, statement.id).under_current == 1


def test_a_draft_means_nothing_yet(session: Session) -> None:
    assert meaning_since(session, a_statement(session, published=False).id) == 0
