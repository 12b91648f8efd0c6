"""Text as a mail prints it: nothing in it begins a line that was not meant."""

from __future__ import annotations

from unicodedata import category

_BREAKS = ("Cc", "Cs", "Zl", "Zp")  # Unicode's kinds of control characters and line ends


def one_line(text: str) -> str:
    """The text without anything that could begin another line, of a mail or of its head."""
    return " ".join("".join(" " if category(letter) in _BREAKS else letter for letter in text).split())


def lines_of(words: str) -> list[str]:
    """The words as the mail prints them, each on a line of its own."""
    return [one_line(line) for line in words.splitlines()]
