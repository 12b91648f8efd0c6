"""Text as a mail prints it: nothing in it begins a line that was not meant."""

from __future__ import annotations

import re
import textwrap
from unicodedata import category

WIDTH = 74  # of the text, so that it stays under 78 where somebody quotes it
_BREAKS = ("Cc", "Cs", "Zl", "Zp")  # Unicode's kinds of control characters and line ends


def one_line(text: str) -> str:
    """The text without anything that could begin another line, of a mail or of its head."""
    return " ".join("".join(" " if category(letter) in _BREAKS else letter for letter in text).split())


def lines_of(words: str) -> list[str]:
    """The words as the mail prints them, each on a line of its own."""
    return [one_line(line) for line in words.splitlines()]


def wrapped(text: str) -> str:
    """Paragraphs of at most WIDTH characters a line, with one empty line between them; links stay whole."""
    lines = [
        textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False, subsequent_indent=_indent(line))
        for line in text.strip().splitlines()
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]
