"""Any chain of revisions, and organisations that sign, answer and stay silent in between: two definitions agree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.statements.meaning import covers
from app.domain.statements.models import RevisionKind

FIRST, CORRECTION, SUBSTANTIVE = RevisionKind
CHAINS = st.lists(st.sampled_from([CORRECTION, SUBSTANTIVE]), max_size=12).map(lambda later: [FIRST, *later])


@given(CHAINS)
def test_from_the_newest_meaning_on_all_are_covered_and_before_it_none(kinds: list[RevisionKind]) -> None:
    newest = len(kinds)
    since = max(number for number, kind in enumerate(kinds, 1) if kind is not CORRECTION)
    assert [covers(signed, newest, kinds) for signed in range(1, newest + 1)] == [
        signed >= since for signed in range(1, newest + 1)
    ]


@given(CHAINS, st.data())
def test_covering_goes_step_by_step(kinds: list[RevisionKind], data: st.DataObject) -> None:
    """Whoever covers a text, by a text between, covers it directly, and the other way round."""
    first, middle, last = sorted(data.draw(st.lists(st.integers(1, len(kinds)), min_size=3, max_size=3)))
    assert covers(first, first, kinds)
    by_steps = covers(first, middle, kinds) and covers(middle, last, kinds)
    assert covers(first, last, kinds) == by_steps


@given(CHAINS)
def test_a_correction_takes_nobody_away_and_a_substantive_one_everybody(kinds: list[RevisionKind]) -> None:
    newest = len(kinds)
    for signed in range(1, newest + 1):
        assert covers(signed, newest + 1, [*kinds, CORRECTION]) == covers(signed, newest, kinds)
        assert not covers(signed, newest + 1, [*kinds, SUBSTANTIVE])
    assert covers(newest + 1, newest + 1, [*kinds, SUBSTANTIVE])
