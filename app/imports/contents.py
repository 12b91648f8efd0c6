"""What a column holds, to judge by its cells alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.domain.text import InvalidText, clean_email, clean_website
from app.imports.answers import Answer, answer_in
from app.imports.countries import country_of
from app.imports.dates import day_of
from app.imports.headings import folded_words, meaning
from app.imports.sheet import Cell, Kind

_SAMPLE = 60  # filled cells of a column
_MOST = 0.6  # of them must be what the column is said to hold
_HOST = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}(?:/\S*)?")
_NAME_WORDS = 12
_LONG_NUMBER = 4


def looks_like_email(text: str) -> bool:
    """Whether this is one e-mail address."""
    try:
        return "@" in text and bool(clean_email(text.strip().removeprefix("mailto:")))
    except InvalidText:
        return False


def looks_like_website(text: str) -> bool:
    """Whether this is one address of a website."""
    if not _HOST.fullmatch(text.strip()):
        return False
    try:
        return bool(clean_website(text.strip()))
    except InvalidText:
        return False


def field_by_content(cells: Sequence[Cell]) -> str:
    """The field that this column's cells speak for; "text" for names of whatever kind, "" where it is empty."""
    filled = [cell for cell in cells if not cell.is_blank][:_SAMPLE]
    if not filled:
        return ""
    texts = [cell.text.strip() for cell in filled]

    def mostly(holds: list[bool]) -> bool:
        return sum(holds) >= _MOST * len(holds)

    if mostly([looks_like_email(text) for text in texts]):
        return "email"
    if mostly([looks_like_website(text) for text in texts]):
        return "website"
    if mostly([country_of(text).code is not None for text in texts]):
        return "country"
    if mostly([text.rstrip(".)").isdigit() and len(text) <= _LONG_NUMBER for text in texts]):
        return "consent" if set(texts) <= {"0", "1"} and len(texts) > 2 else "number"
    if mostly([cell.kind is Kind.DATE or day_of(cell.text).day is not None for cell in filled]):
        return "date"
    if mostly([answer_in(cell) in (Answer.YES, Answer.NO) for cell in filled]):
        return "consent"
    if mostly([not any(character.isalpha() for character in text) for text in texts]):
        return "ignore"
    return "text"


def weight_as_names(cells: Sequence[Cell]) -> float:
    """How much this column looks like names of organisations: many, all different, of several words."""
    texts = [cell.text.strip() for cell in cells if not cell.is_blank][:_SAMPLE]
    if not texts:
        return 0.0
    different = len({text.casefold() for text in texts}) / len(texts)
    words = [folded_words(text) for text in texts]
    length = sum(min(len(found), 5) for found in words) / len(words)
    too_long = sum(len(found) > _NAME_WORDS for found in words) / len(words)
    organisations = sum(meaning(text) == "organisation" or says_organisation(text) for text in texts) / len(texts)
    full = min(1.0, len(texts) / max(1, min(len(cells), _SAMPLE)))
    return different * full * (1 + 0.3 * length + 4 * organisations - 2 * too_long)


_KINDS = """
union association foundation centre center institute council committee network forum club society initiative movement
league alliance coalition federation group organisation organization ngo project agency fund trust academy house watch
media press women youth rights human justice peace democracy transparency international journalists helsinki amnesty
союз ассоциация фонд центр институт совет комитет сеть форум клуб общество инициатива движение лига альянс федерация
միություն ասոցիացիա հիմնադրամ կենտրոն ինստիտուտ խորհուրդ կոմիտե ցանց ֆորում ակումբ ընկերություն նախաձեռնություն հկ
спілка асоціація інститут рада мережа товариство ініціатива рух організація fondation centre institut conseil comite
reseau collectif ligue union mouvement fundacion centro instituto consejo comite red colectivo liga asociacion stiftung
verein zentrum institut bund rat netzwerk verband dernegi dernek vakfi vakif merkezi platformu fundacja stowarzyszenie
centrum instytut rada مركز جمعية منظمة مؤسسة شبكة اتحاد معهد كافშირი ცენტრი ფონდი კავშირი ასოციაცია fondazione rete
""".split()
_STEMS = tuple("organi ngo ong associa организаци нко нпо կազմակերպ հկ ორგანიზაც організаці منظمة جمعية".split())
_KIND_WORDS = frozenset(word for kind in _KINDS for word in folded_words(kind))


def says_organisation(text: str) -> bool:
    """Whether the name has a word such as union, centre or foundation in it."""
    return any(word in _KIND_WORDS or word.startswith(_STEMS) for word in folded_words(text))
