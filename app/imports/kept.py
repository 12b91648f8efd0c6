"""Judged records as JSON values and back, for the time between the preview and the import."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from typing import Any

from app.domain.likeness import Named
from app.imports.facts import Facts
from app.imports.judging import Judged
from app.imports.reasons import Code, Reason, Verdict
from app.imports.same import Known

_TEXTS = [one.name for one in fields(Facts) if one.name not in ("record", "day", "proposed", "reasons")]


def as_json(judged: Judged) -> dict[str, Any]:
    """One judged record; what is empty is left out."""
    facts, same = judged.facts, judged.same_as
    found: dict[str, Any] = {name: value for name in _TEXTS if (value := getattr(facts, name))}
    value = {
        "record": judged.record,
        "verdict": judged.verdict.value,
        "facts": found,
        "day": facts.day.isoformat() if facts.day else "",
        "proposed": facts.proposed,
        "reasons": [[one.code.value, one.field, one.found] for one in judged.reasons],
        "same_as": _known_as_json(same) if same else None,
    }
    return {name: one for name, one in value.items() if one}


def from_json(value: dict[str, Any]) -> Judged:
    """The judged record that `as_json` wrote."""
    reasons = [Reason(Code(code), field, found) for code, field, found in value.get("reasons", ())]
    day = date.fromisoformat(value["day"]) if "day" in value else None
    facts = Facts(
        value["record"], day=day, proposed=value.get("proposed", {}), reasons=reasons, **value.get("facts", {})
    )
    same = value.get("same_as")
    return Judged(
        value["record"], Verdict(value["verdict"]), facts, tuple(reasons), _known_from_json(same) if same else None
    )


def text_of(value: Any) -> str:
    """A JSON value as one text, the same for the same value."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def named_of(facts: Facts) -> Named:
    """What a record says that its organisation is called."""
    return Named(
        organisation=facts.organisation,
        country=facts.country or "",
        organisation_latin=facts.organisation_latin,
        also_known_as=facts.also_known_as,
        website=facts.website,
        email=facts.email,
    )


def _known_as_json(known: Known) -> dict[str, Any]:
    named = {name: value for name, value in vars(known.named).items() if value}
    return {"named": named, "record": known.record, "signatory": known.signatory, "is_live": known.is_live}


def _known_from_json(value: dict[str, Any]) -> Known:
    return Known(
        Named(**value["named"]), record=value["record"], signatory=value["signatory"], is_live=value["is_live"]
    )
