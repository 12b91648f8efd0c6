"""Cells of a spreadsheet that stay text: nothing that somebody typed into a form may run in a moderator's program.

After OWASP, "CSV Injection" (ASVS 5.0.0-1.2.10): programs take a cell for a formula by its first character.
"""

from __future__ import annotations

_BEGINS_FORMULA = tuple("=+-@\t\r\n\0＝＋－＠")  # the last four are full-width, and some programs fold them
_SKIPPED = " \u00a0\u3000'\"‘’“”＇＂"  # what a program may drop before it looks


def safe_cell(text: str) -> str:
    """The text as a cell that no program takes for a formula; `plain_text` gives it back as it was."""
    return f"'{text}" if _is_risky(text) else text


def plain_text(cell: str) -> str:
    """What `safe_cell` was given."""
    return cell[1:] if cell.startswith("'") and _is_risky(cell[1:]) else cell


def _is_risky(text: str) -> bool:
    return text.lstrip(_SKIPPED).startswith(_BEGINS_FORMULA)
