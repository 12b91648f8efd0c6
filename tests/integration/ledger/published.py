"""The ledger as strangers see it: fetched file by file, written into a folder for the offline verifier."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flask import Flask

from app.domain.ledger.entries import Entry, parse
from app.domain.ledger.notes import Checkpoint, Note
from app.domain.ledger.replay import Register, replayed
from app.domain.ledger.tiles import Tile, from_bundle, tiles_of


class Published:
    """Fetches below `/ledger/`."""

    def __init__(self, app: Flask) -> None:
        self._client = app.test_client()

    def get(self, path: str) -> bytes:
        """The file; fails where it is not there."""
        with self._client.get(f"/ledger/{path}", base_url="https://sign.example.org") as response:
            assert response.status_code == 200, path
            return response.data

    @property
    def note(self) -> Note:
        """The newest head."""
        return Note.parse(self.get("checkpoint").decode())

    @property
    def head(self) -> Checkpoint:
        """The same, read."""
        return Checkpoint.parse(self.note.text)

    def entries(self) -> Sequence[Entry]:
        """Every entry under the newest head."""
        return [parse(content) for content in self.contents()]

    def contents(self) -> Sequence[bytes]:
        """Their bytes."""
        bundles = [tile for tile in tiles_of(self.head.size) if tile.level is None]
        return [entry for tile in bundles for entry in from_bundle(self.get(f"tile/{tile.path}"))]

    def register(self) -> Register:
        """What they add up to."""
        return replayed(self.entries())

    def tile(self, tile: Tile) -> bytes:
        """One tile."""
        return self.get(f"tile/{tile.path}")

    def write(self, folder: Path) -> Path:
        """Every file, as a mirror has them."""
        for tile in tiles_of(self.head.size):
            _write(folder / "tile" / tile.path, self.tile(tile))
        for name in ("checkpoint", "vkey", "policy"):
            _write(folder / name, self.get(name))
        return folder


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
