"""The words of the site in its languages, read from the very files that translators write.

Nothing is compiled beforehand, so that no server can be without the words that the sources have: to read a catalogue
takes 40 ms, once in each process.
"""

from __future__ import annotations

from functools import cache, cached_property
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask_babel import Babel, Domain, get_locale

FOLDER = Path(__file__).parent / "translations"


class Catalogues(Domain):  # type: ignore[misc]  # Flask-Babel has no types
    """What Flask-Babel asks for the words of this request's language."""

    def get_translations(self) -> Translations:
        """Of the language of this request; English outside of one."""
        locale = get_locale()
        return catalogue(str(locale) if locale else "en")


class Languages(Babel):  # type: ignore[misc]  # as above
    """Flask-Babel with our catalogues."""

    @cached_property
    def domain_instance(self) -> Catalogues:
        return Catalogues()


@cache
def catalogue(locale: str) -> Translations:
    """The words in that language, `pt_BR` in those of `pt` where it has none of its own; else the sources' English."""
    for name in _names(Locale.parse(locale)):
        file = FOLDER / name / "LC_MESSAGES" / "messages.po"
        if file.exists():
            return _read(file, name)
    return Translations()


def _names(locale: Locale) -> list[str]:
    """The folders in which its words may be, the nearest first."""
    found = [str(locale), f"{locale.language}_{locale.script}" if locale.script else "", locale.language]
    return [name for name in dict.fromkeys(found) if name]


def _read(file: Path, locale: str) -> Translations:
    """What is translated in that file; what is not, or only guessed, is left out."""
    with file.open("rb") as opened:
        words = read_po(opened, locale=locale)
    compiled = BytesIO()
    write_mo(compiled, words)
    compiled.seek(0)
    return Translations(compiled, Domain().domain[0])
