"""A warm read: a page that was answered a moment ago is answered again before Flask wakes up.

The front remembers, by address, which kept page an answer was and with which headers. Asked again, it puts one question
to the database, whether the statement is still what it was, and answers; in every other case the request goes on.
What it gives was given to anybody before: only public pages without cookies are ever kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask import Flask

from app.domain.statements.snapshot import VERSION_OF_SLUG
from app.extensions import READER, db
from app.web.caching import KNOWN_AS, SOON, KnownAs, Pages, is_known, seconds_left, wants_zip

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
HeaderList = list[tuple[str, str]]

MOST_ADDRESSES = 1024
LONGEST_ADDRESS = 300
_OF_A_BODY = ("content-type", "content-length", "content-encoding")


class Remembered(NamedTuple):
    """An answer that was given: of what it was made, and the headers it had."""

    known_as: KnownAs
    headers: HeaderList
    headers_without_body: HeaderList  # of a 304


class Front:
    """The WSGI application that stands before Flask's."""

    def __init__(self, inner: Application, pages: Pages, engine: sa.Engine) -> None:
        self._inner, self._pages, self._engine = inner, pages, engine
        self._remembered: OrderedDict[tuple[str, ...], Remembered] = OrderedDict()
        compiled = VERSION_OF_SLUG.compile(dialect=engine.dialect)
        self._question, self._named = str(compiled), not compiled.positional

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "GET":
            return self._inner(environ, start_response)
        zips = wants_zip(environ)
        address = (environ.get("HTTP_HOST", ""), environ["PATH_INFO"], environ.get("QUERY_STRING", ""), str(zips))
        remembered = self._remembered.get(address)
        if remembered is None:
            return self._inner(environ, self._remembering(address, environ, start_response))
        page = self._pages.get(remembered.known_as.key)
        if page is None or not self._is_still_true(remembered.known_as):
            self._remembered.pop(address, None)
            return self._inner(environ, self._remembering(address, environ, start_response))
        if is_known(environ, page.tag):
            start_response("304 NOT MODIFIED", list(remembered.headers_without_body))
            return []
        start_response("200 OK", list(remembered.headers))
        return [page.zipped if zips else page.body]

    def _remembering(self, address: tuple[str, ...], environ: Environ, start_response: StartResponse) -> StartResponse:
        """Start the answer that Flask gives, and remember it where it is a whole page that was kept."""

        def started(status: str, headers: HeaderList, *rest: Any) -> Any:
            known_as = environ.get(KNOWN_AS)
            if known_as is not None and status.startswith("200 ") and sum(map(len, address)) <= LONGEST_ADDRESS:
                bare = [(name, value) for name, value in headers if name.lower() not in _OF_A_BODY]
                self._remembered[address] = Remembered(known_as, list(headers), bare)
                while len(self._remembered) > MOST_ADDRESSES:
                    self._remembered.popitem(last=False)
            return start_response(status, headers, *rest)

        return started

    def _is_still_true(self, known_as: KnownAs) -> bool:
        if seconds_left(known_as.seen) < SOON:  # Flask then says for how long it may be kept
            return False
        return self._version_of(known_as.slug) == known_as.seen.version

    def _version_of(self, slug: str) -> tuple[Any, ...] | None:
        """Ask the driver itself: the ORM's ways cost six times what the question does. None where it fails, too:
        then Flask asks again, and knows what to say."""
        try:
            connection = self._engine.raw_connection()
        except (sa.exc.SQLAlchemyError, self._engine.dialect.loaded_dbapi.Error):
            return None
        try:
            cursor = connection.cursor()
            cursor.execute(self._question, {"slug": slug} if self._named else (slug,))
            return cursor.fetchone()
        except self._engine.dialect.loaded_dbapi.Error:
            connection.invalidate()
            return None
        finally:
            connection.close()


def init_warm_reads(app: Flask) -> None:
    """Put the front before the application."""
    with app.app_context():
        engine = db.engines[READER]
    app.wsgi_app = Front(app.wsgi_app, app.extensions["pages"], engine)  # type: ignore[method-assign]  # Flask's own way
