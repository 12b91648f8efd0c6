"""The public register as files, and the schema of its JSON.

A file of usual size is kept like a page. That of a very long register is in no worker's memory: it is written to the
disk for whoever asks, where it has no name and is gone once it was sent; its ETag is remembered, so that asking again
is cheap.
"""

from __future__ import annotations

import gzip
import json
import shutil
from functools import cache, partial
from hashlib import file_digest
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO

from flask import Response, abort, current_app, request, url_for
from werkzeug.datastructures import Headers
from werkzeug.wsgi import FileWrapper

from app.domain.endorsements.queries import register_count
from app.domain.statements.queries import current_revision, published
from app.domain.statements.snapshot import Snapshot, snapshot
from app.exports.register import SCHEMA, VERSION, Told, told, write_register_json, write_register_table
from app.exports.tables import Format
from app.extensions import db
from app.signing.ledger import origin as ledger_origin
from app.web.caching import (
    Kept,
    answer,
    as_kept,
    is_known,
    kept_fact,
    known_fact,
    not_modified,
    statement_page,
    wants_zip,
)
from app.web.data.blueprint import bp
from app.web.work import now

JSON = "application/json; charset=utf-8"
SCHEMA_JSON = "application/schema+json; charset=utf-8"
MOST_IN_MEMORY = 1000  # signatories


@bp.get("/statements/<slug>/signatories.<any(json,csv,xlsx):kind>")
def signatories(slug: str, kind: str) -> Response:
    """Who stands behind the statement, as data that any page may read."""
    seen = snapshot(db.session(), slug, at=now())
    if kept_fact(("register fits", seen), partial(_fits, seen)):
        response = statement_page(slug, seen, (kind,), partial(_in_memory, slug, seen, kind), kind=_media_type(kind))
    else:
        response = _on_disk(slug, seen, kind)
    if response.status_code == 200:
        how = "inline" if kind == "json" else "attachment"
        response.headers["Content-Disposition"] = f"{how}; filename={slug}-signatories.{kind}"
    return response


@bp.get("/schemas/signatories-v<int:version>.json")
def schema(version: int) -> Response:
    """What the JSON holds (JSON Schema, draft 2020-12)."""
    if version != VERSION:
        abort(404)
    return answer(_schema(_schema_url()), kind=SCHEMA_JSON)


def _told(slug: str, seen: Snapshot) -> Told:
    statement = published(db.session(), slug)
    revision = current_revision(db.session(), statement.id)
    locales = current_app.config["LOCALES"]
    language = statement.language if statement.language in locales else locales[0]
    page = current_app.config["BASE_URL"] + url_for("statement.show", locale=language, slug=slug)
    return told(
        db.session(), statement, revision, seen, page_url=page, schema_url=_schema_url(), ledger=ledger_origin()
    )


def _fits(seen: Snapshot) -> bool:
    return register_count(db.session(), seen.version.statement_id).organisations <= MOST_IN_MEMORY


def _write(file: IO[bytes], slug: str, seen: Snapshot, kind: str) -> None:
    about = _told(slug, seen)
    if kind == "json":
        write_register_json(file, db.session(), about)
    else:
        write_register_table(file, Format(kind), db.session(), about)


def _in_memory(slug: str, seen: Snapshot, kind: str) -> bytes:
    file = BytesIO()
    _write(file, slug, seen, kind)
    return file.getvalue()


def _on_disk(slug: str, seen: Snapshot, kind: str) -> Response:
    key, zips = ("tag of the register", kind, seen), wants_zip(request.environ) and kind != Format.XLSX
    tag = known_fact(key)
    if tag is not None and is_known(request.environ, tag):
        return not_modified(_names(tag, zips))
    file: IO[bytes] = TemporaryFile()  # noqa: SIM115  # the answer closes it once it is sent
    _write(file, slug, seen, kind)
    file.seek(0)
    tag = kept_fact(key, lambda: file_digest(file, "sha256").hexdigest()[:32])  # type: ignore[arg-type]  # it is one
    if is_known(request.environ, tag):
        file.close()
        return not_modified(_names(tag, zips))
    if zips:
        file = _zipped(file)
    length = file.seek(0, 2)
    file.seek(0)
    response = Response(FileWrapper(file, 65536), headers=_names(tag, zips), direct_passthrough=True)
    response.headers["Content-Type"] = _media_type(kind)
    response.headers["Content-Length"] = str(length)
    if zips:
        response.headers["Content-Encoding"] = "gzip"
    return response


def _zipped(file: IO[bytes]) -> IO[bytes]:
    zipped: IO[bytes] = TemporaryFile()  # noqa: SIM115  # as above
    file.seek(0)
    with file, gzip.GzipFile(fileobj=zipped, mode="wb", compresslevel=6, mtime=0) as writer:
        shutil.copyfileobj(file, writer)
    return zipped


def _names(tag: str, zips: bool) -> Headers:
    return Headers({"ETag": f'"{tag}-gzip"' if zips else f'"{tag}"', "Vary": "Accept-Encoding"})


def _media_type(kind: str) -> str:
    return JSON if kind == "json" else Format(kind).mimetype


def _schema_url() -> str:
    return str(current_app.config["BASE_URL"]) + url_for("data.schema", version=VERSION)


@cache
def _schema(address: str) -> Kept:
    """The schema as it is published: named by its own address."""
    content = json.loads(SCHEMA.read_text()) | {"$id": address}
    return as_kept((json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode())
