"""The tree of RFC 9162, section 2.1 (SHA-256): roots, proofs, and their verification as the RFC writes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

from app.domain.ledger.strict import Malformed

WIDTH = 256  # leaves below one hash of a tile
EMPTY = sha256(b"").digest()

Hashes = Callable[[int, int], Sequence[bytes]]  # of the leaves from one index up to, and without, another


def leaf_hash(entry: bytes) -> bytes:
    """What stands in the tree for this entry."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """What stands above these two."""
    return sha256(b"\x01" + left + right).digest()


def root(hashes: Sequence[bytes]) -> bytes:
    """The root above these leaves, row by row: whoever is alone at the end of a row goes up as it is."""
    row = list(hashes)
    while len(row) > 1:
        pairs = [node_hash(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)]
        row = pairs + row[len(pairs) * 2 :]
    return row[0] if row else EMPTY


class Tree:
    """Roots and proofs of any size, from leaf hashes that are read as they are needed.

    The hash above every 256 leaves is remembered, so that each answer reads two tiles at most, however long the
    ledger is; `forget` where the leaves may have been exchanged.
    """

    def __init__(self, hashes: Hashes) -> None:
        self._hashes = hashes
        self._above: dict[int, bytes] = {}

    def forget(self, leaf: int = 0) -> None:
        """Read everything anew from now on, from this leaf's tile onwards."""
        self._above = {place: above for place, above in self._above.items() if place < leaf // WIDTH}

    def root(self, size: int) -> bytes:
        """Of the first `size` leaves."""
        return self._range(0, size) if size else EMPTY

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """PATH(index, D[0:size]): from the leaf's neighbour up."""
        if not 0 <= index < size:
            raise ValueError(f"no leaf {index} in a tree of {size}")
        start, stop, path = 0, size, []
        while stop - start > 1:
            middle = start + _split(stop - start)
            if index < middle:
                path.append((middle, stop))
                stop = middle
            else:
                path.append((start, middle))
                start = middle
        return [self._range(*part) for part in reversed(path)]

    def consistency(self, older: int, newer: int) -> list[bytes]:
        """PROOF(older, D[0:newer]); empty where either is empty or both are the same."""
        if not 0 <= older <= newer:
            raise ValueError(f"{older} is no earlier size of {newer}")
        if older in (0, newer):
            return []
        start, stop, path, whole = 0, newer, [], True
        while older != stop:
            middle = start + _split(stop - start)
            if older <= middle:
                path.append((middle, stop))
                stop = middle
            else:
                path.append((start, middle))
                start, whole = middle, False
        return [self._range(*part) for part in ([] if whole else [(start, stop)]) + path[::-1]]

    def tile(self, level: int, number: int, width: int) -> list[bytes]:
        """So many hashes of a tile: each above 256 ** level leaves."""
        first = number * WIDTH
        if level == 0:
            return list(self._hashes(first, first + width))
        span = WIDTH**level
        return [self._range(place * span, (place + 1) * span) for place in range(first, first + width)]

    def _range(self, start: int, stop: int) -> bytes:
        """The hash above these leaves; `start` is a multiple of 256 where there are more than 256 of them."""
        if stop - start < WIDTH:
            return root(self._hashes(start, stop))
        places = range(start // WIDTH, stop // WIDTH)
        self._learn(places)
        row = [self._above[place] for place in places]
        rest = stop % WIDTH
        return root(row + ([root(self._hashes(stop - rest, stop))] if rest else []))

    def _learn(self, places: range) -> None:
        unknown = [place for place in places if place not in self._above]
        for start in range(0, len(unknown), 16):  # a few thousand leaves in memory
            some = unknown[start : start + 16]
            hashes = self._hashes(some[0] * WIDTH, (some[-1] + 1) * WIDTH)
            for place in some:
                first = (place - some[0]) * WIDTH
                self._above[place] = root(hashes[first : first + WIDTH])


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected: bytes) -> None:
    """RFC 9162, section 2.1.3.2. Raises Malformed where this leaf is not proven to be at that place."""
    if not 0 <= index < size:
        raise Malformed(f"index {index} is not in a tree of {size}")
    if any(len(one) != 32 for one in (leaf, expected, *proof)):
        raise Malformed("a hash of the inclusion proof is not 32 bytes long")
    fn, sn, r = index, size - 1, leaf
    for p in proof:
        if sn == 0:
            raise Malformed("the inclusion proof is too long")
        if fn & 1 or fn == sn:
            r = node_hash(p, r)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node_hash(r, p)
        fn, sn = fn >> 1, sn >> 1
    if sn != 0:
        raise Malformed("the inclusion proof is too short")
    if r != expected:
        raise Malformed("the inclusion proof does not lead to the root")


def verify_consistency(older: int, newer: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> None:
    """RFC 9162, section 2.1.4.2. Raises Malformed where the newer tree is not proven to begin with the older.

    An empty tree proves nothing of what came after it, so it is refused, as RFC 9162 leaves it out; two of the same
    size are the same, or not.
    """
    if not 0 < older <= newer:
        raise Malformed(f"nothing can be proven of a tree of {older} and one of {newer}")
    if older == newer:
        if proof:
            raise Malformed("a consistency proof where none is needed")
        if old_root != new_root:
            raise Malformed("the roots of the two trees contradict each other")
        return
    if any(len(one) != 32 for one in (old_root, new_root, *proof)):
        raise Malformed("a hash of the consistency proof is not 32 bytes long")
    if not proof:
        raise Malformed("the consistency proof is empty")
    path = [old_root, *proof] if older & (older - 1) == 0 else list(proof)
    fn, sn = older - 1, newer - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            raise Malformed("the consistency proof is too long")
        if fn & 1 or fn == sn:
            fr, sr = node_hash(c, fr), node_hash(c, sr)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node_hash(sr, c)
        fn, sn = fn >> 1, sn >> 1
    if sn != 0:
        raise Malformed("the consistency proof is too short")
    if fr != old_root or sr != new_root:
        raise Malformed("the consistency proof does not connect the two roots")
