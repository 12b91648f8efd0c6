"""A draft as its pages show it: how the file was read, every record judged, what was corrected and chosen."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from app.domain.endorsements.import_drafts import ImportDraft
from app.imports import kept
from app.imports.columns import Columns
from app.imports.judging import Judged
from app.imports.reasons import Verdict
from app.imports.sheet import Sheet

Choice = Literal["import", "leave"]
IMPORT: Choice = "import"
LEAVE: Choice = "leave"
PROPOSABLE = frozenset({Verdict.NEW, Verdict.NEW_WITH_WARNINGS, Verdict.SUSPECTED_DUPLICATE})
READY, UNDECIDED, LEFT = "ready", "undecided", "left"


@dataclass(frozen=True)
class Settings:
    """How a person wants the file to be read; None is: as it is guessed."""

    encoding: str | None = None
    sheet: str | None = None
    header: int | None = None  # the record, 0 for none
    fields: tuple[str, ...] | None = None

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Settings:
        """What `asdict` wrote."""
        chosen = value.get("fields")
        return cls(**{**value, "fields": tuple(chosen) if chosen is not None else None})


@dataclass(frozen=True)
class Preview:
    """A file as it is read and judged at one moment."""

    sheet: Sheet
    columns: Columns
    judged: tuple[Judged, ...]
    mark: str  # of the register that the records were compared with


@dataclass(frozen=True)
class Desk:
    """Everything about a draft that its pages show."""

    draft: ImportDraft
    preview: Preview
    settings: Settings
    corrections: dict[int, dict[str, str]]
    choices: dict[int, Choice] = field(default_factory=dict)

    @classmethod
    def of(cls, draft: ImportDraft) -> Desk:
        """What is stored of it."""
        sheet, name = Sheet.from_json(draft.sheet), key_of(draft.sheet["name"])
        return cls(
            draft,
            Preview(
                sheet, Columns.from_json(draft.columns), tuple(map(kept.from_json, draft.judged)), draft.register_mark
            ),
            Settings.from_json(draft.settings),
            {int(number): one for number, one in draft.corrections.get(name, {}).items()},
            {int(number): one for number, one in draft.choices.get(name, {}).items()},
        )

    @cached_property
    def by_number(self) -> dict[int, Judged]:
        """The judged records by their number."""
        return {one.record: one for one in self.preview.judged}

    @cached_property
    def ready(self) -> list[Judged]:
        """Those that would be imported now."""
        return [one for one in self.preview.judged if self.standing(one) == READY]

    @cached_property
    def left_out(self) -> list[Judged]:
        """Sign-ons that would not be imported, whatever the reason."""
        return [one for one in self.preview.judged if self.standing(one) != READY and one.verdict != Verdict.IGNORE]

    @cached_property
    def proposals(self) -> Counter[str]:
        """How many records have the same country proposed."""
        open_ones = [one.facts for one in self.preview.judged if not one.facts.country]
        return Counter(facts.proposed["country"] for facts in open_ones if "country" in facts.proposed)

    def standing(self, one: Judged) -> str:
        """Whether the record is ready to be imported, waits for a choice, or is left out."""
        return standing(one, self.choices.get(one.record))

    def tag(self, number: int) -> str:
        """Another text whenever somebody changed or chose something of this record, or it is judged otherwise."""
        one = self.by_number.get(number)
        return _tag([kept.as_json(one) if one else None, self.corrections.get(number), self.choices.get(number)])

    @property
    def settings_tag(self) -> str:
        """Another text whenever the file is read in another way."""
        return _tag([self.draft.settings, self.draft.columns, self.draft.agreed])


def standing(one: Judged, choice: Choice | None) -> str:
    """New ones are imported unless somebody leaves them out; one that may be here already only if somebody says so."""
    if one.verdict not in PROPOSABLE or choice == LEAVE:
        return LEFT
    if one.verdict is Verdict.SUSPECTED_DUPLICATE and choice is None:
        return UNDECIDED
    return READY


def key_of(sheet_name: str | None) -> str:
    """What corrections and choices of a sheet are kept under; text files have no sheet."""
    return sheet_name or ""


def _tag(value: Any) -> str:
    return hashlib.sha256(kept.text_of(value).encode()).hexdigest()[:16]
