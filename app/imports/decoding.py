"""Bytes into text: by mark, by what the bytes themselves prove, and only then by likelihood."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from app.imports.legacy import legacy_encoding
from app.imports.sheet import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_WINDOWS = re.compile(r"cp(125\d)")


@dataclass(frozen=True)
class Decoded:
    """The text, the encoding it was in, and whether that is a guess."""

    text: str
    encoding: str
    guessed: bool = False


def decode(raw: bytes, wanted: str | None = None) -> Decoded:
    """The text of these bytes; what cannot be decoded shows as U+FFFD. Raises Unreadable for an unknown encoding."""
    if wanted:
        return _as_told(raw, wanted)
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return Decoded(raw[len(mark) :].decode(encoding, "replace"), encoding)
    sixteen = _utf16_without_mark(raw)
    if sixteen:
        return Decoded(raw.decode(sixteen, "replace"), sixteen, guessed=True)
    try:
        return Decoded(raw.decode(), "utf-8")
    except UnicodeDecodeError:
        pass
    if _is_mostly_utf8(raw):
        return Decoded(raw.decode(errors="replace"), "utf-8", guessed=True)
    encoding = legacy_encoding(raw)
    return Decoded(raw.decode(encoding, "replace"), encoding, guessed=True)


def _as_told(raw: bytes, wanted: str) -> Decoded:
    try:
        name = codecs.lookup(wanted).name
        "".encode(name)
        name = {"utf-8-sig": "utf-8", "iso8859-1": "windows-1252"}.get(name, name)
        name = _WINDOWS.sub(r"windows-\1", name)
        if name in ("utf-16", "utf-32"):
            marked = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), f"{name}-le")
            name = marked if marked.startswith(name) else f"{name}-le"
        text = raw.decode(name, "replace").removeprefix("\ufeff")
    except (LookupError, TypeError, ValueError):  # of the last two: codecs that are no encodings, such as hex
        raise Unreadable("unknown_encoding", wanted) from None
    return Decoded(text, name)


def _utf16_without_mark(raw: bytes) -> str | None:
    """UTF-16 shows itself by its zeros: every ASCII sign has one, always on the same side."""
    zeros = raw.count(0)
    if zeros < 2 or zeros * 100 < len(raw):
        return None
    even = raw[::2].count(0)
    for encoding, on_its_side in (("utf-16-le", zeros - even), ("utf-16-be", even)):
        if on_its_side >= 0.95 * zeros:
            text = raw.decode(encoding, "replace")
            strange = sum(character == "\ufffd" or "\x00" <= character < "\t" for character in text)
            if strange * 20 <= len(text):
                return encoding
    return None


def _is_mostly_utf8(raw: bytes) -> bool:
    """Whether a few bytes are damaged in what is UTF-8 otherwise: several files copied into one, or one cut."""
    whole = _HIGH_SEQUENCE.sub(b"", raw)
    proper = len(_HIGH_SEQUENCE.findall(raw))
    damaged = len(_HIGH.findall(whole))
    return proper >= 4 * damaged or _lines_in_utf8(raw) >= 0.5


def _lines_in_utf8(raw: bytes) -> float:
    """The part of the lines with something beyond ASCII that are UTF-8: no line of another encoding is, by chance."""
    lines = {line for line in re.split(rb"[\r\n]+", raw) if _HIGH.search(line)}
    return sum(_HIGH.search(_HIGH_SEQUENCE.sub(b"", line)) is None for line in lines) / len(lines)
