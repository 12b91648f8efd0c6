"""Which records are no sign-on: header, title, blank line, total, the title of a section, a footnote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.imports.answers import says_nothing
from app.imports.columns import Columns
from app.imports.countries import country_of, is_country
from app.imports.dates import is_month
from app.imports.header import is_header_again
from app.imports.headings import folded_words, meaning
from app.imports.reasons import Code, Reason
from app.imports.sheet import Cell, Kind, Record, Sheet

_TOTALS = frozenset(
    """
    total totals subtotal sum grand overall count итого всего сумма разом усього всього ընդամենը ընդհանուր գումար
    المجموع الإجمالي المجموعالكلي summe gesamt gesamtzahl insgesamt somme suma razem ogolem toplam totale totaux სულ
    ჯამი
    celkem spolu osszesen soma totaal
    """.split()
)
_COUNTED = """
organi ngos signat undersigned countr entit endorse signed members number general général организац
подпис нко нпо стран компан քիչ կազմակերպ երկիր երկր հկ associat group institution firm
unterzeichn земель країн організац підпис kurulus organiz منظمة دول ორგანიზაც
"""
_COUNTED_STEMS = tuple(word for part in _COUNTED.split() for word in folded_words(part))
_BETWEEN = frozenset(
    word
    for part in """
    ngo ong cso so far of the and en de to date as at in all from by within joined sign
    из от на и всех у з по է են ից و من
    """.split()
    for word in folded_words(part)
)
_ADDS_UP = re.compile(
    r"=\+?(?:SUM|COUNT|COUNTA|COUNTIF|COUNTBLANK|SUBTOTAL|ROWS|MAX|СУММ|СЧ[ЕЁ]Т\w*)\s*\(", re.IGNORECASE
)
_RULE = re.compile(r"[\s\-_=–—~.*#|+]*")
_FOOTNOTE = re.compile(
    r"\s*(?:[*†‡]|[¹²³]|note[:.]|notes[:.]|n\.?b\.?[:.]|source[:.]|(?:last )?updated|prepared by|compiled by|page \d|"
    r"end of|continued|примечани|источник|обновлен|составил|продолжение|стр\. |ծանոթ|remarque|"
    r"nota[:.]|quelle[:.]|stand[:.])",
    re.IGNORECASE,
)
_SECTIONS = """
organisations organizations ngos signatories international regional local national other others individuals members
networks partners organisations internationales организации международные региональные местные другие прочие
կազմակերպություններ միջազգային տեղական այլ media
"""
_SECTION_WORDS = frozenset(word for part in _SECTIONS.split() for word in folded_words(part))
_JOINING = frozenset(word for part in "and the of from in и из de et y und և".split() for word in folded_words(part))


@dataclass
class Layout:
    """How the records of a sheet lie, as far as it tells a sign-on from what stands between."""

    sheet: Sheet
    columns: Columns
    headings: frozenset[str] = frozenset()
    first_full: int = 0  # record number of the first that has several cells
    last_full: int = 0  # and of the last that is no total
    sections: dict[int, str] = field(default_factory=dict)  # country of a section by the record of its title

    @classmethod
    def of(cls, sheet: Sheet, columns: Columns) -> Layout:
        """The layout of this sheet."""
        lines = [record for record in sheet.records if record.number in columns.header_records]
        headings = frozenset(_folded(cell) for line in lines for _, cell in line.filled)
        layout = cls(sheet, columns, headings - {""})
        full = [record for record in sheet.records if len(record.filled) > 1]
        layout.first_full = full[0].number if full else 0
        layout.last_full = next((one.number for one in reversed(full) if not layout._is_total(one.filled)), 0)
        return layout

    def no_sign_on(self, record: Record) -> Reason | None:
        """Why the record is no sign-on, or None where it is one."""
        if record.number == 1 and self.sheet.separator_line:
            return Reason(Code.SEPARATOR_LINE)
        filled = record.filled
        if all(_RULE.fullmatch(cell.text) for _, cell in filled) and not any(cell.merged for cell in record.cells):
            return Reason(Code.BLANK)
        if not filled:
            return None if self._covers_a_name(record) else Reason(Code.BLANK)
        if record.number in self.columns.header_records:
            return Reason(Code.HEADER)
        if record.number < (self.columns.header_record or 0):
            return Reason(Code.TITLE)
        if self._repeats_header(filled) or is_header_again(record):
            return Reason(Code.HEADER)
        if self._is_total(filled):
            return Reason(Code.TOTAL)
        names = self.columns.column_of("organisation")
        if names is not None and not record.cell(names).is_blank and len(filled) > 1 and not self._is_wide(record):
            return None
        if self._covers_a_name(record):
            return None
        return self._lonely(record, filled)

    def _covers_a_name(self, record: Record) -> bool:
        """Whether a merged cell that begins further up says who this is."""
        names = self.columns.column_of("organisation")
        said = record.cell(names).merged if names is not None else ""
        return bool(said) and all(cell.text != said for _, cell in record.filled)

    def _repeats_header(self, filled: Sequence[tuple[int, Cell]]) -> bool:
        same = sum(_folded(cell) in self.headings for _, cell in filled)
        return len(self.headings) > 0 and same * 2 > len(filled) and (same > 1 or len(filled) == len(self.headings))

    def _is_total(self, filled: Sequence[tuple[int, Cell]]) -> bool:
        if all(cell.kind is Kind.FORMULA and _ADDS_UP.match(cell.text) for _, cell in filled):
            return True
        texts = [cell.text for _, cell in filled if cell.kind is not Kind.FORMULA or not _ADDS_UP.match(cell.text)]
        start = folded_words(" ".join(texts[:2])[:80])
        if not any(word in _TOTALS or word.isdigit() for word in start):
            return False
        said = folded_words(" ".join(texts))
        if len(said) > 12:
            return False
        figures = [word for word in said if word.isdigit()]
        rest = [word for word in said if not word.isdigit()]
        if not rest or not all(map(_is_of_a_total, rest)):
            return False
        return (bool(_TOTALS & {*rest}) and (bool(figures) or len(texts) < len(filled) or len(rest) <= 2)) or (
            said[0].isdigit() and len(filled) == 1 and 0 < len(rest) <= 3
        )

    def _is_wide(self, record: Record) -> bool:
        """Whether one merged cell covers the row."""
        return len(record.filled) == 1 and sum(bool(cell.merged) for cell in record.cells) > 1

    def _lonely(self, record: Record, filled: Sequence[tuple[int, Cell]]) -> Reason | None:
        """Of a record with one thing in it, or with no name: whether it belongs to the list's frame."""
        column, cell = filled[0]
        field = self.columns.fields[column] if column < len(self.columns.fields) else "ignore"
        if len(filled) > 1:
            only_numbers = all(self._is_number(at, one) or says_nothing(one.text) for at, one in filled)
            return Reason(Code.ONLY_A_NUMBER) if only_numbers else None
        if self._is_number(column, cell) or (cell.text.strip().isdigit() and record.number > self.last_full > 0):
            return Reason(Code.ONLY_A_NUMBER)
        if self.columns.header_record is None and 0 < record.number < self.first_full:
            return Reason(Code.TITLE)
        place = country_of(cell.text.rstrip(":"))
        if (
            place.code
            and is_country(cell.text)
            and (field in ("organisation", "number") or column == 0)
            and self._begins_section(record, field)
        ):
            self.sections[record.number] = place.code
            return Reason(Code.SECTION, "country", place.code)
        if _FOOTNOTE.match(cell.text) and self.last_full != record.number:
            return Reason(Code.FOOTNOTE)
        if self._is_wide(record) or (field != "country" and self._names_a_section(cell.text)):
            return Reason(Code.SECTION, "", cell.text.strip()[:60])
        if record.number > self.last_full > 0 and len(cell.text.split()) > 14:
            return Reason(Code.FOOTNOTE)
        return None

    def _begins_section(self, record: Record, field: str) -> bool:
        """Whether a country that stands alone is a title: the records below name none, or it is in no column."""
        if field != "country":
            return True
        below = next((one for one in self.sheet.records[record.number :] if one.filled), None)
        names = self.columns.column_of("organisation")
        column = self.columns.column_of("country")
        return (
            below is not None
            and names is not None
            and column is not None
            and (below.cell(column).is_blank and not below.cell(names).is_blank)
        )

    def _is_number(self, column: int, cell: Cell) -> bool:
        field = self.columns.fields[column] if column < len(self.columns.fields) else "ignore"
        return field == "number" and cell.text.strip(" .)").isdigit()

    def _names_a_section(self, text: str) -> bool:
        said = folded_words(text)
        if self.first_full == 0 or len(said) > 5:  # in a list of names alone nothing tells
            return False
        kinds = [word in _SECTION_WORDS or word.isdigit() for word in said if word not in _JOINING]
        of_country = text.rstrip().endswith(":") or (kinds and sum(kinds) >= len(kinds) - 1 and _names_country(text))
        return bool(said) and (bool(of_country) or (all(kinds) and len(said) <= 4 and not said[0].isdigit()))


def _is_of_a_total(word: str) -> bool:
    return word in _TOTALS or word in _BETWEEN or word.startswith(_COUNTED_STEMS) or is_month(word)


def _names_country(text: str) -> bool:
    """Whether one of the words is a country: "NGOs from Georgia"."""
    return any(country_of(word.strip(":,")).code for word in text.split() if len(word) > 3 and meaning(word) == "")


def _folded(cell: Cell) -> str:
    return " ".join(cell.text.casefold().split())
