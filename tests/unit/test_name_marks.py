"""The marks that are stored are those that are sought: whoever changes how a name is marked has it marked afresh."""

from __future__ import annotations

from hashlib import sha256

from app.domain.endorsements.name_marks import MARKS_VERSION, keys, numbers
from app.domain.likeness import Named
from app.domain.text.collation import COLLATIONS, collation_key
from tests.factories import NAMES

VERSION, DIGEST, ORDER = 3, "d8b7001bea6a52c9", "ab3f33c0a6d7bc50"


def test_other_marks_are_another_version() -> None:
    """If this fails, how names are marked has changed: count MARKS_VERSION up, and keep both numbers above."""
    marked = [numbers(Named(organisation=name, country=NAMES[name])) for name in sorted(NAMES)]
    assert (MARKS_VERSION, sha256(repr(marked).encode()).hexdigest()[:16]) == (VERSION, DIGEST)


def test_another_order_is_another_version() -> None:
    """If this fails, where names stand on the register has changed: count MARKS_VERSION up, and keep both here."""
    order = [collation_key(name, collation) for name in sorted(NAMES) for collation in sorted(COLLATIONS)]
    assert (MARKS_VERSION, sha256(repr(order).encode()).hexdigest()[:16]) == (VERSION, ORDER)


def test_every_name_that_was_given_has_its_key() -> None:
    named = Named(
        organisation="«Հանրային լրագրության ակումբ» ՀԿ",
        organisation_latin="Public Journalism Club",
        also_known_as="PJC; ՀԼԱ",
    )
    assert len(keys(named)) == 4
    assert len(set(numbers(named))) == len(numbers(named)) <= 30
