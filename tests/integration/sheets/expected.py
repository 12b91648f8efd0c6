"""What a careful person expects of a file, record by record: one of some verdicts, and the values that matter."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

NEW, WARNED, FIX, EXCLUDED = "new", "new_with_warnings", "fix_needed", "excluded"
SUSPECTED, DUPLICATE, IGNORED = "suspected_duplicate", "duplicate", "ignore"


@dataclass(frozen=True)
class Expected:
    verdicts: tuple[str, ...]
    values: dict[str, Any]  # a tuple holds alternatives; None: nothing

    def wrong(self, record: dict[str, Any]) -> list[str]:
        """What of `record` is not as expected."""
        faults = [] if record["verdict"] in self.verdicts else [f"verdict not {'|'.join(self.verdicts)}"]
        for name, wanted in self.values.items():
            alternatives = wanted if isinstance(wanted, tuple) else (wanted,)
            if _plain(name, record[name]) not in [_plain(name, each) for each in alternatives]:
                faults.append(f"{name} not {wanted!r}")
        if record["verdict"] not in (NEW, IGNORED) and not record["reasons"]:
            faults.append("no reason")
        return faults


def _plain(name: str, value: Any) -> Any:
    if name == "website" and value:
        return str(value).rstrip("/")
    if name == "same_as" and isinstance(value, dict):
        return value.get("record") or value.get("organisation")
    return value or None


def _row(verdicts: tuple[str, ...], organisation: Any, country: Any, values: dict[str, Any]) -> Expected:
    known = {"organisation": organisation, "country": country} | values
    return Expected(verdicts, {name: value for name, value in known.items() if value != ...})


def ignored() -> Expected:
    return Expected((IGNORED,), {})


def new(organisation: Any = ..., country: Any = ..., **values: Any) -> Expected:
    return _row((NEW,), organisation, country, values)


def taken(organisation: Any = ..., country: Any = ..., **values: Any) -> Expected:
    """New; whether with a warning is a matter of taste."""
    return _row((NEW, WARNED), organisation, country, values)


def warned(organisation: Any = ..., country: Any = ..., **values: Any) -> Expected:
    return _row((WARNED,), organisation, country, values)


def doubted(organisation: Any = ..., country: Any = ..., **values: Any) -> Expected:
    """Somebody has to look: a warning, or to be mended."""
    return _row((WARNED, FIX), organisation, country, values)


def broken(organisation: Any = ..., country: Any = ..., **values: Any) -> Expected:
    return _row((FIX,), organisation, country, values)


def excluded(organisation: Any = ..., country: Any = ..., **values: Any) -> Expected:
    return _row((EXCLUDED,), organisation, country, values)


def same(organisation: Any = ..., as_: Any = ..., **values: Any) -> Expected:
    """The same organisation again, beyond doubt."""
    return _row((DUPLICATE,), organisation, ..., values | {"same_as": as_})


def alike(organisation: Any = ..., as_: Any = ..., **values: Any) -> Expected:
    """The same organisation again, or so it seems."""
    return _row((DUPLICATE, SUSPECTED), organisation, ..., values | {"same_as": as_})


def looked_at(**values: Any) -> Expected:
    """Anything but taken without a word."""
    return Expected((WARNED, FIX, EXCLUDED, SUSPECTED, DUPLICATE, IGNORED), values)


@dataclass(frozen=True)
class Sheet:
    name: str  # of the file
    content: bytes
    records: list[Expected]
    header: Any = ...  # the number of the record, or None
    says: dict[str, Any] = field(default_factory=dict)  # of the whole: encoding, sheet, fields

    def wrong(self, said: dict[str, Any]) -> list[str]:
        """Everything in the command's answer that a careful person would not have said."""
        faults = [
            f"{name}: {said[name]!r}, not {wanted!r}" for name, wanted in self._whole() if not _fits(said, name, wanted)
        ]
        numbers = [record["record"] for record in said["records"]]
        if numbers != list(range(1, len(self.records) + 1)):
            faults.append(f"records {numbers[:3]}…{numbers[-3:]}, not 1…{len(self.records)}")
        for record, expected in zip(said["records"], self.records, strict=False):
            if wrong := expected.wrong(record):
                faults.append(f"{'; '.join(wrong)} in {record}")
        return faults

    def _whole(self) -> list[tuple[str, Any]]:
        return [*self.says.items(), *([("header_record", self.header)] if self.header != ... else [])]


def _fits(said: dict[str, Any], name: str, wanted: Any) -> bool:
    if name == "columns":
        return all(said["columns"].get(heading) == meaning for heading, meaning in wanted.items())
    return said[name] in (wanted if isinstance(wanted, tuple) else (wanted,))


def text(*lines: str, end: str = "\n") -> str:
    """Lines of a file, the last one ended as the others are."""
    return end.join(lines) + end
