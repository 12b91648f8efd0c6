"""A leaf's entry: one of six kinds, canonical ASCII JSON, the day and nothing of a person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from app.domain.ledger.strict import Malformed, canonical, from_canonical, from_hex

VERSION = 1
LONGEST = 65_535  # bytes: entry bundles say the length in two


class Kind(StrEnum):
    """What happened."""

    STATEMENT = "statement"  # a revision was published
    ENDORSE = "endorse"  # an organisation was listed
    REMOVE = "remove"  # it is listed no more, for whatever reason
    AMEND = "amend"  # what is public of it was corrected
    REBIND = "rebind"  # it stands by a newer revision
    KEY = "key"  # from now on heads are signed with another key


# What each kind says beside d, k and v: the letter in the JSON, and the name here.
_SAYS: dict[Kind, dict[str, str]] = {
    Kind.STATEMENT: {"n": "number", "s": "slug", "x": "digest"},
    Kind.ENDORSE: {"c": "commitment", "s": "slug", "x": "digest"},
    Kind.REMOVE: {"r": "ref"},
    Kind.AMEND: {"c": "commitment", "r": "ref"},
    Kind.REBIND: {"r": "ref", "x": "digest"},
    Kind.KEY: {"vkey": "vkey"},
}
_PRINTABLE = re.compile(rb"[ -~]+")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,199}")
_VKEY = re.compile(r"[!-*,-~]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What one leaf says; which fields it has follows from its kind."""

    kind: Kind
    day: date
    slug: str | None = None
    number: int | None = None  # of the revision
    digest: str | None = None  # of the revision that is meant, hex
    commitment: str | None = None  # to the public facts, hex
    ref: int | None = None  # the index of the `endorse` leaf that this is about
    vkey: str | None = None

    def encode(self) -> bytes:
        """The entry's bytes."""
        value: dict[str, Any] = {"d": self.day.isoformat(), "k": self.kind.value, "v": VERSION}
        content = canonical(value | {key: getattr(self, name) for key, name in _SAYS[self.kind].items()})
        parse(content)  # nothing is written that would not be read
        return content


def parse(content: bytes) -> Entry:
    """What these bytes say, if they are an entry to the letter. Raises Malformed."""
    if len(content) > LONGEST or not _PRINTABLE.fullmatch(content):
        raise Malformed("the entry is not printable ASCII")
    value = from_canonical(content, "the entry")
    if not isinstance(value, dict) or value.get("k") not in list(Kind):
        raise Malformed("the entry is of no known kind")
    kind = Kind(value["k"])
    says = _SAYS[kind]
    if set(value) != {"d", "k", "v", *says} or type(value["v"]) is not int or value["v"] != VERSION:
        raise Malformed(f"the entry does not have the fields of its kind ({kind})")
    for key in says:
        _CHECKS[key](value[key])
    return Entry(kind=kind, day=_day(value["d"]), **{name: value[key] for key, name in says.items()})


def _day(text: Any) -> date:
    try:
        day = date.fromisoformat(text)
    except (TypeError, ValueError):
        raise Malformed("the day is no date") from None
    if day.isoformat() != text:
        raise Malformed("the day is not written YYYY-MM-DD")
    return day


def _number(least: int) -> Any:
    def check(value: Any) -> None:
        if type(value) is not int or not least <= value < 1 << 53:
            raise Malformed("a number of the entry is none")

    return check


def _text(pattern: re.Pattern[str]) -> Any:
    def check(value: Any) -> None:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise Malformed("a name of the entry is none")

    return check


def _hash(value: Any) -> None:
    from_hex(value, "a hash of the entry", size=32)


_CHECKS = {"c": _hash, "x": _hash, "n": _number(1), "r": _number(0), "s": _text(_SLUG), "vkey": _text(_VKEY)}
