"""Receipts and tiles: what is written is read, and whatever is changed in it is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.ledger.receipts import Receipt
from app.domain.ledger.strict import Malformed
from app.domain.ledger.tiles import Tile, bundle, from_bundle, from_tile, number_path, tile_at, tiles_of
from tests.unit.ledger.signing import OTHER, POLICY, a_receipt, facts, salt, small


def test_a_receipt_proves_what_it_says() -> None:
    receipt = Receipt.parse(a_receipt().encode().encode())
    entry, head = receipt.verify(POLICY)
    assert (entry.slug, head.size, receipt.payload) == ("joint", 11, facts(4))


def test_of_a_leaf_without_commitment_it_proves_the_leaf() -> None:
    ledger = small(5)
    receipt = Receipt(0, ledger.entries[0], None, None, tuple(ledger.tree.inclusion(0, 5)), ledger.note)
    entry, _ = Receipt.parse(receipt.encode().encode()).verify(POLICY)
    assert entry.number == 1


def test_every_single_bit_of_a_receipt_counts() -> None:
    file = a_receipt(1, 2).encode().encode()
    for bit in range(len(file) * 8):
        changed = bytearray(file)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Malformed):
            Receipt.parse(bytes(changed)).verify(POLICY)


@pytest.mark.parametrize(
    "changed",
    [
        replace(a_receipt(), index=5),
        replace(a_receipt(), index=11),
        replace(a_receipt(), payload=facts(5)),
        replace(a_receipt(), salt=salt(5)),
        replace(a_receipt(), payload=None, salt=None),
        replace(a_receipt(), entry=small(11).entries[5]),
        replace(a_receipt(), proof=a_receipt().proof[:-1]),
        replace(a_receipt(), proof=(*a_receipt().proof, bytes(32))),
        replace(a_receipt(), note=small(12).note),
        a_receipt(key=OTHER),
    ],
)
def test_what_it_does_not_prove_is_refused(changed: Receipt) -> None:
    with pytest.raises(Malformed):
        changed.verify(POLICY)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2"),
        ("extra ", "extra  "),
        ("index 4", "index 04"),
        ("index 4", "index +4"),
        ("\n\n", "\n"),
        ("index 4\n", "index 4\n\n"),
        ("\n", "\r\n"),
    ],
)
def test_what_is_no_receipt_is_refused(old: str, new: str) -> None:
    file = a_receipt().encode()
    assert old in file
    with pytest.raises(Malformed):
        Receipt.parse(file.replace(old, new, 1 if old != "\n" else -1).encode()).verify(POLICY)


@pytest.mark.parametrize(
    ("number", "path"),
    [(0, "000"), (7, "007"), (999, "999"), (1000, "x001/000"), (1234, "x001/234"), (1_234_067, "x001/x234/067")],
)
def test_numbers_as_paths(number: int, path: str) -> None:
    assert number_path(number) == path
    assert tile_at(f"0/{path}") == Tile(0, number)
    assert tile_at(f"entries/{path}.p/12") == Tile(None, number, 12)


@pytest.mark.parametrize(
    "path", ["", "0", "0/0", "0/1000", "0/x000/001", "0/000.p/0", "0/000.p/256", "0/000.p/012", "00/000", "64/000",
             "-1/000", "0/x1234/000", "0/٠٠٠", "0/000/", "0/../000", "entries/000.p", "data/000"],
)  # fmt: skip
def test_what_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(Malformed):
        tile_at(path)


def test_the_tiles_of_seventy_thousand_leaves_are_those_of_the_specification() -> None:
    tiles = list(tiles_of(70_000))
    of = {level: [tile for tile in tiles if tile.level == level] for level in (None, 0, 1, 2)}
    assert [(len(some), some[-1].width) for some in of.values()] == [(274, 112), (274, 112), (2, 17), (1, 1)]
    assert all(tile.is_in(70_000) for tile in tiles)
    assert {tile.path for tile in tiles_of(256)} == {"entries/000", "0/000", "1/000.p/1"}
    assert not Tile(1, 0, 2).is_in(511)


def test_bundles_and_tiles_are_read_again_but_not_cut_off() -> None:
    entries = list(small(9).entries)
    assert from_bundle(bundle(entries)) == entries
    for cut in (1, 30, 500):
        with pytest.raises(Malformed):
            from_bundle(bundle(entries)[:-cut] if cut < 500 else b"\x00")
    assert from_tile(bytes(64)) == [bytes(32)] * 2
    for wrong in (b"", bytes(31), bytes(32 * 257)):
        with pytest.raises(Malformed):
            from_tile(wrong)
