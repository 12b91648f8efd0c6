"""Every record of a sheet with its verdict, as it stands now and beside what is on the site now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.domain.endorsements.aliases import all_known
from app.domain.endorsements.imported import imported_records, live_email_keys
from app.domain.likeness import Named
from app.domain.text import email_key, organisation_key
from app.imports.columns import Columns
from app.imports.dates import day_of, order_of
from app.imports.facts import Facts, Surroundings, facts_of
from app.imports.names import is_shouted, limit_of
from app.imports.reasons import Code, Reason, Verdict, Weight, verdict_of
from app.imports.rows import Layout
from app.imports.same import Known, Register, everybody_on
from app.imports.shape import broken_shapes
from app.imports.sheet import Sheet

Corrections = Mapping[int, Mapping[str, str]]
"""By record: the fields that a person wrote anew."""

IMPORTED_UNASKED = (Verdict.NEW, Verdict.NEW_WITH_WARNINGS)
IMPORTED_ON_REQUEST = (*IMPORTED_UNASKED, Verdict.SUSPECTED_DUPLICATE)


@dataclass(frozen=True)
class Judged:
    """One physical record: what it says, what is to become of it, and why."""

    record: int
    verdict: Verdict
    facts: Facts
    reasons: tuple[Reason, ...]
    same_as: Known | None = None

    @property
    def as_json(self) -> dict[str, Any]:
        """What `--json` prints of it."""
        facts = self.facts
        return {
            "record": self.record,
            "verdict": self.verdict.value,
            "organisation": facts.organisation or None,
            "country": facts.country,
            "website": facts.website or None,
            "date": facts.day.isoformat() if facts.day else None,
            "same_as": self.same_as.as_json if self.same_as else None,
            "reasons": [str(reason) for reason in self.reasons],
            "proposed": facts.proposed,
        }


def judge(
    session: Session,
    statement_id: int,
    sheet: Sheet,
    columns: Columns,
    *,
    corrections: Corrections | None = None,
    today: date | None = None,
) -> list[Judged]:
    """A verdict on every physical record, in their order. Reads only."""
    bench = _Bench(session, statement_id, sheet.sha256)
    read = _facts(sheet, columns, corrections or {}, today)
    for facts in read:
        if _weighs(facts, Weight.EXCLUDE):
            bench.refused.setdefault(organisation_key(facts.organisation), facts.record)
    return [bench.judged(facts) for facts in read]


class _Bench:
    """What is known while the records are judged one after the other."""

    def __init__(self, session: Session, statement_id: int, sha256: str) -> None:
        self.before = imported_records(session, statement_id, sha256)
        self.site = {known.signatory: known for known in everybody_on(session, statement_id)}
        self.emails: dict[str, str] = dict.fromkeys(live_email_keys(session, statement_id), "")
        self.refused: dict[str, int] = {}
        self.register = Register(all_known(session))
        own = {*self.before.values()}  # alike are they as what stands in the file, so that no verdict changes
        for known in self.site.values():
            self.register.add(known, by_name_alone=known.signatory in own)

    def judged(self, facts: Facts) -> Judged:
        """The verdict on one record; from now on the records below are compared with it."""
        if any(_weighs(facts, weight) for weight in (Weight.IGNORE, Weight.EXCLUDE, Weight.FIX)):
            return self._closed(facts, None)
        named = Named(
            organisation=facts.organisation,
            country=facts.country or facts.proposed.get("country", ""),
            organisation_latin=facts.organisation_latin,
            also_known_as=facts.also_known_as,
            website=facts.website,
            email=facts.email,
        )
        other = self._met(facts, named)
        if facts.record in self.before:
            self.register.add(Known(named, record=facts.record))
        elif not _weighs(facts, Weight.DUPLICATE):
            self._mind_email(facts)
            self.register.add(Known(named, record=facts.record))
            refused = self.refused.get(organisation_key(facts.organisation))
            if refused:
                facts.say(Code.REFUSED_ELSEWHERE, "consent", str(refused))
        return self._closed(facts, other)

    def _met(self, facts: Facts, named: Named) -> Known | None:
        """Who is there already, and the reason that says so."""
        if facts.record in self.before:
            facts.say(Code.IMPORTED_BEFORE)
            return self.site.get(self.before[facts.record] or "")
        same = self.register.same(named)
        for known in same:
            if known.is_live and not _in_other_countries(known.named, named):
                facts.say(Code.SAME_IN_FILE if known.record else Code.SAME_ON_SITE)
                return known
        if same:
            how = "other_country" if same[0].is_live else "not_live"
            facts.say(Code.ALIKE_IN_FILE if same[0].record else Code.ALIKE_ON_SITE, "", how)
            return same[0]
        found = self.register.alike(named)
        if found is None:
            return None
        known, likeness = found
        facts.say(
            Code.ALIKE_IN_FILE if known.record else Code.ALIKE_ON_SITE,
            "",
            " ".join([*map(str, likeness.grounds), f"({known.named.organisation})"]),
        )
        return known

    def _mind_email(self, facts: Facts) -> None:
        """One address is one signatory of a statement: the second to name it keeps none."""
        if not facts.email:
            return
        key = email_key(facts.email)
        if key in self.emails:
            facts.say(Code.EMAIL_TAKEN, "email", self.emails[key])
            facts.email = ""
        else:
            self.emails[key] = f"record {facts.record}"

    @staticmethod
    def _closed(facts: Facts, same_as: Known | None) -> Judged:
        return Judged(facts.record, verdict_of(facts.reasons), facts, tuple(facts.reasons), same_as)


def _facts(sheet: Sheet, columns: Columns, corrections: Corrections, today: date | None) -> list[Facts]:
    layout = Layout.of(sheet, columns)
    shapes = broken_shapes(sheet, columns)
    around = _surroundings(layout, today)
    fills_down = _fills_down(sheet, columns)
    read: list[Facts] = []
    for record in sheet.records:
        corrected = dict(corrections.get(record.number, {}))
        reason = None if "organisation" in corrected else layout.no_sign_on(record)
        if reason is not None:
            read.append(Facts(record.number, reasons=[reason]))
            if reason.code is Code.SECTION:
                around = replace(around, section_country=layout.sections.get(record.number), country_above=None)
            continue
        facts = facts_of(record, around, corrected)
        if record.number in shapes and not corrected:
            facts.reasons.insert(0, shapes[record.number])
        read.append(facts)
        if facts.country:
            above = facts.country if fills_down else None
            around = replace(around, country_above=above, last_country=facts.country, section_country=None)
    return read


def _surroundings(layout: Layout, today: date | None) -> Surroundings:
    columns, records = layout.columns, layout.sheet.records
    names, days = columns.column_of("organisation"), columns.column_of("date")
    signed = [record for record in records if record.number > (columns.header_record or 0) and record.filled]
    texts = [record.cell(names).text.strip() for record in signed] if names is not None else []
    met = (
        [day_of(cell.text.strip(), cell.kind) for record in signed if not (cell := record.cell(days)).is_blank]
        if (days is not None)
        else []
    )
    return Surroundings(
        columns=columns,
        order=order_of(met, today=today),
        limit=limit_of(texts),
        shouted=2 * sum(map(is_shouted, texts)) > len(texts) > 3,
        today=today,
    )


def _fills_down(sheet: Sheet, columns: Columns) -> bool:
    """Whether the country stands only in the first record of a group, as where cells were merged before."""
    column, names = columns.column_of("country"), columns.column_of("organisation")
    if column is None or names is None:
        return False
    blank = [record.cell(column).is_blank for record in sheet.records if not record.cell(names).is_blank]
    return 10 * sum(blank) >= 4 * len(blank)


def _in_other_countries(one: Named, other: Named) -> bool:
    return bool(one.country and other.country and one.country != other.country)


def _weighs(facts: Facts, weight: Weight) -> bool:
    return any(reason.weight is weight for reason in facts.reasons)
