"""Removes what must not be kept: documents that are not true any more, packs with somebody in them who was erased."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from flask import current_app
from sqlalchemy.orm import Session

from app.documents.kept import Shelf
from app.domain.deliveries.queries import to_be_forgotten
from app.extensions import READER, db


def the_shelf() -> Shelf:
    """Where this site keeps its documents."""
    return Shelf(Path(current_app.config["DOCUMENTS"]))


def tidy() -> int:
    """Remove them now; what was erased is then in no file of this folder. Returns how many files went."""
    shelf, at = the_shelf(), datetime.now(UTC)
    if not shelf.folder.is_dir():
        return 0
    with Session(db.engines[READER]) as session:
        gone = shelf.tidy(session, at=at)
        for name in to_be_forgotten(session):
            pack = shelf.pack(name)
            gone += pack.exists()
            pack.unlink(missing_ok=True)
    return gone


def clear_leftovers() -> None:
    """Remove half-written files of makers that were killed; for whoever is alone behind the gate."""
    for part in the_shelf().folder.rglob(".*.part"):
        part.unlink(missing_ok=True)
