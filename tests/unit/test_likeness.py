"""Would a moderator want to see the one organisation beside the other?"""

from __future__ import annotations

from app.domain.likeness import Aliases, Ground, Named, likeness, marks

ASPAREZ = Named(organisation="«Asparez» Journalists' Club NGO", country="AM")


def test_the_same_key_is_the_same_organisation() -> None:
    found = likeness(ASPAREZ, Named(organisation="Asparez Journalists Club", country="AM"))
    assert found is not None
    assert (found.score, found.grounds) == (100, (Ground.SAME_KEY,))


def test_what_a_moderator_joined_is_found_and_what_one_kept_apart_is_not() -> None:
    other = Named(organisation="Гюмрийский пресс-клуб", country="AM")
    pair = ("asparez journalists club", "gyumriyskiy press klub")
    assert likeness(ASPAREZ, other) is None
    assert likeness(ASPAREZ, other, aliases=Aliases(joined=[pair])).grounds == (Ground.JOINED,)  # type: ignore[union-attr]
    assert likeness(ASPAREZ, other, aliases=Aliases(joined=[pair], kept_apart=[pair])) is None
    assert likeness(ASPAREZ, ASPAREZ, aliases=Aliases(kept_apart=[pair])) is not None


def test_alike_names_share_a_mark() -> None:
    assert marks(ASPAREZ) & marks(Named(organisation="Asparez"))
