"""Why a record got its verdict, in sentences that say what to do."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.domain.text import InvalidText
from app.imports import Code, Reason
from app.web.countries import country_name
from app.web.locale import current_locale
from app.web.messages import sentence as why_refused
from app.web.sheet_words import FIELDS, visible

_LONGEST = 120  # characters of what was met

SENTENCES: dict[Code, LazyString] = {
    Code.HEADER: _l("This is the header."),
    Code.TITLE: _l("This is a title above the list."),
    Code.BLANK: _l("Nothing stands here."),
    Code.TOTAL: _l("This is a total."),
    Code.SECTION: _l("This is the title of a part of the list: “%(found)s”."),
    Code.FOOTNOTE: _l("This is a footnote."),
    Code.SEPARATOR_LINE: _l("This line tells spreadsheet programs which sign parts the cells."),
    Code.ONLY_A_NUMBER: _l("There is only a number here."),
    Code.NAME_MISSING: _l("The name of the organisation is missing."),
    Code.NAME_REFUSED: _l("The name cannot stand as it is. %(why)s"),
    Code.FORMULA: _l("There is a formula in place of text, and its result was not saved: “%(found)s”. Type the text."),
    Code.ERROR_VALUE: _l("The spreadsheet shows an error here (%(found)s). Type what was meant."),
    Code.DATE_IN_NAME: _l("The spreadsheet made a date of the name (%(found)s). Type the name."),
    Code.BOOLEAN_IN_NAME: _l("The spreadsheet made yes or no of the name (%(found)s). Type the name."),
    Code.LISTS_ORGANISATIONS: _l("%(found)s names are listed in one cell. Keep one here and enter the others."),
    Code.DAMAGED_CHARACTER: _l("A letter was lost before the file came here (�). Type the name again."),
    Code.BROKEN_QUOTES: _l("A quotation mark opens here and never closes, so the cells may be parted wrongly."),
    Code.TOO_MANY_CELLS: _l("There are more cells (%(found)s) than columns: a separator stands inside a text."),
    Code.SPLIT_RECORD: _l("A line break seems to have torn this and record %(found)s apart."),
    Code.CONSENT_REFUSED: _l("It did not agree: “%(found)s”. It is not imported."),
    Code.SAME_IN_FILE: _l("The same organisation stands further up in the file."),
    Code.SAME_ON_SITE: _l("The same organisation is here already."),
    Code.IMPORTED_BEFORE: _l("This record of this file was imported before."),
    Code.ALIKE_IN_FILE: _l("It may be the same as one further up in the file."),
    Code.ALIKE_ON_SITE: _l("It may be the same as one that is here already."),
    Code.NOTE_IN_NAME: _l("The name seems to end in a note: “%(found)s”."),
    Code.QUESTION_IN_NAME: _l("Somebody asks something in the name: “%(found)s”."),
    Code.FOOTNOTE_MARK: _l("The name ends in a footnote mark: “%(found)s”."),
    Code.NUMBERING: _l("The name begins with a number of the list: “%(found)s”."),
    Code.SEVERAL_ORGANISATIONS: _l("There may be several organisations in one cell. Enter the others by themselves."),
    Code.PERHAPS_CUT_OFF: _l("The name may have been cut off; it has %(found)s characters."),
    Code.PERHAPS_A_PERSON: _l("This looks like the name of a person."),
    Code.OTHER_FIELD: _l("This looks like the answer to another question (%(of)s)."),
    Code.ALL_CAPITALS: _l("The name is in capitals throughout, the others are not."),
    Code.NUMBER_IN_NAME: _l("There is no letter in the name."),
    Code.MIXED_SCRIPTS: _l("Letters of different alphabets are mixed in “%(found)s”."),
    Code.WRONG_ENCODING: _l("The letters look garbled: try another encoding above."),
    Code.BEGINS_WITH_SIGN: _l("The name begins with “%(found)s”, as formulas do."),
    Code.TEST_ENTRY: _l("This looks like a test."),
    Code.VALUE_OF_FORMULA: _l("The name is the result of a formula."),
    Code.LINE_BREAK: _l("A line break in “%(of)s” was made a space."),
    Code.DIRECTION_REMOVED: _l("Invisible characters that turn the reading direction were removed (%(found)s)."),
    Code.COUNTRY_MISSING: _l("The country is missing."),
    Code.COUNTRY_PROPOSED: _l("The country may be %(country)s: it stands above, or in a merged cell."),
    Code.COUNTRY_UNKNOWN: _l("No country is called “%(found)s”."),
    Code.COUNTRY_SEVERAL: _l("Several countries are named: “%(found)s”."),
    Code.WEBSITE_REFUSED: _l("The website is no web address and is left out: “%(found)s”."),
    Code.WEBSITE_SEVERAL: _l("There are several websites; the first is taken: “%(found)s”."),
    Code.EMAIL_IN_WEBSITE: _l("In place of the website stands an e-mail address: “%(found)s”."),
    Code.EMAIL_REFUSED: _l("The e-mail address cannot be used and is left out."),
    Code.EMAIL_SEVERAL: _l("There are %(found)s e-mail addresses; the first is taken."),
    Code.EMAIL_TAKEN: _l("The e-mail address belongs to another signatory already and is left out here."),
    Code.DATE_UNREADABLE: _l("The date cannot be read: “%(found)s”."),
    Code.DATE_UNCLEAR: _l("The date can be read in two ways: “%(found)s”."),
    Code.DATE_IN_FUTURE: _l("The date is in the future: %(found)s."),
    Code.CONSENT_MISSING: _l("The file does not say whether it agreed."),
    Code.CONSENT_UNCLEAR: _l("Whether it agreed is unclear: “%(found)s”."),
    Code.REFUSED_ELSEWHERE: _l("In record %(found)s the same organisation did not agree."),
    Code.TEXT_REFUSED: _l("“%(of)s” cannot be used and is left out."),
    Code.NAME_PROPOSED: _l("The name may be “%(found)s”."),
    Code.LATIN_NAME_ALONE: _l("Only the name in Latin script is given; it is taken as the name."),
    Code.TEXT_BESIDE: _l("Something else stands beside “%(of)s” in its cell and is left out: “%(found)s”."),
    Code.TRIMMED: _l("Spaces around “%(of)s” were removed."),
    Code.COMPOSED: _l("Letters and their accents were joined in “%(of)s”."),
    Code.INVISIBLE_REMOVED: _l("Invisible characters were removed from “%(of)s” (%(found)s)."),
    Code.SCHEME_ADDED: _l("https:// was put before the website."),
    Code.COUNTRY_READ: _l("The country was read: %(found)s."),
    Code.DATE_READ: _l("The date was read: %(found)s."),
    Code.QUOTES_KEPT: _l("A quotation mark was kept as it stands."),
    Code.CELLS_BEYOND_HEADER: _l("There are more cells (%(found)s) than headings."),
    Code.CORRECTED: _l("“%(of)s” was corrected here."),
}


def sentence(reason: Reason) -> str:
    """The reason in the reader's language."""
    if reason.code in (Code.ALIKE_ON_SITE, Code.ALIKE_IN_FILE) and reason.found in ("not_live", "other_country"):
        return _how_the_same(reason.found)
    found = visible(reason.found)
    values = {
        "found": found if len(found) <= _LONGEST else f"{found[:_LONGEST]}…",
        "of": _field(reason.found if reason.code is Code.OTHER_FIELD else reason.field),
        "why": _why(reason.found) if reason.code is Code.NAME_REFUSED else "",
        "country": country_name(reason.found, current_locale()) if reason.code is Code.COUNTRY_PROPOSED else "",
    }
    return str(SENTENCES[reason.code]) % values


def _how_the_same(how: str) -> str:
    if how == "other_country":
        return _("One of the same name is from another country.")
    return _("One of the same name was here and was declined or withdrawn.")


def _field(name: str) -> str:
    return str(FIELDS.get(name, name))


def _why(found: str) -> str:
    code, _space, character = found.partition(" ")
    return why_refused(InvalidText(code, character))
