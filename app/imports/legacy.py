"""Which of the old one-byte encodings a text is in: the one in which its words look most like words."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from app.imports.alphabets import ENCODINGS, LANGUAGES, weights

_ENOUGH = 20_000  # bytes beyond ASCII; more say nothing new
_WORDS = re.compile(r"[^\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]*[^\x00-\x7f][^\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]*")
_MARKS_AROUND = "“”„‘’‚«»‹›–—…№°•·®©™€£§´\xa0¿¡²³¹ºª"
_MARKS_WITHIN = "’‘´·–-—\xad"
_WEIGHTS = weights()
_LONGEST_RUN = 2  # letters beyond ASCII in a row, in a word in Latin script
_ALONE = "àáâãåæéèêíóòôöøúùœ"  # which are words by themselves
_RARE = dict.fromkeys("ðþý", 0.6) | {"û": 0.7, "õ": 0.5}  # in Western languages; õ but before e
_LAST = "ςךםןףץ"  # which stand at the end of a word alone


def legacy_encoding(raw: bytes) -> str:
    """The likeliest encoding of bytes that are not UTF-8; Windows-1252 where nothing speaks for another."""
    sample = _sample(raw)
    scores = {name: _score(sample, name) - against for name, against in ENCODINGS.items()}
    return max(scores, key=lambda name: scores[name])


def _sample(raw: bytes) -> bytes:
    """The lines that have something beyond ASCII, each once."""
    kept: dict[bytes, None] = {}
    size = 0
    for line in re.split(rb"[\r\n]+", raw):
        high = len(line) - len(line.decode("ascii", "ignore"))
        if high and size < _ENOUGH:
            kept[line[:2000]] = None
            size += high
    return b"\n".join(kept)


def _score(sample: bytes, encoding: str) -> float:
    """How plausible the words are, for each character beyond ASCII: 1 is plain text, below 0 is nonsense."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return -9.0
    total, number = 0.0, 0
    for word in _WORDS.findall(text):
        value, highs = _word_score(word, LANGUAGES.get(encoding, ()))
        total, number = total + value, number + highs
    return total / number if number else 0.0


def _word_score(word: str, languages: tuple[str, ...]) -> tuple[float, int]:
    core = word.strip(_MARKS_AROUND)
    around = sum(character > "\x7f" for character in word) - sum(character > "\x7f" for character in core)
    highs = [character for character in core if character > "\x7f" and character not in _MARKS_WITHIN]
    score = 0.85 * around
    if not highs:
        return score, around
    if not all(unicodedata.category(character)[0] in "LM" for character in highs):
        return score - 2.0 * len(highs), around + len(highs)
    foreign = [character for character in highs if character.casefold() in _WEIGHTS]
    if foreign:
        mixed = len(foreign) < len(highs) or any("A" <= letter <= "z" and letter.isalpha() for letter in core)
        score += -2.0 * len(highs) if mixed else _weight_of(highs)
        score -= 1.5 * sum(letter in _LAST for letter in core[:-1])
    else:
        fits = any(all(letter.lower() in language for letter in highs) for language in languages)
        fits = fits and _longest_run(core) <= _LONGEST_RUN and (len(core) > 1 or core.lower() in _ALONE)
        score += _weight_in_latin(core.lower(), languages) if fits else -1.5 * len(highs)
    return score - 1.5 * _wrong_capitals(core), around + len(highs)


def _weight_of(letters: list[str]) -> float:
    return 0.5 if len(letters) == 1 else sum(_WEIGHTS[letter.casefold()] for letter in letters)


def _weight_in_latin(word: str, languages: tuple[str, ...]) -> float:
    rare = _RARE if languages is LANGUAGES["windows-1252"] else {}
    return sum(0.9 if word[at : at + 2] == "õe" else rare.get(letter, 0.9) for at, letter in _highs(word))


def _highs(word: str) -> list[tuple[int, str]]:
    return [(at, letter) for at, letter in enumerate(word) if letter > "\x7f" and letter not in _MARKS_WITHIN]


def _longest_run(word: str) -> int:
    return max(map(len, re.findall(r"[^\x00-\x7f]+", word)))


def _wrong_capitals(word: str) -> int:
    """How often a capital follows a small letter, where one of the two is beyond ASCII."""
    pairs = pairwise(word)
    return sum(one.islower() and two.isupper() and (one > "\x7f" or two > "\x7f") for one, two in pairs)
