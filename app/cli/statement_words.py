"""Why a statement, or a text of any kind, was refused: in one English line."""

from __future__ import annotations

from app.domain.errors import StatementRefused
from app.domain.statements.files import StatementFileError
from app.domain.text import InvalidText

_WRONG = {
    "file_too_large": "the file is larger than {found} kB",
    "not_utf8": "the file is not UTF-8 (byte {found})",
    "no_front_matter": "the file must begin with a line --- and its front matter",
    "front_matter_open": "the front matter has no end: a second line --- is missing",
    "not_a_mapping": "expected `key: value` lines",
    "not_yaml": "this is not YAML: {found}",
    "too_deep": "lists and mappings are nested too deeply",
    "unknown_key": "nothing is called {found!r} here",
    "twice": "{found!r} is there twice",
    "missing": "is missing",
    "empty": "is empty",
    "not_a_text": "expected a text",
    "not_a_list": "expected a list",
    "too_many": "more than {found} of them",
    "not_a_slug": "{found!r} must be 1 to 80 of a-z, 0-9 and hyphens, not beginning or ending with a hyphen",
    "not_a_language": "{found!r} is not a known language tag in its usual spelling, such as en, hy or pt-BR",
    "not_a_day": "{found!r} is not a date such as 2021-07-29",
    "not_a_moment": "{found!r} is not a moment such as 2021-08-31T18:00+04:00",
    "not_a_zone": "{found!r} is no time zone of the IANA database, such as Asia/Yerevan",
    "time_skipped": "clocks in this zone skip {found!r}; write another time",
    "time_twice": "clocks in this zone show {found!r} twice; add the offset that is meant, such as +01:00",
    "no_offset": "{found!r} does not say its offset from UTC, such as +04:00 in 2021-08-31T18:00+04:00",
    "closes_before_it_opens": "{found!r} is not after opens",
    "not_a_country": "{found!r} is not a country code of ISO 3166-1, such as AM",
    "same_organisation": "this organisation is on line {found} already",
    "other_slug": "{found!r} is not the slug of the first file",
    "same_language": "{found!r} is the language of another file already",
    "no_text": "there is no text under the front matter",
    # of app.domain.text
    "too_long": "is longer than {found} characters",
    "too_long_bytes": "is longer than {found} bytes",
    "line_break": "must be on one line",
    "control_character": "has a control character ({found})",
    "direction_character": "has an invisible character that turns the reading direction ({found})",
    "invisible_character": "has an invisible character ({found})",
    "too_many_marks": "has a letter with too many accents",
    "damaged_character": "has a damaged character (�)",
    "looks_like_address": "looks like a web or e-mail address",
    "no_letter": "has no letter in it",
    "not_an_address": "is no e-mail address",
    "mixed_scripts": "mixes letters of different alphabets",
}
_REFUSED = {
    "published": "{found} is published already",
    "slug_taken": "there is a statement {found} already",
    "in_the_past": "this moment is over",
    "closed": "{found} is closed; “flask statement reopen {found}” opens it again",
    "never_closes": "{found} has no closing time, so nothing is late",
    "late_before_closing": "this moment is before the closing time",
    "closes_before_it_opens": "it would close before it opens",
    "closes_before_it_is_published": "it would close before it is published",
    "other_text": "{found} is published with another text; “flask statement revise FILE” makes this its next revision",
    "not_published": "{found} is a draft",
    "no_note": "a revision of {found} needs a note that tells readers what changed, and why",
    "other_language": "the authoritative text must stay in the language {found!r}",
}


def why_wrong(error: StatementFileError) -> str:
    """Where and why a file is wrong: `statements/x.md:12: closes: …`."""
    reason = _WRONG.get(error.code, error.code.replace("_", " ")).format(found=_printable(error.found))
    return f"{error.file}:{error.line}: {error.key}: {reason}" if error.key else f"{error.file}:{error.line}: {reason}"


def why_refused(error: StatementRefused) -> str:
    """Why a good file cannot be stored here."""
    return _REFUSED.get(error.code, error.code.replace("_", " ")).format(found=error.found)


def why_invalid(error: InvalidText) -> str:
    """What is wrong with a text, to follow its name: `is longer than 120 characters`."""
    return _WRONG.get(error.code, f"cannot stand: {error.code.replace('_', ' ')}").format(found=error.character)


def _printable(found: str) -> str:
    """Short, and nothing in it that a terminal would obey."""
    return "".join(character if character.isprintable() else "�" for character in found[:80])
