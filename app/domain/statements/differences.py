"""What changed between two texts, word by word, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from itertools import zip_longest

_WORD = re.compile(r"\s*(?:\w+|[^\w\s])|\s+")  # with the space before it, so that changed words in a row stay together
LONG = 500  # from so many words, or paragraphs, frequent ones are no anchors: comparing each with each takes minutes
LONGEST = 5_000  # words of a paragraph that is compared at all
ALIKE = 0.4  # share of the words from which on two paragraphs are versions of one


class Change(StrEnum):
    """What became of some words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """Some words in a row that share one fate; the pieces of a paragraph joined give its text."""

    change: Change
    text: str

    @property
    def space(self) -> str:
        """The white space before the words, which a page does not mark as changed."""
        return self.text[: len(self.text) - len(self.words)]

    @property
    def words(self) -> str:
        """The text without the white space before it; all of it where there is nothing else."""
        return self.text.lstrip() or self.text


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, old and new at once."""

    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Whether anything in it did."""
        return any(piece.change is not Change.SAME for piece in self.pieces)


@lru_cache(maxsize=64)
def paragraphs(old: str, new: str) -> tuple[Paragraph, ...]:
    """Every paragraph of both texts in reading order, with what was removed and added in it."""
    before, after = _split(old), _split(new)
    found: list[Paragraph] = []
    for kind, i, j, k, m in _matcher(before, after).get_opcodes():
        if kind == "equal":
            found.extend(Paragraph((Piece(Change.SAME, text),)) for text in after[k:m])
        else:
            found.extend(_altered(before[i:j], after[k:m]))
    return tuple(found)


def _altered(before: Sequence[str], after: Sequence[str]) -> Iterator[Paragraph]:
    """Paragraphs that differ, one beside the other; those that share too little are two paragraphs, not one."""
    for was, now in zip_longest(before, after):
        if was is not None and now is not None and _alike(was, now):
            yield Paragraph(tuple(_words(was, now)))
            continue
        if was is not None:
            yield Paragraph((Piece(Change.REMOVED, was),))
        if now is not None:
            yield Paragraph((Piece(Change.ADDED, now),))


def _alike(was: str, now: str) -> bool:
    before, after = _WORD.findall(was), _WORD.findall(now)
    return max(len(before), len(after)) <= LONGEST and _matcher(before, after).ratio() >= ALIKE


def _matcher(before: list[str], after: list[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, before, after, autojunk=len(after) > LONG)


def _words(was: str, now: str) -> Iterator[Piece]:
    before, after = _WORD.findall(was), _WORD.findall(now)
    for kind, i, j, k, m in _matcher(before, after).get_opcodes():
        if kind == "equal":
            yield Piece(Change.SAME, "".join(after[k:m]))
            continue
        if i < j:
            yield Piece(Change.REMOVED, "".join(before[i:j]))
        if k < m:
            yield Piece(Change.ADDED, "".join(after[k:m]))


def _split(text: str) -> list[str]:
    return [part.strip("\n") for part in re.split(r"\n{2,}", text) if part.strip()]
