"""Words are read from the very files of the translators."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import catalogues

pytestmark = pytest.mark.translated

ARABIC = r"""
msgid ""
msgstr ""
"Language: ar\n"
"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);\n"

msgid "Country"
msgstr "البلد"

msgid "Website"
msgstr ""

#, fuzzy
msgid "Position"
msgstr "البلد"

msgctxt "of a place"
msgid "State"
msgstr "ولاية"

msgid "%(num)s day"
msgid_plural "%(num)s days"
msgstr[0] "0"
msgstr[1] "1"
msgstr[2] "2"
msgstr[3] "3"
msgstr[4] "11"
msgstr[5] "100"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "ar" / "LC_MESSAGES" / "messages.po"
    file.parent.mkdir(parents=True)
    file.write_text(ARABIC, encoding="utf-8")
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    monkeypatch.setattr(catalogues, "catalogue", catalogues.catalogue.__wrapped__)


@pytest.mark.parametrize("locale", ["ar", "ar_EG", "ar_Arab_EG"])
def test_words_are_in_the_language_asked_for_or_in_the_one_it_is_of(locale: str) -> None:
    words = catalogues.catalogue(locale)
    assert (words.ugettext("Country"), words.upgettext("of a place", "State")) == ("البلد", "ولاية")


@pytest.mark.parametrize("said", ["Website", "Position", "unheard of"])
def test_what_is_not_translated_or_only_guessed_stays_english(said: str) -> None:
    assert catalogues.catalogue("ar").ugettext(said) == said


@pytest.mark.parametrize(
    ("number", "form"), [(0, "0"), (1, "1"), (2, "2"), (3, "3"), (10, "3"), (11, "11"), (99, "11"), (100, "100")]
)
def test_each_number_has_its_plural_form(number: int, form: str) -> None:
    assert catalogues.catalogue("ar").ungettext("%(num)s day", "%(num)s days", number) == form


def test_a_language_without_a_catalogue_speaks_english() -> None:
    words = catalogues.catalogue("en")
    assert words.ungettext("%(num)s day", "%(num)s days", 2) == "%(num)s days"
