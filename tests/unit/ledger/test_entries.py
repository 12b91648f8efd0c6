"""Entries, commitments and what they add up to: only the six kinds, only their fields, only one spelling."""

from __future__ import annotations

import json
from datetime import date
from secrets import token_bytes

import pytest

from app.domain.ledger import commitments
from app.domain.ledger.entries import Entry, Kind, parse
from app.domain.ledger.replay import Contradiction, Listed, replayed
from app.domain.ledger.strict import Malformed, canonical

DAY = date(2026, 11, 23)
X, Y, C, D = "ab" * 32, "cd" * 32, "12" * 32, "34" * 32
VKEY = "sign.example.org/ledger+4bd15d6c+AabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ"
ENTRIES = {
    Kind.STATEMENT: Entry(kind=Kind.STATEMENT, day=DAY, slug="joint-2026-11", number=1, digest=X),
    Kind.ENDORSE: Entry(kind=Kind.ENDORSE, day=DAY, slug="joint-2026-11", digest=X, commitment=C),
    Kind.REMOVE: Entry(kind=Kind.REMOVE, day=DAY, ref=1),
    Kind.AMEND: Entry(kind=Kind.AMEND, day=DAY, ref=1, commitment=D),
    Kind.REBIND: Entry(kind=Kind.REBIND, day=DAY, ref=1, digest=Y),
    Kind.KEY: Entry(kind=Kind.KEY, day=DAY, vkey=VKEY),
}
FACTS = commitments.payload(
    name="Ժուռնալիստների «Ասպարեզ» ակումբ", country="AM", url=None, lang="hy", proof="manual", digest=X
)


def test_each_kind_is_written_as_designed() -> None:
    assert ENTRIES[Kind.STATEMENT].encode() == (
        f'{{"d":"2026-11-23","k":"statement","n":1,"s":"joint-2026-11","v":1,"x":"{X}"}}'.encode()
    )
    assert len(ENTRIES[Kind.ENDORSE].encode()) == 200
    assert ENTRIES[Kind.REMOVE].encode() == b'{"d":"2026-11-23","k":"remove","r":1,"v":1}'


@pytest.mark.parametrize("kind", Kind)
def test_what_is_written_is_read_again_and_nothing_near_it(kind: Kind) -> None:
    content = ENTRIES[kind].encode()
    assert parse(content) == ENTRIES[kind]
    value = json.loads(content)
    wrong = [value | {"note": "more"}, *({**value, key: None} for key in value)]
    wrong += [{other: value[other] for other in value if other != key} for key in value]
    for one in wrong:
        with pytest.raises(Malformed):
            parse(canonical(one))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b'"remove"',
        b'{"d": "2026-11-23","k":"remove","r":1,"v":1}',
        b'{"k":"remove","d":"2026-11-23","r":1,"v":1}',
        b'{"d":"2026-11-23","k":"remove","r":1,"r":1,"v":1}',
        b'{"d":"2026-11-23","k":"remove","r":1.0,"v":1}',
        b'{"d":"2026-11-23","k":"remove","r":true,"v":1}',
        b'{"d":"2026-11-23","k":"remove","r":-1,"v":1}',
        b'{"d":"2026-11-23","k":"remove","r":1,"v":2}',
        b'{"d":"2026-11-23T08:00","k":"remove","r":1,"v":1}',
        b'{"d":"20261123","k":"remove","r":1,"v":1}',
        b'{"d":"2026-11-31","k":"remove","r":1,"v":1}',
        b'{"d":"2026-11-23","k":"erase","r":1,"v":1}',
        b'{"d":"2026-11-23","k":"key","v":1,"vkey":"\xc3\xa9+00000000+AA=="}',
        b'{"d":"2026-11-23","k":"key","v":1,"vkey":"\\u00e9+00000000+AA=="}',
        b'{"d":"2026-11-23","k":"remove","r":1,"v":1}\n',
        b'{"d":"2026-11-23","k":["remove"],"r":1,"v":1}',
        b"[" * 30_000,
        b'{"d":"2026-11-23","k":"statement","n":1,"s":"Joint","v":1,"x":"' + X.encode() + b'"}',
        b'{"d":"2026-11-23","k":"statement","n":0,"s":"joint","v":1,"x":"' + X.encode() + b'"}',
        b'{"d":"2026-11-23","k":"statement","n":1,"s":"joint","v":1,"x":"' + X.upper().encode() + b'"}',
    ],
)
def test_what_is_no_entry_is_refused(content: bytes) -> None:
    with pytest.raises(Malformed):
        parse(content)


def test_a_commitment_opens_with_its_own_facts_and_salt_alone() -> None:
    salt, other = token_bytes(32), token_bytes(32)
    committed = commitments.commitment(salt, FACTS)
    assert commitments.opens(committed, salt, FACTS)
    assert not commitments.opens(committed, other, FACTS)
    assert not commitments.opens(committed, salt, FACTS | {"name": "Aspаrez"})
    with pytest.raises(Malformed, match="32 bytes"):
        commitments.commitment(salt[:31], FACTS)


def test_a_thousand_equal_facts_have_a_thousand_commitments() -> None:
    assert len({commitments.commitment(token_bytes(32), FACTS) for _ in range(1000)}) == 1000


def test_a_payload_has_the_public_fields_and_no_others() -> None:
    assert commitments.parse(canonical(FACTS)) == FACTS
    assert "«Ասպարեզ»".encode() in canonical(FACTS)
    wrong = [FACTS | {"email": "office@example.org"}, FACTS | {"v": 2}, FACTS | {"v": True}, FACTS | {"proof": "none"}]
    wrong += [FACTS | {"x": "AB"}, FACTS | {"name": ""}, FACTS | {"url": 5}, {"name": "One"}, ["name"]]  # type: ignore[list-item]
    for one in wrong:
        with pytest.raises(Malformed):
            commitments.checked(one)
    with pytest.raises(Malformed):
        commitments.parse(json.dumps(FACTS).encode())


def test_the_leaves_add_up_to_the_register() -> None:
    second = Entry(kind=Kind.STATEMENT, day=DAY, slug="joint-2026-11", number=2, digest=Y)
    first = [ENTRIES[kind] for kind in (Kind.STATEMENT, Kind.ENDORSE, Kind.AMEND)]
    register = replayed([*first, second, ENTRIES[Kind.REBIND], ENTRIES[Kind.KEY]])
    assert register.listed == {1: Listed(1, "joint-2026-11", Y, 2, D)}
    assert register.vkeys == [VKEY]
    register.take(ENTRIES[Kind.REMOVE])
    assert (register.listed, register.removed, register.size) == ({}, 1, 7)


@pytest.mark.parametrize(
    "kinds",
    [
        [Kind.ENDORSE],
        [Kind.STATEMENT, Kind.STATEMENT],
        [Kind.STATEMENT, Kind.REMOVE],
        [Kind.STATEMENT, Kind.ENDORSE, Kind.REMOVE, Kind.REMOVE],
        [Kind.STATEMENT, Kind.ENDORSE, Kind.REMOVE, Kind.AMEND],
        [Kind.STATEMENT, Kind.ENDORSE, Kind.REBIND],
    ],
)
def test_a_leaf_that_does_not_follow_is_named(kinds: list[Kind]) -> None:
    with pytest.raises(Contradiction) as refused:
        replayed(ENTRIES[kind] for kind in kinds)
    assert refused.value.index == len(kinds) - 1
