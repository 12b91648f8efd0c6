"""One record of a text file, its quotes closed or not."""

from __future__ import annotations

from dataclasses import dataclass

QUOTE = '"'


@dataclass(frozen=True, slots=True)
class Scan:
    """The cells of one text; `is_open`: its last cell begins with a quote that nothing closes."""

    cells: list[str]
    is_open: bool = False
    is_odd: bool = False  # a quote stands where none belongs


def scan(text: str, separator: str, *, spans_lines: bool = False) -> Scan:
    """The cells of `text`, which is one record; line ends in it stand within quotes.

    A quote opens a cell at its start alone; elsewhere it is a character. A cell that opens, and goes on after its
    closing quote, as in `"Asparez" Club`, is taken as it stands, quotes and all; not where the text `spans_lines`.
    """
    if QUOTE not in text:
        return Scan(text.split(separator) if separator else [text])
    cells: list[str] = []
    position, odd = 0, False
    while True:
        start = position
        while text[start : start + 1] == " " or (text[start : start + 1] == "\t" and separator != "\t"):
            start += 1
        quoted = _quoted(text, start + 1, separator) if text.startswith(QUOTE, start) else None
        if quoted is not None and quoted.end >= 0:
            cells.append(quoted.content)
            odd = odd or quoted.bare
            position = quoted.end
        elif quoted is not None and (spans_lines or not quoted.bare):
            return Scan([*cells, text[start:]], is_open=True, is_odd=True)
        else:
            end = text.find(separator, position) if separator else -1
            cells.append(text[position : end if end >= 0 else len(text)])
            odd = odd or (quoted is not None and cells[-1].count(QUOTE) % 2 == 1)
            position = end if end >= 0 else len(text)
        if position >= len(text):
            return Scan(cells, is_odd=odd)
        position += 1


def literally(text: str, separator: str) -> list[str]:
    """The cells of one line in which quotes mean nothing."""
    return text.split(separator) if separator else [text]


@dataclass(frozen=True, slots=True)
class _Quoted:
    content: str
    end: int  # where the separator, or the end of the text, follows; -1: it is never closed
    bare: bool  # a quote stood alone within


def _quoted(text: str, start: int, separator: str) -> _Quoted:
    """What stands in quotes from `start` on. Quotes within should be doubled; where one is not, it is a character."""
    content: list[str] = []
    position, bare = start, False
    escaping = False  # a backslash before a quote means nothing in itself: "C:\" ends there
    while True:
        quote = text.find(QUOTE, position)
        if quote < 0:
            return _Quoted("", -1, bare)
        run_end = quote
        while text.startswith(QUOTE, run_end):
            run_end += 1
        content.append(text[position:quote])
        run, after = run_end - quote, _after_spaces(text, run_end)
        ends = after >= len(text) or (separator != "" and text.startswith(separator, after))
        escaping = escaping or (run == 1 and not ends and content[-1].endswith("\\"))
        escaped = escaping and content[-1].endswith("\\")
        if escaped:
            content[-1] = content[-1][:-1]
        if ends and (run % 2 == 1) != escaped:
            content.append(QUOTE * (run // 2))
            return _Quoted("".join(content), after, bare)
        if ends and bare:
            content.append(QUOTE * (run - 1))
            return _Quoted("".join(content), after, bare)
        content.append(QUOTE * ((run + 1) // 2))
        bare = bare or (run % 2 == 1 and not escaped and not ends)
        position = run_end


def _after_spaces(text: str, position: int) -> int:
    end = position
    while text.startswith(" ", end):
        end += 1
    return end
