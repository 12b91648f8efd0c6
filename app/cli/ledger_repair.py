"""`flask ledger verify` and `rebuild`: what is wrong with the ledger, and leaves brought back from published files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import sqlalchemy as sa
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from app.database import writing
from app.domain.endorsements.on_ledger import listed_ids, what_is_shown
from app.domain.ledger.entries import parse
from app.domain.ledger.merkle import Tree, leaf_hash
from app.domain.ledger.models import LedgerCheckpoint, LedgerErasure, LedgerLeaf, LedgerListing, LedgerOpening
from app.domain.ledger.notes import Checkpoint, Note
from app.domain.ledger.policy import Policy, written
from app.domain.ledger.queries import hashes, known_keys, openings, size_of
from app.domain.ledger.rebuilding import bring_back
from app.domain.ledger.replay import Register
from app.domain.ledger.strict import Malformed
from app.domain.ledger.tiles import Tile, from_bundle
from app.extensions import db
from app.signing.ledger import head_file, tree

MOST_NAMED = 20


@click.command()
@with_appcontext
def verify() -> None:
    """Check every leaf, every head and the registers against each other, and say exactly what is wrong."""
    session = db.session()
    register, wrong = _leaves(session)
    wrong += [*_heads(session), *_openings(session), *_registers(session, register)]
    for line in wrong[:MOST_NAMED]:
        click.echo(line, err=True)
    if wrong:
        raise click.ClickException(f"The ledger is not in order: {len(wrong)} faults.")
    click.echo(f"In order: {register.size} leaves, {len(register.listed)} organisations listed")


def _leaves(session: Session) -> tuple[Register, list[str]]:
    """The register that the leaves add up to, as far as they do."""
    register = Register()
    wrong: list[str] = []
    rows = session.execute(sa.select(LedgerLeaf.idx, LedgerLeaf.entry, LedgerLeaf.hash).order_by(LedgerLeaf.idx))
    for place, (idx, entry, stored) in enumerate(rows.yield_per(1000)):
        if idx != place:
            return register, [*wrong, f"leaf {place} is missing"]
        if leaf_hash(entry) != stored:
            wrong.append(f"leaf {idx}: its hash is not that of its entry")
        try:
            register.take(parse(entry))
        except Malformed as error:
            register.size += 1
            wrong.append(str(error) if str(error).startswith("leaf") else f"leaf {idx}: {error}")
    return register, wrong


def _heads(session: Session) -> Iterator[str]:
    """Every head that was signed must still be true, the last one that this site remembers above all."""
    size, keys = size_of(session), known_keys(session)
    policy = Policy.parse(written(keys))
    leaves = Tree(lambda start, stop: hashes(session, start, stop))
    notes = [Note.parse(one) for one in session.scalars(sa.select(LedgerCheckpoint.note))]
    last = head_file().read()
    for note in [*notes, *([last] if last else [])]:
        head = Checkpoint.parse(note.text)
        try:
            policy.accept(note)
        except Malformed as error:
            yield f"head of {head.size} leaves: {error}"
        if head.size > size:
            yield f"head of {head.size} leaves: there are only {size}"
        elif leaves.root(head.size) != head.root:
            yield f"head of {head.size} leaves: the leaves have another root"


def _openings(session: Session) -> Iterator[str]:
    """What was erased must not open any more."""
    back = sa.select(LedgerOpening.idx).join(LedgerErasure, LedgerErasure.idx == LedgerOpening.idx)
    for idx in session.scalars(back):
        yield f"leaf {idx}: it was erased, and what opens it is here again"


def _registers(session: Session, register: Register) -> Iterator[str]:
    """The pages must show what the leaves leave standing, no more and no less."""
    kept = {one.leaf: one for one in session.scalars(sa.select(LedgerListing))}
    for leaf, one in register.listed.items():
        row = kept.get(leaf)
        if row is None or (row.opening, row.digest, row.slug) != (one.opening, one.digest, one.slug):
            yield f"leaf {leaf}: it lists an organisation of {one.slug}, and the database says otherwise"
        elif row.endorsement_id is None:
            yield f"leaf {leaf}: it lists an organisation of {one.slug} that is not in the database"
    for leaf in kept.keys() - register.listed.keys():
        yield f"leaf {leaf}: it lists nobody, and the database says otherwise"
    ids = listed_ids(session)
    by_endorsement = {row.endorsement_id: row for row in kept.values()}
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        opened = openings(session, some)
        for shown in what_is_shown(session, some):
            row, opening = by_endorsement.get(shown.endorsement_id), opened.get(shown.endorsement_id)
            if row is None:
                yield f"{shown.payload['name']} ({shown.slug}) is on the register and on no leaf"
            elif opening is None or row.digest != shown.payload["x"] or not _same(opening.payload, shown.payload):
                yield f"leaf {row.opening}: {shown.payload['name']} ({shown.slug}) is shown otherwise"
            by_endorsement.pop(shown.endorsement_id, None)
    for endorsement_id, row in by_endorsement.items():
        if endorsement_id is not None:
            yield f"leaf {row.leaf}: it lists an organisation of {row.slug} that the register does not show"


def _same(one: dict[str, object], other: dict[str, object]) -> bool:
    return all(one[key] == other[key] for key in ("name", "country", "url"))


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@with_appcontext
def rebuild(folder: Path) -> None:
    """Bring back the leaves that this database lacks from FOLDER: the published files below `/ledger/`."""
    try:
        note = Note.parse((folder / "checkpoint").read_text("utf-8"))
        head = Checkpoint.parse(note.text)
        published = list(_published(folder, head.size))
        with writing() as session:
            keys = known_keys(session)
            if keys:
                Policy.parse(written(keys)).accept(note)
            number = bring_back(session, published, head)
            if session.get(LedgerCheckpoint, head.size) is None:
                session.add(LedgerCheckpoint(size=head.size, note=str(note)))
    except (Malformed, OSError) as error:
        raise click.ClickException(f"Nothing was brought back: {error}") from None
    with tree() as leaves:
        leaves.forget()
    click.echo(f"{number} leaves brought back, {head.size} in all: now flask ledger verify says what they contradict")


def _published(folder: Path, size: int) -> Iterator[bytes]:
    """The entries of every bundle. Raises Malformed, OSError."""
    for start in range(0, size, 256):
        tile = Tile(None, start // 256, min(256, size - start))
        entries = from_bundle((folder / "tile" / tile.path).read_bytes())
        if len(entries) != tile.width:
            raise Malformed(f"{tile.path} does not hold {tile.width} entries")
        yield from entries
