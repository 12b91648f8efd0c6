"""What one record says, each field read as what it should be, with everything that had to be said about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from app.domain.text import InvalidText, clean_email, clean_line, clean_website
from app.imports.answers import Answer, answer_in, says_nothing, says_the_same
from app.imports.columns import Columns
from app.imports.contents import looks_like_email
from app.imports.countries import country_of
from app.imports.dates import Order, day_of, says_more
from app.imports.names import cleaned_name, oddities, seen
from app.imports.reasons import Code, Reason
from app.imports.sheet import EMPTY, Cell, Kind, Record

LONGEST = {"representative": 120, "position": 120, "agreed": 200, "note": 2000, "also_known_as": 200}
_APART = ("\n", ";", " ", ",", "|")


@dataclass
class Facts:
    """A record as an endorsement would have it; `proposed` is what nobody typed, for a person to accept."""

    record: int
    organisation: str = ""
    organisation_latin: str = ""
    also_known_as: str = ""
    country: str | None = None
    website: str = ""
    representative: str = ""
    position: str = ""
    email: str = ""
    day: date | None = None
    agreed: str = ""
    note: str = ""
    proposed: dict[str, str] = field(default_factory=dict)
    reasons: list[Reason] = field(default_factory=list)

    def say(self, code: Code, about: str = "", found: str = "") -> None:
        """Note a reason."""
        self.reasons.append(Reason(code, about, found))


@dataclass(frozen=True)
class Surroundings:
    """What a record needs to know of the others."""

    columns: Columns
    order: Order = field(default_factory=Order)
    limit: int = 0  # at which names were cut off
    shouted: bool = False  # most names are in capitals
    section_country: str | None = None
    country_above: str | None = None  # where it stands for those below, too
    last_country: str | None = None
    today: date | None = None


def facts_of(record: Record, around: Surroundings, corrections: dict[str, str]) -> Facts:
    """What the record says, with a person's corrections in the place of its cells."""
    facts = Facts(record.number)
    cells = {
        name: record.cell(column)
        for column, name in enumerate(around.columns.fields)
        if name not in ("ignore", "number")
    }
    for name, text in corrections.items():
        cells[name] = Cell(text)
        facts.say(Code.CORRECTED, name)
    _organisation(facts, cells.get("organisation", EMPTY), around)
    for name in ("organisation_latin", "also_known_as"):
        _other_name(facts, name, cells.get(name, EMPTY))
    if not facts.organisation and facts.organisation_latin and "organisation" not in facts.proposed:
        _latin_alone(facts)
    _country(facts, cells.get("country", EMPTY), around)
    _website(facts, cells.get("website", EMPTY))
    _email(facts, cells.get("email", EMPTY))
    _date(facts, cells.get("date", EMPTY), around)
    for name in ("representative", "position", "agreed", "note"):
        _line(facts, name, cells.get(name, EMPTY))
    if "consent" in cells:
        _consent(facts, cells["consent"])
    return facts


def _organisation(facts: Facts, cell: Cell, around: Surroundings) -> None:
    if cell.is_blank or (cell.kind is Kind.TEXT and _says_no_name(cell.text)):
        facts.say(Code.NAME_MISSING, "organisation", cell.text.strip())
        if cell.merged:
            facts.proposed["organisation"] = cell.merged
            facts.say(Code.NAME_PROPOSED, "organisation", cell.merged)
        return
    facts.organisation, reasons = cleaned_name(cell)
    facts.reasons += reasons
    if not any(reason.weight == "fix" for reason in reasons):
        settled = Reason(Code.CORRECTED, "organisation") in facts.reasons
        facts.reasons += oddities(facts.organisation, cell, limit=around.limit, shouted=around.shouted, settled=settled)


def _latin_alone(facts: Facts) -> None:
    """An organisation that gave its name in Latin script alone is called so."""
    facts.organisation, facts.organisation_latin = facts.organisation_latin, ""
    facts.reasons = [reason for reason in facts.reasons if reason.code is not Code.NAME_MISSING]
    facts.say(Code.LATIN_NAME_ALONE, "organisation", facts.organisation)


def _says_no_name(text: str) -> bool:
    return (says_nothing(text) and not text.startswith("=")) or says_the_same(text.strip())


def _other_name(facts: Facts, name: str, cell: Cell) -> None:
    if cell.is_blank or says_nothing(cell.text):
        return
    text, reasons = cleaned_name(cell, name)
    if any(reason.weight == "fix" for reason in reasons):
        facts.say(Code.TEXT_REFUSED, name, str(reasons[-1].found or reasons[-1].code))
        return
    facts.reasons += reasons
    setattr(facts, name, text)


def _country(facts: Facts, cell: Cell, around: Surroundings) -> None:
    text = _plain(cell)
    if not text:
        proposed = country_of(cell.merged).code if cell.merged else around.section_country or around.country_above
        if proposed:
            facts.proposed["country"] = proposed
            facts.say(Code.COUNTRY_PROPOSED, "country", proposed)
        elif "country" in around.columns.fields:
            facts.say(Code.COUNTRY_MISSING, "country")
        return
    if says_the_same(text):
        facts.say(Code.COUNTRY_UNKNOWN, "country", text)
        if around.last_country:
            facts.proposed["country"] = around.last_country
            facts.say(Code.COUNTRY_PROPOSED, "country", around.last_country)
        return
    place = country_of(text)
    facts.country = place.code if not place.several else None
    if place.several:
        facts.say(Code.COUNTRY_SEVERAL, "country", text)
    elif not place.code:
        facts.say(Code.COUNTRY_UNKNOWN, "country", text)
        if place.perhaps:
            facts.proposed["country"] = place.perhaps
            facts.say(Code.COUNTRY_PROPOSED, "country", place.perhaps)
    elif text.upper() != place.code:
        facts.say(Code.COUNTRY_READ, "country", f"{text} = {place.code}")


def _website(facts: Facts, cell: Cell) -> None:
    text = _plain(cell)
    if cell.kind is Kind.FORMULA:
        text = next((part for part in cell.text.split('"') if part.lower().startswith(("http", "www."))), text)
    if not text:
        return
    if "@" in text and looks_like_email(text):
        facts.say(Code.EMAIL_IN_WEBSITE, "website", text)
        facts.proposed["email"] = text
        return
    facts.website, refused, others = _first_that_stands(text, clean_website)
    if not facts.website:
        facts.say(Code.WEBSITE_REFUSED, "website", f"{refused}: {text}"[:120])
    elif others:
        facts.say(Code.WEBSITE_SEVERAL, "website", text[:120])
    elif refused:
        facts.say(Code.TEXT_BESIDE, "website", text[:120])
    elif "://" not in text:
        facts.say(Code.SCHEME_ADDED, "website")


def _email(facts: Facts, cell: Cell) -> None:
    text = _plain(cell).removeprefix("mailto:").strip("<>")
    if not text:
        return
    facts.email, refused, others = _first_that_stands(text, clean_email)
    if not facts.email:
        facts.say(Code.EMAIL_REFUSED, "email", refused)
    elif others:
        facts.say(Code.EMAIL_SEVERAL, "email", str(others + 1))
    elif refused:
        facts.say(Code.TEXT_BESIDE, "email")


def _date(facts: Facts, cell: Cell, around: Surroundings) -> None:
    text = _plain(cell)
    if not text:
        return
    met = day_of(text, cell.kind)
    found = around.order.settled(met)
    if found.day is None:
        facts.say(Code.DATE_UNREADABLE, "date", text[:60])
    elif found.is_unclear:
        facts.say(Code.DATE_UNCLEAR, "date", f"{text}: {found.day}, {found.other}")
    else:
        facts.day = found.day
        if says_more(text):
            facts.say(Code.TEXT_BESIDE, "date", text[:60])
        if met.is_unclear:
            facts.say(Code.DATE_READ, "date", f"{text} = {found.day}")
        if around.today is not None and found.day > around.today:
            facts.say(Code.DATE_IN_FUTURE, "date", str(found.day))


def _line(facts: Facts, name: str, cell: Cell) -> None:
    text, reasons = seen(_plain(cell), name)
    try:
        setattr(facts, name, clean_line(text, longest=LONGEST[name]))
        facts.reasons += [reason for reason in reasons if reason.code is Code.DIRECTION_REMOVED]
    except InvalidText as error:
        facts.say(Code.TEXT_REFUSED, name, f"{error.code} {error.character}".strip())


def _consent(facts: Facts, cell: Cell) -> None:
    codes = {
        Answer.NO: Code.CONSENT_REFUSED,
        Answer.NONE: Code.CONSENT_MISSING,
        Answer.UNCLEAR: Code.CONSENT_UNCLEAR,
    }
    code = codes.get(answer_in(cell if not cell.merged else replace(cell, text=cell.text)))
    if code:
        facts.say(code, "consent", cell.text.strip()[:60])


def _plain(cell: Cell) -> str:
    """The text of a cell that is no name; "" where somebody wrote something for nothing, or it is an error."""
    text = cell.text.strip().strip("\ufeff\u200b\u200e\u200f").strip()
    return "" if cell.kind is Kind.ERROR or (text and says_nothing(text)) else text


def _first_that_stands(text: str, clean: Callable[[str], str]) -> tuple[str, str, int]:
    """The first part of the text that is in order, why the first was refused, and how many more are in order."""
    try:
        return clean(text), "", 0
    except InvalidText as error:
        refused = error.code
    parts = [text]
    for sign in _APART:
        parts = [piece for part in parts for piece in part.split(sign)]
    good = []
    for part in parts:
        try:
            found = clean(part.strip("()<>[]\"'"))
        except InvalidText:
            continue
        if found and found not in good:
            good.append(found)
    return (good[0], refused, len(good) - 1) if good else ("", refused, 0)
