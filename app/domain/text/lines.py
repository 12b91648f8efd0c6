"""Lines and paragraphs: NFC, trimmed, free of what cannot be seen or turns the reading direction."""

from __future__ import annotations

import unicodedata

import idna.core

_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = frozenset("\u00ad\u115f\u1160\u200b\u2060\u2061\u2062\u2063\u2064\u2800\u3164\ufeff\uffa0\u180e")
_JOINERS = frozenset("\u200c\u200d")
_MOST_MARKS = 4  # combining marks in a row that a script needs


class InvalidText(ValueError):
    """Text that cannot stand: `code` says why, `character` names the offender as U+XXXX, or is empty."""

    def __init__(self, code: str, character: str = "") -> None:
        super().__init__(f"{code} {character}".strip())
        self.code = code
        self.character = f"U+{ord(character):04X}" if len(character) == 1 else character


def clean_line(value: str, *, longest: int, longest_bytes: int | None = None) -> str:
    """One line: NFC, outer white space trimmed, everything else as typed; "" stays "". Raises InvalidText."""
    _refuse_surrogates(value)
    line = unicodedata.normalize("NFC", value).strip()
    for character in line:
        if character in "\n\r\u2028\u2029\x0b\x0c\x85":
            raise InvalidText("line_break", character)
    _refuse(line)
    _measure(line, longest, longest_bytes)
    return line


def clean_paragraphs(value: str, *, longest: int) -> str:
    """Several lines: as `clean_line`, with line ends as \\n and tabs as spaces. Raises InvalidText."""
    _refuse_surrogates(value)
    text = value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = unicodedata.normalize("NFC", text).strip()
    _refuse(text.replace("\n", " "))
    _measure(text, longest, None)
    return text


def _refuse_surrogates(value: str) -> None:
    for character in value:
        if "\ud800" <= character <= "\udfff":
            raise InvalidText("control_character", character)


def _refuse(line: str) -> None:
    marks = 0
    for place, character in enumerate(line):
        if character in _DIRECTION:
            raise InvalidText("direction_character", character)
        if character in _INVISIBLE or "\U000e0000" <= character <= "\U000e007f":
            raise InvalidText("invisible_character", character)
        if character in _JOINERS and not _joins(line, place):
            raise InvalidText("invisible_character", character)
        category = unicodedata.category(character)
        if category in ("Cc", "Cs") or character in "\u2028\u2029":
            raise InvalidText("control_character", character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks > _MOST_MARKS:
            raise InvalidText("too_many_marks", character)


def _joins(line: str, place: int) -> bool:
    """Whether a joiner stands where its script needs it (RFC 5892, appendix A.1 and A.2)."""
    try:
        return idna.core.valid_contextj(line, place)
    except ValueError:
        return False


def _measure(text: str, longest: int, longest_bytes: int | None) -> None:
    if len(text) > longest:
        raise InvalidText("too_long", str(longest))
    if longest_bytes is not None and len(text.encode()) > longest_bytes:
        raise InvalidText("too_long_bytes", str(longest_bytes))
