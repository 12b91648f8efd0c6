"""Documents without making them: a file with these bytes, named as the maker would name it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from app.documents.contents import contents
from app.documents.making import look, reading
from app.documents.tidying import the_shelf


def put_on_the_shelf(slug: str, locale: str, kind: str, content: bytes = b"a document") -> Path:
    """Keep this as the newest document of that statement; inside an application context."""
    with reading() as session:
        shown = contents(session, slug, at=datetime.now(UTC))
    shelf = the_shelf()
    return shelf.keep(shown, locale, kind, look(locale), content)
