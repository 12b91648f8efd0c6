"""Documents and deliveries without making them: files with these bytes, named as the maker would name them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from app.database import writing
from app.documents import delivering
from app.documents.contents import contents
from app.documents.making import look, reading
from app.documents.pack import Moment
from app.documents.tidying import the_shelf
from app.domain.deliveries.operations import deliver
from app.domain.events.operations import Actor


def put_on_the_shelf(slug: str, locale: str, kind: str, content: bytes = b"a document") -> Path:
    """Keep this as the newest document of that statement; inside an application context."""
    with reading() as session:
        shown = contents(session, slug, at=datetime.now(UTC))
    shelf = the_shelf()
    return shelf.keep(shown, locale, kind, look(locale), content)


def a_pack(slug: str, content: bytes = b"a pack") -> str:
    """The public id of a pack that an editor asked for and the maker made; inside an application context."""
    at = datetime.now(UTC)
    with writing() as session:
        delivery = deliver(session, slug, by=Actor.moderator(1), at=at)
    with reading() as session:
        shown = contents(session, slug, at=at)
    delivering.write_down(delivery, Moment(shown, {}, {}), content)
    return delivery.public_id
