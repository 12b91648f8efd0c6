"""What is known of an organisation by name, and what speaks for two of them being one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, kw_only=True)
class Named:
    """What an organisation says of itself that can give it away; as typed, "" where it said nothing."""

    organisation: str
    country: str = ""
    organisation_latin: str = ""
    also_known_as: str = ""
    website: str = ""
    email: str = ""


class Ground(StrEnum):
    """Why two are shown side by side."""

    SAME_KEY = "same_key"  # the same name but for letter case, quotes, accents, punctuation, legal form
    JOINED = "joined"  # a moderator, or the organisation itself, said before that both names are of one
    WEBSITE = "website"
    LOOKS_ALIKE = "looks_alike"  # other letters that are drawn alike
    LATIN_NAME = "latin_name"  # the name in Latin letters that one of them gave
    ALSO_KNOWN_AS = "also_known_as"  # another name that one of them gave
    ACRONYM = "acronym"
    WORD_ORDER = "word_order"  # the same words in another order
    INFLECTION = "inflection"  # the same words in another case or number
    OTHER_SCRIPT = "other_script"  # the same sounds in another script, or written by another system
    SPELLING = "spelling"
    TRANSLATION = "translation"
    PARTS = "parts"  # one has words more than the other
    EMAIL_DOMAIN = "email_domain"


@dataclass(frozen=True)
class Likeness:
    """How alike two are, 0 to 100, and why, the strongest first; `matched` says which words each ground is about."""

    score: int
    grounds: tuple[Ground, ...]
    matched: Mapping[Ground, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """How alike two names are, 0 to 100, on which grounds, with the words of each that say so."""

    score: int
    grounds: tuple[tuple[Ground, str], ...]


class Aliases:
    """What was learnt before: pairs of organisation keys that are one organisation, and pairs that are two."""

    def __init__(self, *, joined: Iterable[tuple[str, str]] = (), kept_apart: Iterable[tuple[str, str]] = ()) -> None:
        self._apart = frozenset(frozenset(pair) for pair in kept_apart)
        self._partners: dict[str, set[str]] = {}
        for one, other in joined:
            self._partners.setdefault(one, set()).add(other)
            self._partners.setdefault(other, set()).add(one)

    def joins(self, one: str, other: str) -> bool:
        """Whether both keys are known to be of one organisation: as a pair, or each with the same third."""
        mine, theirs = self._partners.get(one, set()), self._partners.get(other, set())
        return not self.keeps_apart(one, other) and (other in mine or bool(mine & theirs))

    def keeps_apart(self, one: str, other: str) -> bool:
        """Whether a moderator said that these are two organisations."""
        return frozenset((one, other)) in self._apart

    def joined_with(self, key: str) -> frozenset[str]:
        """Every other key that is known to be of the same organisation as this one."""
        near = self._partners.get(key, set())
        far = {third for partner in near for third in self._partners[partner]}
        return frozenset(other for other in near | far if other != key and self.joins(key, other))


NO_ALIASES = Aliases()
