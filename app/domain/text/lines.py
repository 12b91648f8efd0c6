"""Lines and paragraphs: NFC, trimmed, free of what cannot be seen or turns the reading direction."""

from __future__ import annotations

import unicodedata

import idna.core

_LINE_BREAKS = frozenset("\n\v\f\r\x85\u2028\u2029")
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2065\u2800\u3164\uffa0\U0001d159")  # drawn as nothing at all
_JOINERS = frozenset("\u200c\u200d")
_VIRAMA = 9  # the combining class of every virama
_MONGOLIAN_SEPARATOR = "\u180e"
# Choose between drawings of the character before them; after a letter that has one drawing they are only unseen.
_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
_MONGOLIAN_SELECTORS = frozenset("\u180b\u180c\u180d\u180f")
_PICTURED = frozenset("\u2139\u203c\u2049\u3030\u303d")  # no symbols to Unicode, yet drawn as pictures too
_SELECTED_SCRIPTS = frozenset({"CJK", "MYANMAR", "PHAGS-PA"})
_KEYCAP = "\u20e3"
# The signs of Arabic, Syriac and Kaithi that stand under a number: format characters to Unicode, yet visible.
_VISIBLE_FORMAT = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")

_MOST_MARKS = 4  # combining marks in a row that a script needs
_LONGEST_RUN = 30  # of marks of every kind, before they are composed; the Stream-Safe Text Format of UAX #15
_LONGEST_COMPOSED = 4  # characters that NFC makes one of
_WINDOW = 2 * _MOST_MARKS  # how far from a joiner the letters that it joins can be


class InvalidText(ValueError):
    """Text that cannot stand: `code` says why, `character` names the offender as U+XXXX, or is empty.

    Where the text is too long, `character` is the limit instead: the figure that a person needs to mend it.
    """

    def __init__(self, code: str, character: str = "") -> None:
        super().__init__(f"{code} {character}".strip())
        self.code = code
        self.character = character


def clean_line(value: str, *, longest: int, longest_bytes: int | None = None) -> str:
    """One line: NFC, outer white space trimmed, everything else as typed; "" stays "". Raises InvalidText."""
    line = _composed(value.strip(), longest)
    for character in line:
        if character in _LINE_BREAKS:
            raise _offence("line_break", character)
    _refuse_unseen(line)
    if longest_bytes is not None and len(line.encode()) > longest_bytes:
        raise InvalidText("too_long_bytes", str(longest_bytes))
    return line


def clean_paragraphs(value: str, *, longest: int) -> str:
    """Several lines: as `clean_line`, with every line end as \\n and tabs as spaces. Raises InvalidText."""
    text = value.replace("\r\n", "\n").replace("\t", " ")
    for line_end in "\r\u2028\u2029":
        text = text.replace(line_end, "\n")
    text = _composed(text.strip(), longest)
    _refuse_unseen(text.replace("\n", " "))
    return text


def without_unseen(text: str) -> tuple[str, str]:
    """The text without control, direction and invisible characters that its script does not need, and these."""
    if text.isascii() and text.isprintable():
        return text, ""
    gone = {place for place, character in enumerate(text) if _is_to_go(text, place, character)}
    kept = "".join(character for place, character in enumerate(text) if place not in gone)
    return kept, "".join(text[place] for place in sorted(gone))


def capped_marks(text: str) -> str:
    """The text without the marks that no letter can carry, so that normalising it takes linear time."""
    if text.isascii():
        return text
    kept, run = [], 0
    for character in text:
        run = run + 1 if unicodedata.category(character)[0] == "M" else 0
        if run <= _LONGEST_RUN:
            kept.append(character)
    return "".join(kept)


def is_drawn(character: str) -> bool:
    """Whether anything of it can be seen, or it is a blank between words: no joiner, selector, filler or control."""
    return not (
        character in _SELECTORS | _MONGOLIAN_SELECTORS
        or _is_unseen(character, unicodedata.category(character))
        or unicodedata.category(character) == "Cc"
    )


def _composed(text: str, longest: int) -> str:
    """NFC, at most `longest` characters. Refuses first what would take long: composing is quadratic in marks."""
    if len(text) > longest * _LONGEST_COMPOSED:
        raise InvalidText("too_long", str(longest))
    for character in text:
        if "\ud800" <= character <= "\udfff":
            raise _offence("control_character", character)
    if len(capped_marks(text)) < len(text):
        raise InvalidText("too_many_marks")
    composed = unicodedata.normalize("NFC", text)
    if len(composed) > longest:
        raise InvalidText("too_long", str(longest))
    return composed


def _refuse_unseen(line: str) -> None:
    if line.isascii() and line.isprintable():
        return
    for place, character in enumerate(line):
        category = unicodedata.category(character)
        if character in _DIRECTION:
            raise _offence("direction_character", character)
        if category in ("Cc", "Cs", "Co") or _is_noncharacter(character):
            raise _offence("control_character", character)
        if _is_unseen(character, category) and not _is_needed(line, place):
            raise _offence("invisible_character", character)
    _refuse_piled_marks(line)


def _is_to_go(line: str, place: int, character: str) -> bool:
    category = unicodedata.category(character)
    unseen = category == "Cc" or character in _DIRECTION or _is_unseen(character, category)
    return unseen and not _is_needed(line, place)


def _refuse_piled_marks(line: str) -> None:
    marks = 0
    for character in unicodedata.normalize("NFD", line):  # where é has a mark, as it has when it is typed in parts
        if unicodedata.category(character) in ("Mn", "Me"):
            marks += 1
        elif character not in _JOINERS:  # a joiner between marks starts no new letter
            marks = 0
        if marks > _MOST_MARKS:
            raise _offence("too_many_marks", character)


def _is_noncharacter(character: str) -> bool:
    return ord(character) & 0xFFFE == 0xFFFE or "\ufdd0" <= character <= "\ufdef"


def _is_unseen(character: str, category: str) -> bool:
    if category == "Cf":
        return character not in _VISIBLE_FORMAT
    if character in _SELECTORS or character in _MONGOLIAN_SELECTORS:
        return True
    return character in _BLANK or "\U000e0000" <= character <= "\U000e0fff"  # plane 14 holds tags and selectors


def _is_needed(line: str, place: int) -> bool:
    """Whether the script needs this unseen character here: RFC 5892 A.1 and A.2, and the Unicode Standard 12 and 13."""
    character = line[place]
    before, after = line[place - 1 : place], line[place + 1 : place + 2]
    if character == _MONGOLIAN_SEPARATOR:
        return _is_mongolian(before) and _is_mongolian(after)
    if character in _MONGOLIAN_SELECTORS:
        return _is_mongolian(before)
    if character in _SELECTORS:
        return bool(before) and (_has_variants(before) or after == _KEYCAP)
    if character not in _JOINERS:
        return False
    if character == "\u200d" and _keeps_whole(before, after):
        return True
    start = max(0, place - _WINDOW)
    try:
        return idna.core.valid_contextj(line[start : place + _WINDOW], place - start)
    except ValueError:  # its neighbour has no name in Unicode
        return False


def _keeps_whole(before: str, after: str) -> bool:
    """Whether a joiner between these stops the virama from changing the letter: Bengali র‍্যা, Kannada ರ‍್ಯ."""
    return bool(before and after) and unicodedata.category(before) == "Lo" and unicodedata.combining(after) == _VIRAMA


def _has_variants(character: str) -> bool:
    """Whether a selector can choose how this is drawn: emoji, mathematical signs, letters of three scripts."""
    script = unicodedata.name(character, "").partition(" ")[0]
    return unicodedata.category(character) in ("So", "Sm") or character in _PICTURED or script in _SELECTED_SCRIPTS


def _is_mongolian(letter: str) -> bool:
    return "\u1820" <= letter <= "\u1878"


def _offence(code: str, character: str) -> InvalidText:
    return InvalidText(code, f"U+{ord(character):04X}")
