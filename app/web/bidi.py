"""Text of another direction inside a sentence, where the sentence is put together before any page marks it up."""

from __future__ import annotations

_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"  # UAX #9: what <bdi> is to HTML


def set_apart(text: str) -> str:
    """The text, so that its direction does not turn the sentence around it, nor the sentence the text."""
    return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"
