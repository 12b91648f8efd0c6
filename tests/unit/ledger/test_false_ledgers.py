"""Ledgers and lists that are false in one point each: the verifier catches every one of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.domain.ledger.entries import Entry, Kind
from tests.unit.ledger.on_disk import Files, verify
from tests.unit.ledger.signing import DAY, ORIGIN, X, facts, salt

INVALID = 1
Say = pytest.CaptureFixture[str]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files.make(tmp_path).write()


def _tampered(change: Callable[[list[bytes]], None]) -> Callable[[Files], None]:
    def act(files: Files) -> None:
        head = files.note()
        change(files.entries)
        files.write(head)

    return act


def _flip(path: str, at: int = 5) -> Callable[[Files], None]:
    def act(files: Files) -> None:
        file = files.folder / path
        content = bytearray(file.read_bytes())
        content[at] ^= 1
        file.write_bytes(content)

    return act


def _resigned(change: Callable[[list[bytes]], Any]) -> Callable[[Files], None]:
    """The operator itself signs what cannot be."""

    def act(files: Files) -> None:
        change(files.entries)
        files.write()

    return act


LOGS: dict[str, Callable[[Files], None]] = {
    "a leaf dropped": _tampered(lambda entries: entries.__delitem__(9)),
    "a leaf edited": _tampered(
        lambda entries: entries.__setitem__(9, entries[9].replace(b"2026-11-23", b"2026-11-24"))
    ),
    "leaves exchanged": _tampered(lambda entries: entries.insert(9, entries.pop(12))),
    "a leaf inserted": _tampered(lambda entries: entries.insert(9, entries[9])),
    "a hash of level 0": _flip("tile/0/000"),
    "a hash of level 1": _flip("tile/1/000.p/1"),
    "a partial tile": _flip("tile/0/001.p/44"),
    "an entry": _flip("tile/entries/000", 40),
    "the length of an entry": _flip("tile/entries/000", 1),
    "the size of the head": _flip("checkpoint", len(ORIGIN) + 2),
    "an entry of no kind": _resigned(lambda entries: entries.append(b"{}")),
    "an entry that is no JSON": _resigned(lambda entries: entries.append(b"hello")),
    "a personal field": _resigned(
        lambda entries: entries.append(b'{"d":"2026-11-23","email":"a@b.example","k":"remove","r":1,"v":1}')
    ),
    "removed twice": _resigned(lambda entries: entries.append(Entry(kind=Kind.REMOVE, day=DAY, ref=2).encode())),
    "a text never published": _resigned(
        lambda entries: entries.append(
            Entry(kind=Kind.ENDORSE, day=DAY, slug="joint", digest="ee" * 32, commitment=X).encode()
        )
    ),
    "a revision out of turn": _resigned(
        lambda entries: entries.append(Entry(kind=Kind.STATEMENT, day=DAY, slug="joint", number=2, digest=X).encode())
    ),
}


@pytest.mark.parametrize("trick", LOGS)
def test_a_false_ledger_is_caught(files: Files, trick: str, capsys: Say) -> None:
    LOGS[trick](files)
    code, words = verify(capsys, "log", str(files.folder), "--policy", files.policy)
    assert code == INVALID, words


def _row(change: Callable[[dict[str, Any]], Any], place: int = 3) -> Callable[[dict[str, Any]], None]:
    return lambda told: change(told["signatories"][place])


def _exchange(told: dict[str, Any]) -> None:
    one, other = told["signatories"][3]["ledger"], told["signatories"][4]["ledger"]
    one["payload"], other["payload"] = other["payload"], one["payload"]


LISTS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "an unlogged name": lambda told: told["signatories"].append({**told["signatories"][0], "ledger": None}),
    "a hidden name": lambda told: told["signatories"].pop(),
    "a name twice": lambda told: told["signatories"].append(told["signatories"][0]),
    "a removed name": _row(lambda row: row["ledger"].update(index=2, payload=facts(2), salt=salt(2).hex())),
    "a name before it was corrected": _row(
        lambda row: row["ledger"].update(index=4, payload=facts(4), salt=salt(4).hex())
    ),
    "facts exchanged": _exchange,
    "a salt used again with other facts": _row(lambda row: row["ledger"].update(payload=facts(99))),
    "another name on the list": _row(lambda row: row.update(name="Another")),
    "another country": _row(lambda row: row.update(country="FR")),
    "another website": _row(lambda row: row.update(website="https://evil.example")),
    "another revision": _row(lambda row: row.update(revision=2)),
    "an unknown revision": _row(lambda row: row.update(revision=9)),
    "still the old revision": lambda told: next(
        row for row in told["signatories"] if row["ledger"]["index"] == 3
    ).update(revision=1),
    "an entry beyond the head": _row(lambda row: row["ledger"].update(index=300)),
    "an entry of another kind": _row(lambda row: row["ledger"].update(index=0)),
    "a negative entry": _row(lambda row: row["ledger"].update(index=-1)),
    "a shorter salt": _row(lambda row: row["ledger"].update(salt="ab")),
    "more facts": _row(lambda row: row["ledger"]["payload"].update(email="a@b.example")),
    "too many undisclosed": lambda told: told["ledger"].update(undisclosed=1),
    "no number undisclosed": lambda told: told["ledger"].update(undisclosed=True),
    "another ledger": lambda told: told["ledger"].update(origin="evil.example/ledger"),
    "no ledger": lambda told: told.update(ledger=None),
    "no list": lambda told: told.pop("signatories"),
    "another statement": lambda told: told["statement"].update(slug="other"),
}


@pytest.mark.parametrize("trick", LISTS)
def test_a_false_list_is_caught(files: Files, trick: str, capsys: Say) -> None:
    told = json.loads(json.dumps(files.listing()))
    LISTS[trick](told)
    code, words = verify(capsys, "list", files.list_file(told), "--log", str(files.folder))
    assert code == INVALID, words
