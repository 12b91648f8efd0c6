"""The pack of a delivery: everything of one moment in one ZIP, the same bytes for the same moment."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from flask import current_app
from sqlalchemy.orm import Session

from app.documents.contents import Contents, contents
from app.documents.statement import document
from app.domain.statements.digest import manifest
from app.domain.statements.queries import published_revisions
from app.domain.statements.snapshot import snapshot
from app.domain.text.collation import collation_of
from app.exports.register import VERSION, told, write_register_json, write_register_table
from app.exports.tables import Format
from app.mail.addresses import absolute_url
from app.mail.compose import speaking
from app.signing.ledger import origin

SUMS, README = "SHA256SUMS", "README.txt"
_READABLE = 0o644 << 16


@dataclass(frozen=True)
class Moment:
    """What goes into a pack, all read in one transaction."""

    facts: Contents
    sorted_for: Mapping[str, Contents]  # the same, in the order of the readers of each language of the site
    files: Mapping[str, bytes]  # by name: the texts and the data


def moment(session: Session, slug: str, *, at: datetime) -> Moment:
    """Read everything that a pack of this statement needs. Raises NotFound."""
    facts = contents(session, slug, at=at)
    orders = {locale: collation_of(locale) for locale in current_app.config["LOCALES"]}
    sorted_in = {order: contents(session, slug, at=at, collation=order) for order in set(orders.values())}
    sorted_for = {locale: sorted_in[order] for locale, order in orders.items()}
    return Moment(facts, sorted_for, dict([*_texts(session, facts), *_data(session, facts)]))


def pack(frozen: Moment) -> bytes:
    """The ZIP: a document for each language of the site, the texts, the register as data, and a digest for each."""
    files = dict(frozen.files)
    for locale, shown in frozen.sorted_for.items():
        files[f"statement.{locale}.pdf"] = document(shown, locale)
    files[README] = (_read_me(frozen.facts) + "\n").encode()
    listed = "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    return _zipped(_folder(frozen.facts), {**files, SUMS: listed.encode()}, frozen.facts.at)


def _texts(session: Session, shown: Contents) -> Iterator[tuple[str, bytes]]:
    """Every revision that somebody may have signed, byte for byte what its digest covers."""
    for revision in published_revisions(session, shown.statement.id):
        texts = {text.language: text.file for text in revision.texts}
        for language, content in texts.items():
            yield f"text/revision-{revision.number}/{language}.md", content
        listed = manifest(shown.statement.slug, revision.number, texts)
        yield f"text/revision-{revision.number}/manifest.json", listed


def _data(session: Session, shown: Contents) -> Iterator[tuple[str, bytes]]:
    about = told(
        session,
        shown.statement,
        shown.revision,
        snapshot(session, shown.statement.slug, at=shown.at),
        page_url=absolute_url("statement.show", locale=current_app.config["LOCALES"][0], slug=shown.statement.slug),
        schema_url=absolute_url("data.schema", version=VERSION),
        ledger=origin(),
    )
    table, json = io.BytesIO(), io.BytesIO()
    write_register_table(table, Format.CSV, session, about)
    write_register_json(json, session, about)
    yield "signatories.csv", table.getvalue()
    yield "signatories.json", json.getvalue()


def _read_me(shown: Contents) -> str:
    """In the language of the text where the site speaks it."""
    locales = current_app.config["LOCALES"]
    locale = shown.statement.language if shown.statement.language in locales else locales[0]
    with speaking(locale):
        return current_app.jinja_env.get_template("print/read_me.txt").render(
            shown=shown,
            text=shown.revision.text_in(locale),
            site_name=current_app.config["SITE_NAME"],
            page_url=absolute_url("statement.show", locale=locale, slug=shown.statement.slug),
            check_url=absolute_url("statement.revisions", locale=locale, slug=shown.statement.slug),
        )


def _folder(shown: Contents) -> str:
    return f"{shown.statement.slug}-revision-{shown.revision.number}-{shown.at.astimezone(UTC):%Y-%m-%dT%H%M%SZ}"


def _zipped(folder: str, files: Mapping[str, bytes], at: datetime) -> bytes:
    """Names in order, one date, one way to compress: nothing of the machine is in it."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{name}", at.astimezone(UTC).timetuple()[:6])
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, _READABLE
            archive.writestr(entry, files[name])
    return written.getvalue()
