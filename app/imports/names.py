"""A cell that should hold an organisation's name: cleaned of what cannot be seen, and what is odd about it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from app.domain.text import InvalidText, clean_name
from app.domain.text.lines import without_unseen
from app.domain.text.scripts import mixed_words
from app.imports.answers import Answer, answer_in, says_nothing
from app.imports.contents import looks_like_email, looks_like_website, says_organisation
from app.imports.countries import country_of
from app.imports.dates import day_of
from app.imports.headings import folded_words, meaning
from app.imports.name_notes import footnote_mark, note_in, question_in
from app.imports.persons import looks_like_person
from app.imports.reasons import Code, Reason
from app.imports.sheet import Cell, Kind

_ERRORS = re.compile(
    r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|ССЫЛКА!|ИМЯ\?|ЗНАЧ!|Н/Д|NOM\?|VALEUR!|BEZUG!|WERT!)"
)
_MOJIBAKE = re.compile(r"Ã[\x80-\xff‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ©®¡¼§]|â€|Ð[\x80-\xffµ°¡½¾º]|Ñ[\x80-\xffƒ‚€]|Ô±|Õ¡|Ö€|ï»¿")
_NUMBERING = re.compile(r"(?:\(?\d{1,3}[.)]\s+|\d{1,3}\s[-–]\s|[•●▪◦·‣*–-]\s+)\S")
_SIGNS = ("+", "-", "@", "=")
_BREAKS = re.compile(r"[ \t]*[\n\v\f\r\x85\u2028\u2029\t]+[ \t]*")
_TESTS = frozenset("test testing asdf qwerty xxx xxxx aaa abc example sample тест проба abcd".split())
_YES_OR_NO = frozenset(
    map(folded_words, "true false yes no истина ложь да нет այո ոչ oui non sí ja nein так ні".split())
)
_LISTED = re.compile(r"\s*(?:;|\n|\r|•|\|| / |\s\d{1,2}[.)]\s)\s*")
_LISTED_FOR_SURE = re.compile(r"\s*(?:;|\n|\r|•|\|)\s*")
_FEWEST = 2
_MANY = 3
_LONG_ENOUGH = 20
_PARTS_WITH_COMMAS = 3
_CAPITALS = 5
_ROUND = frozenset({30, 32, 40, 50, 60, 64, 80, 100, 120, 127, 128, 140, 150, 160, 200, 250, 254, 255, 256})
_USUAL_LIMITS = frozenset({50, 100, 128, 150, 200, 250, 254, 255, 256})
_GOES_ON = frozenset(
    "of for the and in to a de des du la le les et para los las y e do da di del und für der von и по для".split()
)
_OPENING, _CLOSING = "([«“„", ")]»”“"


def cleaned_name(cell: Cell, field: str = "organisation") -> tuple[str, list[Reason]]:
    """The name as it would be printed, and what had to be removed; with a reason to mend it where it cannot stand."""
    if cell.kind is Kind.FORMULA:
        return "", [Reason(Code.FORMULA, field, cell.text)]
    text, reasons = seen(cell.text, field)
    if cell.kind is Kind.ERROR or _ERRORS.fullmatch(text):
        return text, [*reasons, Reason(Code.ERROR_VALUE, field, text)]
    if text.startswith("="):
        return text, [*reasons, Reason(Code.FORMULA, field, text)]
    if cell.kind is Kind.BOOL or folded_words(text) in _YES_OR_NO:
        return text, [*reasons, Reason(Code.BOOLEAN_IN_NAME, field, text)]
    if "\ufffd" in text:
        return text, [*reasons, Reason(Code.DAMAGED_CHARACTER, field)]
    try:
        return clean_name(text), reasons
    except InvalidText as error:
        return text, [*reasons, Reason(Code.NAME_REFUSED, field, f"{error.code} {error.character}".strip())]


def seen(text: str, field: str) -> tuple[str, list[Reason]]:
    """The text trimmed, composed and without what cannot be seen; each of these is said."""
    trimmed = text.strip()
    reasons = [Reason(Code.TRIMMED, field)] if trimmed != text else []
    line = _BREAKS.sub(" ", trimmed)
    if line != trimmed:
        reasons.append(Reason(Code.LINE_BREAK, field))
    visible, removed = without_unseen(line)
    visible = visible.strip()
    if removed:
        turns = any(unicodedata.bidirectional(character) in _TURNING for character in removed)
        code = Code.DIRECTION_REMOVED if turns else Code.INVISIBLE_REMOVED
        reasons.append(Reason(code, field, " ".join(f"U+{ord(character):04X}" for character in removed[:5])))
    if len(visible) <= 2000:
        composed = unicodedata.normalize("NFC", visible)
        if composed != visible:
            reasons.append(Reason(Code.COMPOSED, field))
        return composed, reasons
    return visible, reasons


_TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def limit_of(names: Sequence[str]) -> int:
    """A round length at which several of these names end and which none passes; 0 where there is none."""
    longest = max(map(len, names), default=0)
    at_it = {name for name in names if len(name) == longest}
    return longest if longest in _ROUND and len(at_it) >= _FEWEST else 0


def oddities(name: str, cell: Cell, *, limit: int, shouted: bool, settled: bool = False) -> list[Reason]:
    """What a person should look at in a name; `limit`: see limit_of, `shouted`: most names are in capitals,
    `settled`: a person wrote it here."""
    found: list[tuple[Code, str]] = []
    if cell.kind is Kind.DATE or (not _letters(name) and day_of(name).day is not None):
        return [Reason(Code.DATE_IN_NAME, "organisation", name)]
    if cell.computed:
        found.append((Code.VALUE_OF_FORMULA, ""))
    if not _letters(name):
        found.append((Code.NUMBER_IN_NAME, name))
    found += [(code, what) for code, what in _ends(name) if what]
    if (listed := len(_listed(cell.text, _LISTED_FOR_SURE))) >= _MANY and not settled:
        found.append((Code.LISTS_ORGANISATIONS, str(listed)))
    elif several(cell.text):
        found.append((Code.SEVERAL_ORGANISATIONS, ""))
    if _is_cut(name, limit):
        found.append((Code.PERHAPS_CUT_OFF, str(len(name))))
    other = other_field(name)
    if other:
        found.append((Code.OTHER_FIELD, other))
    elif looks_like_person(name):
        found.append((Code.PERHAPS_A_PERSON, ""))
    if not shouted and is_shouted(name):
        found.append((Code.ALL_CAPITALS, ""))
    if mixed := mixed_words(name):
        found.append((Code.MIXED_SCRIPTS, mixed[0]))
    if _is_garbled(name):
        found.append((Code.WRONG_ENCODING, ""))
    if name.startswith(_SIGNS):
        found.append((Code.BEGINS_WITH_SIGN, name[0]))
    if set(folded_words(name)) <= _TESTS:
        found.append((Code.TEST_ENTRY, ""))
    return [Reason(code, "organisation", what) for code, what in found]


def is_shouted(name: str) -> bool:
    """Whether a name of several words is in capitals throughout; an acronym is not."""
    words = [word for word in re.findall(r"[^\W\d_]+", name) if len(word) > 1]
    return len(words) > 1 and sum(map(len, words)) > _CAPITALS and all(word.isupper() for word in words)


def several(text: str) -> bool:
    """Whether one cell lists organisations instead of naming one."""
    parts = _listed(text, _LISTED)
    if len(parts) >= _FEWEST:
        if len(parts) >= _MANY or any(sign in text for sign in ";|•"):
            return True
        return all(says_organisation(part) and len(part.split()) > 1 for part in parts)
    by_comma = [part for part in text.split(",") if part.strip()]
    if len(by_comma) < _PARTS_WITH_COMMAS:
        return False
    return sum(says_organisation(part) and len(part.split()) > 1 for part in by_comma) >= _PARTS_WITH_COMMAS


def _listed(text: str, apart: re.Pattern[str]) -> list[str]:
    """The names in a cell, one below the other or with a sign between; none where they are in different scripts."""
    parts = [part for part in apart.split(text.strip()) if part and len(part.strip()) > 3]
    return parts if len({_script(part) for part in parts}) == 1 else []


def other_field(name: str) -> str:
    """The field that this "name" answers instead; "" for a name."""
    if says_nothing(name) or (answer_in(Cell(name)) in (Answer.YES, Answer.NO) and len(name.split()) == 1):
        return "consent"
    if looks_like_email(name):
        return "email"
    if name.lower().startswith(("http", "www.")) and looks_like_website(name):
        return "website"
    if len(name) > 3 and len(name.split()) < 4 and country_of(name).code:
        return "country"
    if len(name.split()) > 2 or says_organisation(name):
        return ""
    asked = meaning(name)
    return asked if asked in ("position", "date", "consent") else ""


def _ends(name: str) -> list[tuple[Code, str]]:
    numbering = _NUMBERING.match(name)
    return [
        (Code.NOTE_IN_NAME, note_in(name)),
        (Code.QUESTION_IN_NAME, question_in(name)),
        (Code.FOOTNOTE_MARK, footnote_mark(name)),
        (Code.NUMBERING, numbering[0][:-1].strip() if numbering else ""),
    ]


def _is_cut(name: str, limit: int) -> bool:
    """Whether a form's limit cut the name: it stops where no name stops, or at the length of a limit."""
    if name.endswith(("...", "…")) or len(name) == limit or len(name) in _USUAL_LIMITS:
        return True
    last = folded_words(name)[-1:] or [""]
    unclosed = any(name.count(one) > name.count(two) for one, two in zip("([«", ")]»", strict=True))
    stops = unclosed or last[0] in _GOES_ON or name.endswith((",", "-", "–", "&"))
    return stops and len(name) > _LONG_ENOUGH


def _is_garbled(name: str) -> bool:
    """Whether this was UTF-8 and was read as something else."""
    for encoding in ("windows-1252", "windows-1251", "latin-1"):
        try:
            return name.encode(encoding).decode() != name
        except UnicodeError:
            continue
    return bool(_MOJIBAKE.search(name))


def _letters(name: str) -> bool:
    return any(character.isalpha() for character in name)


def _script(part: str) -> str:
    letter = next((character for character in part if character.isalpha()), " ")
    return unicodedata.name(letter, "").partition(" ")[0]
