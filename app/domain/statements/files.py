"""A statement as files: Markdown with YAML in front. The first is the authoritative text, the others translate it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from babel import Locale
from babel.core import UnknownLocaleError

from app.domain.statements.draft import Founder, StatementDraft, TextDraft
from app.domain.statements.front_matter import Section, StatementFileError, Value, parse, split
from app.domain.statements.zones import NO_PLACE, LocalTimeRefused, moment_at, zone_names
from app.domain.text import (
    InvalidText,
    clean_line,
    clean_name,
    clean_paragraphs,
    clean_website,
    organisation_key,
)
from app.domain.text.countries import country_codes

__all__ = ["LARGEST_FILE", "StatementFileError", "read_statement_files"]

LARGEST_FILE = 256_000  # bytes
MOST_FOUNDERS = 2_000
MOST_SECTIONS = 10
LONGEST_SECTION, LONGEST_LINE, _LONGEST_LANGUAGE = 60, 300, 20
SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_KEYS = frozenset(
    ("slug", "title", "sections", "addressed_to", "issued", "language", "opens", "closes", "zone", "signatories")
)
_FOUNDER_KEYS = frozenset(("name", "latin", "country", "website", "agreed"))


def read_statement_files(sources: Sequence[tuple[str, str]]) -> StatementDraft:
    """The statement that these files (name, content) describe. Raises StatementFileError for the first thing wrong."""
    (file, source), *others = sources
    front, text = _read(file, source)
    zone = _zone(front.get("zone"))
    opens, closes = _moment(front.get("opens"), zone), _moment(front.get("closes"), zone)
    if opens is not None and closes is not None and opens >= closes:
        raise front.required("closes").error("closes_before_it_opens")
    draft = StatementDraft(
        slug=_slug(front.required("slug")),
        sections=_sections(front),
        issued=_day(front.required("issued")),
        texts=(text,),
        opens_at=opens,
        closes_at=closes,
        founders=_founders(front),
        zone=zone or NO_PLACE,
    )
    translations = [_translation(name, content, draft.slug) for name, content in others]
    return _with_translations(draft, translations)


def _read(file: str, source: str) -> tuple[Section, TextDraft]:
    if len(source.encode(errors="surrogatepass")) > LARGEST_FILE:
        raise StatementFileError(file, 1, "file_too_large", str(LARGEST_FILE // 1000))
    yaml_part, body, body_line = split(file, source)
    front = parse(file, yaml_part, _KEYS)
    addressed_to = front.get("addressed_to")
    return front, TextDraft(
        language=_language(front.required("language")),
        title=front.required("title").as_line(LONGEST_LINE),
        addressed_to=addressed_to.as_line(LONGEST_LINE) if addressed_to else "",
        body=_body(file, body, body_line),
    )


def _translation(file: str, source: str, slug: str) -> tuple[Value, TextDraft]:
    front, text = _read(file, source)
    own_slug = front.get("slug")
    if own_slug is not None and own_slug.text != slug:
        raise own_slug.error("other_slug")
    return front.required("language"), text


def _with_translations(draft: StatementDraft, translations: Sequence[tuple[Value, TextDraft]]) -> StatementDraft:
    texts = draft.texts
    for language, text in translations:
        if text.language in (known.language for known in texts):
            raise language.error("same_language")
        texts = (*texts, text)
    return replace(draft, texts=texts)


def _slug(value: Value) -> str:
    if not SLUG.fullmatch(value.text):
        raise value.error("not_a_slug")
    return value.text


def _sections(front: Section) -> tuple[str, ...]:
    found: list[str] = []
    for value in front.texts("sections", MOST_SECTIONS):
        name = value.as_line(LONGEST_SECTION)
        if name in found:
            raise value.error("twice")
        found.append(name)
    return tuple(found)


def is_language(code: str) -> bool:
    """Whether this is a language tag in its canonical spelling, of a language whose name and direction Babel knows."""
    try:
        if len(code) > _LONGEST_LANGUAGE or not _LANGUAGE.fullmatch(code):
            return False
        return str(Locale.parse(code, sep="-", resolve_likely_subtags=False)).replace("_", "-") == code
    except (ValueError, UnknownLocaleError):
        return False


def _language(value: Value) -> str:
    if not is_language(value.text):
        raise value.error("not_a_language")
    return value.text


def _day(value: Value) -> date:
    try:
        if not _DAY.fullmatch(value.text):
            raise ValueError(value.text)
        return date.fromisoformat(value.text)
    except ValueError:
        raise value.error("not_a_day") from None


def _zone(value: Value | None) -> str:
    if value is not None and value.text not in zone_names():
        raise value.error("not_a_zone")
    return value.text if value else ""


def _moment(value: Value | None, zone: str) -> datetime | None:
    """The moment in UTC, of a text that says its offset or of a file that says its zone: noon depends on where."""
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value.text)
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
        if not zone:
            raise value.error("no_offset")
        return moment_at(moment, zone)
    except LocalTimeRefused as refused:
        raise value.error(f"time_{refused.code}") from None
    except (ValueError, OverflowError):
        raise value.error("not_a_moment") from None


def _founders(front: Section) -> tuple[Founder, ...]:
    founders: list[Founder] = []
    lines: dict[str, int] = {}
    for name, section in front.sections("signatories", MOST_FOUNDERS, _FOUNDER_KEYS):
        founder = Founder(name=name.cleaned(clean_name)) if section is None else _founder(section)
        key = organisation_key(founder.name)
        if key in lines:
            raise name.error("same_organisation", str(lines[key]))
        lines[key] = name.line
        founders.append(founder)
    return tuple(founders)


def _founder(section: Section) -> Founder:
    latin, country, website, agreed = (section.get(key) for key in ("latin", "country", "website", "agreed"))
    if country is not None and country.text not in country_codes():
        raise country.error("not_a_country")
    return Founder(
        name=section.required("name").cleaned(clean_name),
        latin=latin.cleaned(clean_name) if latin else "",
        country=country.text if country else None,
        website=website.cleaned(clean_website) if website else "",
        agreed=agreed.as_line(LONGEST_LINE) if agreed else "",
    )


def _body(file: str, body: str, first_line: int) -> str:
    try:
        text = clean_paragraphs(body, longest=LARGEST_FILE)
    except InvalidText as error:
        raise StatementFileError(file, first_line + _wrong_line(body), error.code, error.character) from None
    if not text:
        raise StatementFileError(file, first_line, "no_text")
    return text


def _wrong_line(body: str) -> int:
    """Which line of the text, counted from 0, is refused by itself; the first where none is."""
    for place, line in enumerate(body.split("\n")):
        try:
            clean_line(line, longest=LARGEST_FILE)
        except InvalidText:
            return place
    return 0
