"""C2SP tlog-tiles: how the tree and its entries are laid out as files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.ledger.merkle import WIDTH
from app.domain.ledger.strict import Malformed

_PATH = re.compile(
    r"(?P<level>entries|0|[1-9][0-9]?)/(?P<number>(?:x[0-9]{3}/)*[0-9]{3})(?:\.p/(?P<width>[1-9][0-9]*))?"
)


@dataclass(frozen=True)
class Tile:
    """One file: level None is a bundle of entries, of which there are as many as hashes in level 0."""

    level: int | None
    number: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Below `/ledger/tile/`: `0/x001/x234/067`, `entries/000.p/70`."""
        level = "entries" if self.level is None else str(self.level)
        return f"{level}/{number_path(self.number)}" + (f".p/{self.width}" if self.width < WIDTH else "")

    @property
    def first(self) -> int:
        """The index of its first leaf, or hash of its level."""
        return self.number * WIDTH

    def is_in(self, size: int) -> bool:
        """Whether the whole of it stands under a head of that size."""
        below: int = WIDTH ** (self.level or 0)
        return (self.first + self.width) * below <= size


def number_path(number: int) -> str:
    """Three digits an element, all but the last behind an x."""
    groups = [f"{number % 1000:03}"]
    while number := number // 1000:
        groups.append(f"x{number % 1000:03}")
    return "/".join(reversed(groups))


def tile_at(path: str) -> Tile:
    """The tile that this path names, in its only spelling. Raises Malformed."""
    found = _PATH.fullmatch(path)
    if found is None or len(path) > 100:
        raise Malformed("that is no path of a tile")
    level = None if found["level"] == "entries" else int(found["level"])
    tile = Tile(level, int(re.sub(r"[x/]", "", found["number"])), int(found["width"] or WIDTH))
    if tile.path != path or (level or 0) > 63:
        raise Malformed("that is no path of a tile")
    return tile


def tiles_of(size: int) -> Iterator[Tile]:
    """Every tile and bundle that a tree of this size has, full ones and the last of each level."""
    for level in (None, *range(64)):
        hashes = size // WIDTH ** (level or 0)
        if not hashes:
            return
        for number in range(hashes // WIDTH):
            yield Tile(level, number)
        if hashes % WIDTH:
            yield Tile(level, hashes // WIDTH, hashes % WIDTH)


def bundle(entries: Sequence[bytes]) -> bytes:
    """Entries one after another, each behind its length in two bytes."""
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def from_bundle(content: bytes) -> list[bytes]:
    """The entries again. Raises Malformed."""
    entries, place = [], 0
    while place < len(content):
        length = int.from_bytes(content[place : place + 2], "big")
        entry = content[place + 2 : place + 2 + length]
        if len(content) < place + 2 + length or len(content) < place + 2:
            raise Malformed("the bundle of entries is cut off")
        entries.append(entry)
        place += 2 + length
    return entries


def from_tile(content: bytes) -> list[bytes]:
    """The hashes of a tile. Raises Malformed."""
    if not content or len(content) % 32 or len(content) > 32 * WIDTH:
        raise Malformed("the tile is cut off")
    return [content[place : place + 32] for place in range(0, len(content), 32)]
