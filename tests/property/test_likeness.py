"""Whatever stands as names: comparing is symmetric, nothing is raised, and no name takes long."""

from __future__ import annotations

import time

from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.domain.likeness import Ground, Named, likeness, marks
from app.domain.likeness.marks import MOST_MARKS
from tests.property.test_text import text

WORDS = (
    "human rights club «Asparez» HCA NGO (Armenia) – / Союз журналистов против ակումբ իրավունքի مركز 人权 19".split()
)
names = st.one_of(text, st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join))
countries = st.sampled_from(["", "AM", "GE"])
named = st.builds(
    Named, organisation=names, country=countries, organisation_latin=names, also_known_as=names, website=names
)
untimed = settings(deadline=None)


@untimed
@given(one=named, other=named)
def test_likeness_is_the_same_from_both_sides(one: Named, other: Named) -> None:
    here, there = likeness(one, other), likeness(other, one)
    assert (here is None) == (there is None)
    if here and there:
        assert here.score == there.score
        assert 0 < here.score <= 100
        assert set(here.grounds) == set(here.matched)


@untimed
@given(one=named)
def test_every_organisation_is_like_itself(one: Named) -> None:
    found = likeness(one, one)
    assert found is not None
    assert found.grounds[0] is Ground.SAME_KEY
    assert found == likeness(one, one)


@untimed
@given(one=named)
@example(one=Named(organisation="\ud800"))
def test_every_name_has_marks_and_not_too_many(one: Named) -> None:
    assert bool(one.organisation) <= len(marks(one)) <= MOST_MARKS
    for mark in marks(one):
        mark.encode()


def test_no_name_takes_long() -> None:
    huge = ["a" * 100_000, "a b " * 25_000, "(" * 5_000 + "x" + ")" * 5_000, "人权" * 20_000, "«a» / " * 10_000]
    began = time.perf_counter()
    for one in huge:
        for other in huge:
            likeness(Named(organisation=one), Named(organisation=other))
            marks(Named(organisation=one))
    assert time.perf_counter() - began < 60  # seconds; what is quadratic would take hours
