"""Documents are made outside requests, and packs with them; what is there already is not made again."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import Any

from flask import Flask

from app.documents import delivering, making
from app.documents.tidying import the_shelf
from app.domain.deliveries.operations import deliver
from app.domain.deliveries.queries import by_public_id
from app.domain.events.operations import Actor
from app.domain.statements.digest import revision_digest
from app.domain.statements.models import Statement
from tests.integration.documents.conftest import AT, LONG
from tests.page import Browser


def test_everything_due_is_made_once_and_served(spoken: Flask, archives: Statement, monkeypatch: Any) -> None:
    monkeypatch.setattr(making, "document", lambda shown, locale: f"%PDF-1.7 {locale}".encode())
    monkeypatch.setattr(making, "share_picture", lambda shown, locale: b"a picture")
    with spoken.app_context():
        made = list(making.make_all(spoken))
        assert [(task.locale, error) for task, error in made] == [(code, None) for code in ("en", "hy", "ar", "fr")]
        assert list(making.make_all(spoken)) == []
    reader = Browser(spoken)
    with reader.client.get("/statements/archives/hy.pdf", base_url=reader.base_url) as answer:
        assert answer.data == b"%PDF-1.7 hy"
        assert answer.headers["Content-Language"] == "hy"
    again = {"If-None-Match": answer.headers["ETag"]}
    with reader.client.get("/statements/archives/hy.pdf", base_url=reader.base_url, headers=again) as answer:
        assert answer.status_code == 304


def test_one_that_cannot_be_made_does_not_keep_the_others(spoken: Flask, archives: Statement, monkeypatch: Any) -> None:
    def broken(shown: Any, locale: str) -> bytes:
        if locale == "hy":
            raise ValueError(LONG)
        return b"made"

    monkeypatch.setattr(making, "document", broken)
    monkeypatch.setattr(making, "share_picture", broken)
    with spoken.app_context():
        failed = {task.locale: type(error) for task, error in making.make_all(spoken) if error}
    assert failed == {"hy": ValueError}


def test_a_pack_holds_everything_of_one_moment_and_checks_itself(
    spoken: Flask, archives: Statement, write: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr("app.documents.pack.document", lambda shown, locale: f"PDF {locale} {shown.at}".encode())
    with write() as session:
        name = deliver(session, "archives", by=Actor.moderator(1), at=AT).public_id
        assert deliver(session, "archives", by=Actor.moderator(1), at=AT).public_id == name  # one is waiting
    with spoken.app_context():
        assert delivering.something_waits()
        assert list(delivering.make_deliveries(spoken)) == [(name, None)]
        assert not delivering.something_waits()
        content = the_shelf().pack(name).read_bytes()
        with making.reading() as session:
            delivery = by_public_id(session, name)
    assert delivery.sha256 == hashlib.sha256(content).hexdigest()
    assert (delivery.revision, delivery.organisations, delivery.size) == (1, 4, len(content))
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    files = {entry.filename.partition("/")[2]: archive.read(entry) for entry in archive.infolist()}
    documents = {f"statement.{locale}.pdf" for locale in ("en", "hy", "ar", "fr")}
    texts = {f"text/revision-1/{name}" for name in ("en.md", "hy.md", "ar.md", "manifest.json")}
    assert set(files) == documents | texts | {"signatories.csv", "signatories.json", "README.txt", "SHA256SUMS"}
    sums = dict(reversed(line.split("  ")) for line in files.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    assert LONG in files["signatories.csv"].decode("utf-8-sig")
    told = json.loads(files["signatories.json"])
    assert told["organisations"] == len(told["signatories"]) == 4
    languages = {code: files[f"text/revision-1/{code}.md"] for code in ("en", "hy", "ar")}
    assert revision_digest("archives", 1, languages) == told["statement"]["digest"]
    assert told["statement"]["digest"] in files["README.txt"].decode()


def test_the_same_moment_packs_to_the_same_bytes(spoken: Flask, archives: Statement, monkeypatch: Any) -> None:
    monkeypatch.setattr("app.documents.pack.document", lambda shown, locale: locale.encode())
    with spoken.app_context():
        packs = []
        for _ in range(2):
            with making.reading() as session:
                frozen = delivering.moment(session, "archives", at=AT)
            packs.append(delivering.pack(frozen))
    assert packs[0] == packs[1]
