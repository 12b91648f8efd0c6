"""Verdicts on records, and the reasons for them: codes, for people's words to be made of them elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What is to become of one physical record."""

    IGNORE = "ignore"  # no sign-on: header, title, blank, total
    NEW = "new"
    NEW_WITH_WARNINGS = "new_with_warnings"
    SUSPECTED_DUPLICATE = "suspected_duplicate"
    DUPLICATE = "duplicate"
    FIX_NEEDED = "fix_needed"
    EXCLUDED = "excluded"  # it did not agree


class Weight(StrEnum):
    """How much a reason matters: the gravest decides the verdict."""

    NOTE = "note"
    WARNING = "warning"
    SUSPECTED = "suspected"
    DUPLICATE = "duplicate"
    FIX = "fix"
    EXCLUDE = "exclude"
    IGNORE = "ignore"


class Code(StrEnum):
    """What was met in a record."""

    # no sign-on
    HEADER = "header"
    TITLE = "title"
    BLANK = "blank"
    TOTAL = "total"
    SECTION = "section"
    FOOTNOTE = "footnote"
    SEPARATOR_LINE = "separator_line"
    ONLY_A_NUMBER = "only_a_number"
    # it cannot be taken as it stands
    NAME_MISSING = "name_missing"
    NAME_REFUSED = "name_refused"
    FORMULA = "formula"
    ERROR_VALUE = "error_value"
    DATE_IN_NAME = "date_in_name"
    BOOLEAN_IN_NAME = "boolean_in_name"
    LISTS_ORGANISATIONS = "lists_organisations"
    DAMAGED_CHARACTER = "damaged_character"
    BROKEN_QUOTES = "broken_quotes"
    TOO_MANY_CELLS = "too_many_cells"
    SPLIT_RECORD = "split_record"
    # it did not agree
    CONSENT_REFUSED = "consent_refused"
    # somebody is there already
    SAME_IN_FILE = "same_in_file"
    SAME_ON_SITE = "same_on_site"
    IMPORTED_BEFORE = "imported_before"
    ALIKE_IN_FILE = "alike_in_file"
    ALIKE_ON_SITE = "alike_on_site"
    # a person should look at it
    NOTE_IN_NAME = "note_in_name"
    QUESTION_IN_NAME = "question_in_name"
    FOOTNOTE_MARK = "footnote_mark"
    NUMBERING = "numbering"
    SEVERAL_ORGANISATIONS = "several_organisations"
    PERHAPS_CUT_OFF = "perhaps_cut_off"
    PERHAPS_A_PERSON = "perhaps_a_person"
    OTHER_FIELD = "other_field"
    ALL_CAPITALS = "all_capitals"
    NUMBER_IN_NAME = "number_in_name"
    MIXED_SCRIPTS = "mixed_scripts"
    WRONG_ENCODING = "wrong_encoding"
    BEGINS_WITH_SIGN = "begins_with_sign"
    TEST_ENTRY = "test_entry"
    VALUE_OF_FORMULA = "value_of_formula"
    LINE_BREAK = "line_break"
    DIRECTION_REMOVED = "direction_removed"
    COUNTRY_MISSING = "country_missing"
    COUNTRY_PROPOSED = "country_proposed"
    COUNTRY_UNKNOWN = "country_unknown"
    COUNTRY_SEVERAL = "country_several"
    WEBSITE_REFUSED = "website_refused"
    WEBSITE_SEVERAL = "website_several"
    EMAIL_IN_WEBSITE = "email_in_website"
    EMAIL_REFUSED = "email_refused"
    EMAIL_SEVERAL = "email_several"
    EMAIL_TAKEN = "email_taken"
    DATE_UNREADABLE = "date_unreadable"
    DATE_UNCLEAR = "date_unclear"
    DATE_IN_FUTURE = "date_in_future"
    CONSENT_MISSING = "consent_missing"
    CONSENT_UNCLEAR = "consent_unclear"
    REFUSED_ELSEWHERE = "refused_elsewhere"
    TEXT_REFUSED = "text_refused"
    NAME_PROPOSED = "name_proposed"
    LATIN_NAME_ALONE = "latin_name_alone"
    TEXT_BESIDE = "text_beside"
    # good to know
    TRIMMED = "trimmed"
    COMPOSED = "composed"
    INVISIBLE_REMOVED = "invisible_removed"
    SCHEME_ADDED = "scheme_added"
    COUNTRY_READ = "country_read"
    DATE_READ = "date_read"
    QUOTES_KEPT = "quotes_kept"
    CELLS_BEYOND_HEADER = "cells_beyond_header"
    CORRECTED = "corrected"


_FIX = (
    "name_missing name_refused formula error_value date_in_name boolean_in_name lists_organisations damaged_character "
    "broken_quotes too_many_cells split_record"
).split()
_NOTES = "trimmed composed invisible_removed scheme_added country_read date_read quotes_kept corrected".split()
_IGNORED = "header title blank total section footnote separator_line only_a_number".split()
_WEIGHTS = {
    **dict.fromkeys(map(Code, _FIX), Weight.FIX),
    **dict.fromkeys(map(Code, _NOTES), Weight.NOTE),
    **dict.fromkeys(map(Code, _IGNORED), Weight.IGNORE),
    **dict.fromkeys((Code.SAME_IN_FILE, Code.SAME_ON_SITE, Code.IMPORTED_BEFORE), Weight.DUPLICATE),
    **dict.fromkeys((Code.ALIKE_IN_FILE, Code.ALIKE_ON_SITE), Weight.SUSPECTED),
    Code.CONSENT_REFUSED: Weight.EXCLUDE,
}
_VERDICTS = {
    Weight.IGNORE: Verdict.IGNORE,
    Weight.EXCLUDE: Verdict.EXCLUDED,
    Weight.FIX: Verdict.FIX_NEEDED,
    Weight.DUPLICATE: Verdict.DUPLICATE,
    Weight.SUSPECTED: Verdict.SUSPECTED_DUPLICATE,
    Weight.WARNING: Verdict.NEW_WITH_WARNINGS,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that was met: its code, in which field, and what stood there or is proposed."""

    code: Code
    field: str = ""
    found: str = ""

    @property
    def weight(self) -> Weight:
        """How much it matters; what is not listed is a warning."""
        return _WEIGHTS.get(self.code, Weight.WARNING)

    def __str__(self) -> str:
        head = f"{self.field}: {self.code}" if self.field else str(self.code)
        return f"{head}: {self.found}" if self.found else head


def verdict_of(reasons: list[Reason]) -> Verdict:
    """The verdict that the gravest of these reasons asks for."""
    weights = {reason.weight for reason in reasons}
    return next((verdict for weight, verdict in _VERDICTS.items() if weight in weights), Verdict.NEW)
