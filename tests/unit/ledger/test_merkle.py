"""The tree: published vectors, the RFC's own definitions for every pair up to 256, and beyond one tile."""

from __future__ import annotations

import json
from base64 import b64decode
from functools import cache
from typing import Any

import pytest

from app.domain.ledger.merkle import (
    EMPTY,
    Tree,
    leaf_hash,
    node_hash,
    root,
    verify_consistency,
    verify_inclusion,
)
from app.domain.ledger.strict import Malformed
from tests.databases import ROOT

VECTORS = [json.loads(line) for line in (ROOT / "tests" / "data" / "merkle.jsonl").read_text().splitlines()]
LEAVES = [leaf_hash(b"%d" % number) for number in range(1100)]


def tree() -> Tree:
    return Tree(lambda start, stop: LEAVES[start:stop])


def test_all_the_vectors_are_here() -> None:
    assert len(VECTORS) == 196


@pytest.mark.parametrize("kind", ["inclusion", "consistency"])
def test_published_vectors(kind: str) -> None:
    for vector in VECTORS:
        if vector["kind"] == kind:
            assert is_refused(vector) == vector["wantErr"], vector["file"]


def is_refused(vector: dict[str, Any]) -> bool:
    proof = [b64decode(one) for one in vector["proof"] or ()]
    try:
        if vector["kind"] == "inclusion":
            leaf, head = b64decode(vector["leafHash"] or ""), b64decode(vector["root"] or "")
            verify_inclusion(leaf, vector["leafIdx"], vector["treeSize"], proof, head)
        else:
            roots = b64decode(vector["root1"] or ""), b64decode(vector["root2"] or "")
            verify_consistency(vector["size1"], vector["size2"], proof, *roots)
    except Malformed:
        return True
    return False


@cache
def mth(start: int, stop: int) -> bytes:
    """MTH(D[start:stop]), as the RFC defines it."""
    if stop - start == 1:
        return LEAVES[start]
    return node_hash(mth(start, start + k(stop - start)), mth(start + k(stop - start), stop))


@cache
def k(size: int) -> int:
    return max(2**power for power in range(12) if 2**power < size)


def path(index: int, start: int, stop: int) -> list[bytes]:
    """PATH(index, D[start:stop]); `index` counts from `start`."""
    if stop - start == 1:
        return []
    middle = start + k(stop - start)
    if index < middle - start:
        return [*path(index, start, middle), mth(middle, stop)]
    return [*path(index - (middle - start), middle, stop), mth(start, middle)]


def subproof(older: int, start: int, stop: int, whole: bool) -> list[bytes]:
    """SUBPROOF(older, D[start:stop], whole)."""
    if older == stop - start:
        return [] if whole else [mth(start, stop)]
    middle = start + k(stop - start)
    if older <= middle - start:
        return [*subproof(older, start, middle, whole), mth(middle, stop)]
    return [*subproof(older - (middle - start), middle, stop, False), mth(start, middle)]


def test_every_leaf_of_every_tree_up_to_256() -> None:
    for size in range(1, 257):
        for index in range(size):
            verify_inclusion(LEAVES[index], index, size, path(index, 0, size), mth(0, size))


def test_every_pair_of_trees_up_to_256() -> None:
    for newer in range(1, 257):
        for older in range(1, newer + 1):
            proof = subproof(older, 0, newer, True)
            verify_consistency(older, newer, proof, mth(0, older), mth(0, newer))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 513, 768, 1000, 1024, 1100])
def test_what_is_read_tile_by_tile_is_what_the_rfc_says(size: int) -> None:
    some = tree()
    assert some.root(size) == root(LEAVES[:size]) == mth(0, size)
    for other in {0, 1, size // 3, 255, 256, 257, 700, size - 1} & set(range(size)):
        assert some.inclusion(other, size) == path(other, 0, size)
        assert some.consistency(other, size) == (subproof(other, 0, size, True) if other else [])


def test_nothing_has_a_root_too() -> None:
    assert tree().root(0) == root([]) == EMPTY
    assert tree().consistency(0, 5) == tree().consistency(5, 5) == []
    with pytest.raises(Malformed, match="nothing can be proven"):
        verify_consistency(0, 5, [], EMPTY, mth(0, 5))


def test_what_there_is_no_proof_of_is_not_asked_for() -> None:
    with pytest.raises(ValueError, match="no leaf 5"):
        tree().inclusion(5, 5)
    with pytest.raises(ValueError, match="no earlier size"):
        tree().consistency(6, 5)


def test_tiles_hold_the_hashes_of_their_level() -> None:
    assert tree().tile(0, 1, 44) == LEAVES[256:300]
    assert tree().tile(1, 0, 4) == [mth(start, start + 256) for start in range(0, 1024, 256)]


def test_each_answer_reads_two_tiles_at_most_once_the_ledger_is_known() -> None:
    read: list[int] = []

    def hashes(start: int, stop: int) -> list[bytes]:
        read.append(stop - start)
        return LEAVES[start:stop]

    some = Tree(hashes)
    some.root(1100)
    read.clear()
    some.inclusion(600, 1100)
    some.root(1100)
    assert sum(read) <= 3 * 256
    some.forget()
    some.root(1100)
    assert sum(read) >= 1100
