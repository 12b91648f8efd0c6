"""What the ledger costs: a leaf and its head at ten leaves and at 100,000, and a stranger's check of the whole."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from flask import Flask
from sqlalchemy.orm import Session

from app.database import writing
from app.domain.endorsements.on_ledger import begin
from app.domain.ledger.appending import append
from app.domain.ledger.entries import Entry, Kind
from app.domain.ledger.policy import written
from app.domain.ledger.queries import entries, known_keys, newest_head, size_of
from app.domain.ledger.tiles import bundle, tiles_of
from app.extensions import READER, db
from app.signing import keys
from app.signing.ledger import key_file, origin, sign_head, tree
from benchmarks.measures import Row

VERIFIER = Path(__file__).parent.parent / "tools" / "undersigned_verify.py"
TIMES = 25


def ledger(small: Flask, large: Flask, folder: Path) -> list[Row]:
    """Appending and signing at both sizes, interleaved; then the offline check of the larger."""
    for app in (small, large):
        _begin(app)
    took: dict[str, list[float]] = {"append ten": [], "append many": [], "sign ten": [], "sign many": []}
    for _ in range(TIMES):
        for name, app in (("ten", small), ("many", large)):
            appended, signed = _one_more(app)
            took[f"append {name}"].append(appended)
            took[f"sign {name}"].append(signed)
    ms = {name: median(found) * 1000 for name, found in took.items()}
    with large.app_context():
        _mirror(folder)
    started = perf_counter()
    subprocess.run([sys.executable, str(VERIFIER), "log", str(folder)], check=True, capture_output=True)
    check = perf_counter() - started
    append_apart, sign_apart = ms["append many"] / ms["append ten"], ms["sign many"] / ms["sign ten"]
    return [
        Row(
            "a leaf committed, at 100,000 to at 10",
            f"{append_apart:.2f} ({ms['append many']:.1f} ms)",
            "≤ 1.50",
            append_apart <= 1.5,
        ),
        Row(
            "its head signed and published, the same",
            f"{sign_apart:.2f} ({ms['sign many']:.1f} ms)",
            "≤ 1.50",
            sign_apart <= 1.5,
        ),
        Row("undersigned-verify log, 100,000 leaves", f"{check:.1f} s", "≤ 5 s", check <= 5),
    ]


def _begin(app: Flask) -> None:
    with app.app_context():
        path = key_file()
        if path is not None and not path.exists():
            keys.make(path, origin())
        with writing() as session:
            begin(session, day=datetime.now(UTC).date())
        sign_head()


def _one_more(app: Flask) -> tuple[float, float]:
    with app.app_context():
        with Session(db.engines[READER]) as session:
            vkey = known_keys(session)[0].vkey
        started = perf_counter()
        with writing() as session:
            append(session, [Entry(kind=Kind.KEY, day=datetime.now(UTC).date(), vkey=vkey)])
        committed = perf_counter()
        sign_head()
        return committed - started, perf_counter() - committed


def _mirror(folder: Path) -> None:
    """The published files."""
    with Session(db.engines[READER]) as session, tree() as leaves:
        for tile in tiles_of(size_of(session)):
            path = folder / "tile" / tile.path
            path.parent.mkdir(parents=True, exist_ok=True)
            if tile.level is None:
                path.write_bytes(bundle(entries(session, tile.first, tile.first + tile.width)))
            else:
                path.write_bytes(b"".join(leaves.tile(tile.level, tile.number, tile.width)))
        (folder / "checkpoint").write_text(str(newest_head(session)))
        (folder / "policy").write_text(written(known_keys(session)))
