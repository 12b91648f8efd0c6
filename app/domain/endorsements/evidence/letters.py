"""The letters of a name: do they look like another known name, are alphabets mixed, is something unseen in it?"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.evidence.kinds import Finding, Kind, Spoof
from app.domain.endorsements.evidence.models import NameLook
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State
from app.domain.text import NAME_LONGEST, InvalidText, clean_line, look, organisation_key
from app.domain.text.scripts import mixed_words, scripts
from app.domain.text.words import APOSTROPHES

_MOST_OTHERS = 5
_MOST_LETTERS = 6
_UNSEEN = ("invisible_character", "direction_character", "control_character", "line_break", "too_many_marks")
# Letters made for formulas, phonetics and decoration, that no orthography uses, and signs and figures drawn as letters.
_STYLED_LETTERS = ((0x0261, 0x0261), (0x1D00, 0x1D2B), (0x2100, 0x214F), (0x1D400, 0x1D7CB))
_STYLED_SIGNS = ((0x24B6, 0x24E9), (0x1D7CE, 0x1D7FF), (0x1F110, 0x1F189))
# Those of full width are letters like others beside Han and kana.
_FULL_WIDTH = (0xFF21, 0xFF5A)
_EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"})


def names_of(endorsement: Endorsement) -> tuple[str, ...]:
    """Every name that it goes by."""
    also = endorsement.also_known_as.replace(";", ",").replace("/", ",").split(",")
    found = (endorsement.organisation, endorsement.organisation_latin, *(name.strip() for name in also))
    return tuple(dict.fromkeys(name for name in found if name))


def remember_looks(session: Session, endorsement: Endorsement) -> None:
    """Keep how its names look, so that one that imitates them is found."""
    wanted = set(map(_digest, names_of(endorsement)))
    kept = set(session.scalars(sa.select(NameLook.look).where(NameLook.endorsement_id == endorsement.id)))
    if kept - wanted:
        gone = sa.delete(NameLook).where(NameLook.endorsement_id == endorsement.id, NameLook.look.in_(kept - wanted))
        session.execute(gone)
    session.add_all(NameLook(endorsement_id=endorsement.id, look=digest) for digest in sorted(wanted - kept))


def look_alikes(session: Session, endorsement: Endorsement) -> Iterator[tuple[Finding, Finding]]:
    """Each known endorsement, of any statement, that has a name like this one's in other letters: what is to be said
    of this one, and what of the other."""
    mine = names_of(endorsement)
    others = session.scalars(
        sa.select(Endorsement)
        .where(
            Endorsement.id.in_(sa.select(NameLook.endorsement_id).where(NameLook.look.in_(set(map(_digest, mine))))),
            Endorsement.id != endorsement.id,
            Endorsement._state != State.UNCONFIRMED,
        )
        .order_by(Endorsement._state != State.APPROVED, Endorsement.id)
        .limit(100)
    ).all()
    found = 0
    for other in others:
        pair = imitation(mine, names_of(other))
        if pair is None:
            continue
        name, known = pair
        mixed, known_mixed = bool(mixed_words(name)), bool(mixed_words(known))
        imitates = mixed if mixed != known_mixed else endorsement.id > other.id  # who came later, if nothing else tells
        ours, theirs = (Spoof.LOOKS_LIKE, Spoof.IMITATED) if imitates else (Spoof.IMITATED, Spoof.LOOKS_LIKE)
        letters = other_letters(name, known) if imitates else other_letters(known, name)
        yield (
            Finding(kind=Kind.SPOOF, code=ours, facts={"letters": letters}, other_id=other.id),
            Finding(kind=Kind.SPOOF, code=theirs, facts={"letters": letters}, other_id=endorsement.id),
        )
        found += 1
        if found == _MOST_OTHERS:
            return


def imitation(mine: Sequence[str], theirs: Sequence[str]) -> tuple[str, str] | None:
    """The first name of `mine` and of `theirs` that look alike but are written with other letters.

    Spellings of one name by one alphabet are none: those are found as the same organisation.
    """
    for name in mine:
        for known in theirs:
            if look(name) == look(known) and _letters(name) != _letters(known) and not _is_spelling(name, known):
                return name, known
    return None


def oddities(names: Sequence[str]) -> Iterator[Finding]:
    """What is unusual in the names by themselves."""
    mixed = [word for name in names for word in mixed_words(name)]
    if mixed:
        yield Finding(kind=Kind.SPOOF, code=Spoof.MIXED, facts={"words": mixed[:3]})
    if any(map(_is_styled, names)):
        yield Finding(kind=Kind.SPOOF, code=Spoof.STYLED)
    for name in names:
        try:
            clean_line(name, longest=2 * NAME_LONGEST)
        except InvalidText as error:
            if error.code in _UNSEEN:
                yield Finding(kind=Kind.SPOOF, code=Spoof.UNSEEN, facts={"character": error.character})
                return


def other_letters(name: str, known: str) -> list[str]:
    """The letters of `name` that `known` has not, for a person to see the difference."""
    foreign = [letter for letter in dict.fromkeys(_letters(name)) if letter not in _letters(known)]
    return foreign[:_MOST_LETTERS]


def _digest(name: str) -> str:
    return sha256(look(name).encode()).hexdigest()[:32]


def _letters(name: str) -> str:
    """Letters, marks and figures in small letters, without the apostrophes that are letters to Unicode."""
    small = unicodedata.normalize("NFC", name).casefold()
    return "".join(one for one in small if unicodedata.category(one)[0] in "LMN" and one not in APOSTROPHES)


def _is_spelling(name: str, known: str) -> bool:
    """Whether both are one name in one alphabet: ي and ی, full width and not."""
    folded, other = unicodedata.normalize("NFKC", name), unicodedata.normalize("NFKC", known)
    return scripts(folded) == scripts(other) and organisation_key(name) == organisation_key(known)


def _is_styled(name: str) -> bool:
    wide = () if scripts(name) & _EAST_ASIAN else (_FULL_WIDTH,)
    letters = [letter for letter in name if unicodedata.category(letter)[0] == "L"]
    return _any_in(letters, (*_STYLED_LETTERS, *wide)) or _any_in(name, _STYLED_SIGNS)


def _any_in(letters: Iterable[str], ranges: Iterable[tuple[int, int]]) -> bool:
    codes = [ord(letter) for letter in letters]
    return any(first <= code <= last for first, last in ranges for code in codes)
