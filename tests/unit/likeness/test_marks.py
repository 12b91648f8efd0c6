"""What an index is searched by: two alike names share a mark, and strangers seldom do."""

from __future__ import annotations

from app.domain.likeness import Named, marks
from app.domain.likeness.marks import LONGEST_MARK, MOST_MARKS
from tests.unit.likeness.test_likeness import ALIKE


def test_alike_names_share_a_mark() -> None:
    apart = [
        (one, other) for one, other, _ in ALIKE if not marks(Named(organisation=one)) & marks(Named(organisation=other))
    ]
    assert apart == []


def test_marks_are_few_and_short() -> None:
    long = Named(
        organisation="Centre for Development, Law and Democracy / Zentrum für Entwicklung, Recht und Demokratie",
        organisation_latin="Kentron zargatsman ev zhoghovrdavarutyan hamar",
        also_known_as="CDLD, ZERD; Development Centre",
        website="https://cdld.example.org",
        email="info@cdld.example.org",
    )
    assert 0 < len(marks(long)) <= MOST_MARKS
    assert all(len(mark) <= LONGEST_MARK for mark in marks(long))


def test_a_domain_of_ones_own_is_a_mark_and_a_shared_one_is_not() -> None:
    assert "@asparez.am" in marks(Named(organisation="A", website="https://www.asparez.am/en"))
    assert not any(mark.startswith("@") for mark in marks(Named(organisation="A", website="https://facebook.com/a")))


def test_strangers_share_no_mark() -> None:
    assert not marks(Named(organisation="Asparez")) & marks(Named(organisation="Viasna Human Rights Centre"))
