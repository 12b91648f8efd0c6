"""Days as people write them: in figures in three orders, in words in many languages, as a spreadsheet's number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache

from babel import Locale

from app.domain.text.words import in_latin, words
from app.imports.sheet import Kind
from app.imports.worksheet import serial_day

_LOCALES = (
    "en hy ru fr es ar de uk ka tr pt it pl nl sv cs sk ro hu bg el fa he sr hr da nb fi lt lv et az kk be".split()
)
_ISO = re.compile(r"(\d{4})[-/.]\s?(\d{1,2})[-/.]\s?(\d{1,2})(?!\d)")
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)")
_COMPACT = re.compile(r"(20\d\d)(\d\d)(\d\d)")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_UNIX = re.compile(r"1[4-9]\d{8}(?:\d{3})?")
_FIGURE_MEETS_LETTER = re.compile(r"(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)")
_TIME = re.compile(r"[T\s,]+\d{1,2}[:.]\d{2}.*$|T\d\d.*$", re.DOTALL)
_OF_A_DATE = """
    г год года թ р року at on um à в o clock uhr h часов am pm a p m z t utc gmt msk cet cest eet eest est edt pst
    pdt bst μ π
""".split()
_EARLIEST, _LATEST = date(1990, 1, 1), date(2100, 1, 1)
_NEARBY = timedelta(days=21)


@dataclass(frozen=True)
class Day:
    """What a cell says of a day: the day, or two that it could be, or neither."""

    day: date | None = None
    other: date | None = None  # the day if the month came first
    separator: str = ""  # of the figures

    @property
    def is_unclear(self) -> bool:
        """Whether day and month can be told apart only by what stands elsewhere."""
        return self.day is not None and self.other is not None


NO_DAY = Day()


@lru_cache(maxsize=4096)
def day_of(text: str, kind: Kind = Kind.TEXT) -> Day:
    """The day that this text says, with a time behind it or not."""
    asked = _in_ascii_figures(text)
    if kind is Kind.DATE:
        return Day(date.fromisoformat(asked))
    if _SERIAL.fullmatch(asked):
        return _plausible(serial_day(Decimal(asked.replace(",", "."))))
    if _UNIX.fullmatch(asked):
        return _plausible(datetime.fromtimestamp(int(asked[:10]), UTC).date())
    compact = _COMPACT.fullmatch(asked)
    if compact:
        return _plausible(_day(*map(int, compact.groups())))
    if found := _ISO.match(asked):
        return _plausible(_day(int(found[1]), int(found[2]), int(found[3])))
    if found := _FIGURES.search(asked):
        return _in_figures(found)
    return _in_words(_TIME.sub("", asked))


@dataclass(frozen=True)
class Order:
    """What a column tells of its unclear days: which come month first, by separator, and when the others are."""

    month_first: frozenset[str] = frozenset()
    day_first: frozenset[str] = frozenset({"."})
    earliest: date | None = None
    latest: date | None = None

    def settled(self, found: Day) -> Day:
        """The day alone, where the column says which of two it is."""
        if not found.is_unclear:
            return found
        if found.separator in self.day_first and found.separator not in self.month_first:
            return Day(found.day)
        if found.separator in self.month_first and found.separator not in self.day_first:
            return Day(found.other)
        near, other_near = self._is_near(found.day), self._is_near(found.other)
        if near != other_near:
            return Day(found.day if near else found.other)
        return found

    def _is_near(self, day: date | None) -> bool:
        if day is None or self.earliest is None or self.latest is None:
            return False
        return self.earliest - _NEARBY <= day <= self.latest + _NEARBY


def order_of(days: Iterable[Day], *, today: date | None = None) -> Order:
    """What the clear days of a column tell of its unclear ones."""
    clear = [found for found in days if found.day is not None and not found.is_unclear]
    month_first = frozenset(found.separator for found in clear if found.separator.endswith("m"))
    day_first = frozenset(found.separator for found in clear if found.separator and not found.separator.endswith("m"))
    known = [found.day for found in clear if found.day is not None and (today is None or found.day <= today)]
    return Order(
        month_first=frozenset(sign[0] for sign in month_first),
        day_first=day_first | {"."},
        earliest=min(known, default=None),
        latest=max(known, default=None),
    )


def _in_figures(found: re.Match[str]) -> Day:
    first, sign, second, year = int(found[1]), found[2], int(found[3]), int(found[4])
    year += 2000 if year < 100 else 0
    as_day, as_month = _plausible(_day(year, second, first)).day, _plausible(_day(year, first, second)).day
    if as_day and as_month and as_day != as_month:
        return Day(as_day, as_month, sign)
    if as_day == as_month:
        return Day(as_day)
    return Day(as_day, separator=sign) if as_day else Day(as_month, separator=f"{sign}m")


def _in_words(text: str) -> Day:
    """A month by name, a day and a year of figures, in whatever order."""
    found = words(_FIGURE_MEETS_LETTER.sub(" ", text))
    months = [_months()[key] for word in found if (key := in_latin(word)) in _months()]
    years = [int(word) for word in found if re.fullmatch(r"(?:19|20)\d\d", word)]
    days = [int(word) for word in found if re.fullmatch(r"\d{1,2}", word)]
    if len(days) == 2 and not years:
        years = [2000 + days.pop()]
    if len(months) != 1 or len(days) != 1 or len(years) != 1:
        return NO_DAY
    return _plausible(_day(years[0], months[0], days[0]))


def says_more(text: str) -> bool:
    """Whether something stands beside a day and its time: a note, or another day."""
    asked = _in_ascii_figures(text)
    left = _ISO.sub("", asked, count=1)
    left = left if left != asked else _FIGURES.sub("", asked, count=1)
    if left == asked:
        return False  # a day in words has nothing beside it, or is none
    if _FIGURES.search(left):
        return True
    beside = words(_FIGURE_MEETS_LETTER.sub(" ", left))
    return any(in_latin(word) not in _of_a_date() for word in beside if word.isalpha())


def is_month(word: str) -> bool:
    """Whether this word is the name of a month."""
    return in_latin(word) in _months()


@cache
def _months() -> dict[str, int]:
    """Months by every name they have, in Latin letters; a name that means two months in two languages is left out."""
    found: dict[str, set[int]] = {}
    for locale in _LOCALES:
        for names in Locale(locale).months.values():
            for month, name in [*names["wide"].items(), *names["abbreviated"].items()]:
                key = "".join(map(in_latin, words(name)))
                if not key.isdigit():
                    found.setdefault(key, set()).add(month)
    found |= {"sept": {9}, "maya": {5}, "iyunya": {6}, "iyulya": {7}, "lipets": {7}}
    return {name: months.pop() for name, months in found.items() if len(months) == 1}


@cache
def _of_a_date() -> frozenset[str]:
    """What a date holds beside its figures: the day of the week, a word for "year" or "o'clock", the time's zone."""
    days = [Locale(name).days["format"] for name in _LOCALES]
    named = {name for widths in days for width in ("wide", "abbreviated") for name in widths[width].values()}
    return frozenset(in_latin(word) for name in (*named, *_OF_A_DATE) for word in words(name))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _plausible(day: date | None) -> Day:
    return Day(day) if day is not None and _EARLIEST <= day < _LATEST else NO_DAY


def _in_ascii_figures(text: str) -> str:
    """The text with the figures of every script as 0 to 9, without marks that only turn the direction."""
    kept = (character for character in text if unicodedata.category(character) != "Cf")
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in kept).strip()
