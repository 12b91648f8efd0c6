"""Two endorsements side by side, in words: why they are shown together, and where they differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.domain.endorsements.duplicates import likely_duplicates, same_as
from app.domain.endorsements.models import Endorsement
from app.domain.likeness import Ground, Likeness
from app.web.countries import country_name
from app.web.grounds import GROUNDS
from app.web.locale import current_locale
from app.web.templating import moment

_WORD = re.compile(r"\s*(?:\w+|[^\w\s])")
SAYS_WHAT = {Ground.WEBSITE, Ground.EMAIL_DOMAIN, Ground.ACRONYM, Ground.LATIN_NAME, Ground.ALSO_KNOWN_AS}


@dataclass(frozen=True)
class Alike:
    """Another endorsement of the statement, and why it is shown."""

    endorsement: Endorsement
    why: str


@dataclass(frozen=True)
class Piece:
    """Some words in a row that both have, or only this one."""

    text: str
    only: bool


@dataclass(frozen=True)
class Row:
    """One thing that both say, or only one; in pieces, so that it is seen which words only one of them has.

    `differs` is None where that means nothing, as of two moments.
    """

    label: str
    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    differs: bool | None


def perhaps_the_same(session: Session, endorsement: Endorsement) -> list[Alike]:
    """The others of the statement that are likely of the same organisation, the likeliest first."""
    found = likely_duplicates(session, endorsement)
    return [Alike(match.endorsement, why(match.likeness)) for match in found]


def stands_for(session: Session, endorsement: Endorsement) -> Endorsement | None:
    """The endorsement that stands for this one, whichever was merged into which."""
    seen = {endorsement.id}
    standing = same_as(session, endorsement.id)
    while standing is not None and (following := same_as(session, standing.id)) and following.id not in seen:
        seen.add(standing.id)
        standing = following
    return standing


def why(likeness: Likeness | None) -> str:
    """The grounds in a row, the strongest first, with what matched where that says more."""
    if likeness is None:
        return _("nothing that the site would see")
    return "; ".join(_ground(ground, likeness.matched.get(ground, "")) for ground in likeness.grounds)


def rows(one: Endorsement, other: Endorsement) -> list[Row]:
    """Everything that is known of both, line by line; what neither says is left out."""
    said = [_row(label, left, right) for label, left, right in _beside(_facts(one), _facts(other))]
    came = [Row(label, _whole(left), _whole(right), None) for label, left, right in _beside(_came(one), _came(other))]
    return said + came


def _beside(one: Iterator[tuple[str, str]], other: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    for (label, left), (_label, right) in zip(one, other, strict=True):
        if left or right:
            yield label, left, right


def _ground(ground: Ground, what: str) -> str:
    words = str(GROUNDS[ground])
    return f"{words} ({what})" if what and ground in SAYS_WHAT else words


def _facts(one: Endorsement) -> Iterator[tuple[str, str]]:
    yield _("Name"), one.organisation
    yield _("Name in Latin letters"), one.organisation_latin
    yield _("Also known as"), one.also_known_as
    yield _("Country"), country_name(one.country, current_locale()) if one.country else ""
    yield _("Website"), one.website
    yield _("E-mail"), one.email or ""
    yield _("Representative"), one.representative
    yield _("Position"), one.position
    yield _("Decided by"), one.mandate
    yield _("Note"), one.note


def _came(one: Endorsement) -> Iterator[tuple[str, str]]:
    yield _("How it agreed"), one.agreed or (_("by the link that was mailed to it") if one.confirmed_at else "")
    yield _("Came in"), moment(one.created_at)
    yield _("Confirmed"), moment(one.confirmed_at) if one.confirmed_at else ""
    yield _("Listed"), moment(one.listed_at) if one.listed_at else ""


def _row(label: str, left: str, right: str) -> Row:
    if left == right:
        return Row(label, _whole(left), _whole(right), differs=False)
    ours, theirs = _WORD.findall(left), _WORD.findall(right)
    if not _keys(ours) & _keys(theirs):
        return Row(label, _whole(left), _whole(right), differs=True)
    return Row(label, _marked(ours, _keys(theirs)), _marked(theirs, _keys(ours)), differs=True)


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text, only=False),) if text else ()


def _keys(words: Iterable[str]) -> set[str]:
    return {word.strip().casefold() for word in words}


def _marked(words: list[str], others: set[str]) -> tuple[Piece, ...]:
    """The words, those in a row that the other has not (in whatever place) as one piece."""
    grouped = groupby(words, key=lambda word: word.strip().casefold() not in others)
    return tuple(Piece("".join(some), only) for only, some in grouped)
