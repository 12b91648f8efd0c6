"""Makes the packs that editors asked for, and writes down what each of them is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256

from flask import Flask

from app.database import writing
from app.documents.kept import write_whole
from app.documents.making import reading
from app.documents.pack import Moment, moment, pack
from app.documents.tidying import clear_leftovers, the_shelf, tidy
from app.domain.deliveries.models import Delivery
from app.domain.deliveries.operations import Frozen, mark_made
from app.domain.deliveries.queries import unmade


def something_waits() -> bool:
    """Whether a delivery is to be made."""
    with reading() as session:
        return bool(unmade(session))


def make_deliveries(app: Flask) -> Iterator[tuple[str, Exception | None]]:
    """Make them, the oldest first, and say of each how it went."""
    with reading() as session:
        waiting = [delivery.public_id for delivery in unmade(session)]
    for name in waiting:
        with the_shelf().alone():
            clear_leftovers()
            error = _deliver(app, name)
        yield name, error


def _deliver(app: Flask, name: str) -> Exception | None:
    try:
        with reading() as session:
            delivery = next((one for one in unmade(session) if one.public_id == name), None)
            if delivery is None:
                return None  # another process made it meanwhile
            frozen = moment(session, delivery.statement.slug, at=_now())
        write_down(delivery, frozen, pack(frozen))
    except Exception as error:  # one pack that cannot be made must not keep the others from it
        app.logger.error("a delivery was not made: %s", type(error).__name__)
        return error
    tidy()  # somebody may have been erased meanwhile
    return None


def write_down(delivery: Delivery, frozen: Moment, content: bytes) -> None:
    """The file first: a record without its file would be a promise that nobody can keep."""
    shown, path = frozen.facts, the_shelf().pack(delivery.public_id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(path, content)
    made = Frozen(
        at=shown.at,
        revision=shown.revision.number,
        register_version=shown.statement.register_version,
        organisations=shown.count.organisations,
        countries=shown.count.countries,
        event_id=shown.event_id,
        sha256=sha256(content).hexdigest(),
        size=len(content),
    )
    with writing() as session:
        mark_made(session, delivery.public_id, made, at=_now())


def _now() -> datetime:
    return datetime.now(UTC)
