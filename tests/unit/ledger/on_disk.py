"""A ledger as files, with lists and receipts, for the verifier that shares no code with the site."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from app.domain.ledger import commitments
from app.domain.ledger.entries import Entry, Kind
from app.domain.ledger.merkle import Tree, leaf_hash
from app.domain.ledger.notes import Checkpoint, Note, sign, verifier_of
from app.domain.ledger.policy import written
from app.domain.ledger.receipts import Receipt
from app.domain.ledger.tiles import bundle, tiles_of
from tests.unit.ledger.signing import DAY, KEY, ORIGIN, X, facts, salt
from tools import undersigned_verify

Y = "cd" * 32


@dataclass
class Files:
    """Entries, what opens them, and where they are written."""

    folder: Path
    entries: list[bytes]
    shown: dict[int, tuple[int, int]]  # the entry with the commitment: number of the organisation, revision

    @classmethod
    def make(cls, folder: Path, size: int = 300) -> Files:
        """Endorsements under two revisions; some corrected, moved to the second or removed."""
        entries = [Entry(kind=Kind.STATEMENT, day=DAY, slug="joint", number=1, digest=X)]
        shown = {}
        while len(entries) < max(size - 4, 5):
            number = len(entries)
            shown[number] = number, 1
            committed = commitments.commitment(salt(number), facts(number))
            entries.append(Entry(kind=Kind.ENDORSE, day=DAY, slug="joint", digest=X, commitment=committed))
        entries.append(Entry(kind=Kind.STATEMENT, day=DAY, slug="joint", number=2, digest=Y))
        entries.append(Entry(kind=Kind.REMOVE, day=DAY, ref=2))
        entries.append(Entry(kind=Kind.REBIND, day=DAY, ref=3, digest=Y))
        place = len(entries)
        entries.append(
            Entry(kind=Kind.AMEND, day=DAY, ref=4, commitment=commitments.commitment(salt(place), facts(place)))
        )
        del shown[2], shown[4]
        shown[3], shown[place] = (3, 2), (place, 1)
        return cls(folder, [entry.encode() for entry in entries], shown)

    @property
    def tree(self) -> Tree:
        hashes = [leaf_hash(entry) for entry in self.entries]
        return Tree(lambda start, stop: hashes[start:stop])

    def note(self, size: int | None = None, key: Any = KEY, origin: str = ORIGIN) -> Note:
        size = size or len(self.entries)
        text = Checkpoint(origin, size, self.tree.root(size)).text
        return Note(text, (sign(text, origin, key),))

    def write(self, note: Note | None = None) -> Files:
        """The folder as a mirror has it."""
        tree, size = self.tree, len(self.entries)
        for tile in tiles_of(size):
            path = self.folder / "tile" / tile.path
            path.parent.mkdir(parents=True, exist_ok=True)
            if tile.level is None:
                path.write_bytes(bundle(self.entries[tile.first : tile.first + tile.width]))
            else:
                path.write_bytes(b"".join(tree.tile(tile.level, tile.number, tile.width)))
        (self.folder / "checkpoint").write_text(str(note or self.note()))
        (self.folder / "policy").write_text(written([verifier_of(ORIGIN, KEY)]))
        return self

    def listing(self, **changes: Any) -> dict[str, Any]:
        """signatories.json, as far as it matters here."""
        rows = [
            {
                "name": facts(number)["name"],
                "country": "AM",
                "website": None,
                "revision": revision,
                "ledger": {"index": index, "payload": facts(number), "salt": salt(number).hex()},
            }
            for index, (number, revision) in self.shown.items()
        ]
        about = {"origin": ORIGIN, "undisclosed": 0}
        return {"statement": {"slug": "joint"}, "ledger": about, "signatories": rows} | changes

    def list_file(self, listing: dict[str, Any] | None = None) -> str:
        path = self.folder / "signatories.json"
        path.write_text(json.dumps(listing or self.listing(), ensure_ascii=False))
        return str(path)

    def receipt(self, index: int = 5, size: int | None = None, **changes: Any) -> str:
        size = size or len(self.entries)
        proof = tuple(self.tree.inclusion(index, size))
        made = Receipt(index, self.entries[index], facts(index), salt(index), proof, self.note(size))
        return self.file("receipt.tlog-proof", replace(made, **changes).encode())

    def file(self, name: str, content: str | bytes) -> str:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    @property
    def policy(self) -> str:
        return str(self.folder / "policy")


def verify(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """How the verifier ends, and what it says."""
    code = undersigned_verify.main(list(map(str, arguments)))
    told = capsys.readouterr()
    return code, told.out + told.err
