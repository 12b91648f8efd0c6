"""Names of organisations on a page: the one in the reader's script first, each in its language where that is known."""

from __future__ import annotations

from typing import NamedTuple

from app.domain.endorsements.queries import PublicSignatory
from app.domain.text.collation import script_of
from app.domain.text.scripts import main_script
from app.web.locale import current_locale

# Scripts that one language is written in; of the others only the script is known, and that is worth saying, too.
_LANGUAGES = {"Armn": "hy", "Geor": "ka", "Grek": "el", "Kore": "ko", "Thai": "th"}


class Name(NamedTuple):
    """A name and its language for `lang=`: "" where it is in the script of the page."""

    text: str
    language: str


class Named(NamedTuple):
    """Both names of one organisation; `beside` is None where it has one only."""

    shown: Name
    beside: Name | None


def named(signatory: PublicSignatory) -> Named:
    """The names as readers of this page want them."""
    script = script_of(current_locale())
    names = signatory.names_in(script)
    return Named(_name(names.shown, script), _name(names.beside, script) if names.beside else None)


def _name(text: str, around: str) -> Name:
    script = main_script(text)
    return Name(text, "" if script in ("", around) else _LANGUAGES.get(script, f"und-{script}"))
