"""Mailed links that do not open: wrong, changed, too old, for something else. All of them are one page (F4, F8)."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State
from app.domain.statements.models import Statement
from app.extensions import READER, db
from app.links import Purpose, sign
from tests.factories import an_endorsement
from tests.page import Browser
from tests.signatories import endorse

ENDPOINTS = {"own": "", "confirm": "/confirm", "amend": "/amend", "withdraw": "/withdraw"}


def without_tokens(body: bytes) -> bytes:
    return re.sub(rb'name="csrf_token"[^>]*>', b"", body)


def link_for(app: Flask, purpose: Purpose, endorsement: Endorsement, version: int | None = None) -> str:
    own = endorsement.version if purpose is Purpose.CONFIRM else endorsement.link_version
    with app.app_context():
        return sign(purpose, endorsement.public_id, own if version is None else version)


def test_f4_every_purpose_opens_its_own_pages_only(app: Flask, reader: Browser, appeal: Statement, write: Any) -> None:
    with write() as session:
        endorsement = an_endorsement(session, appeal, state=State.UNCONFIRMED)
    for purpose in Purpose:
        link = link_for(app, purpose, endorsement)
        for name, rest in ENDPOINTS.items():
            opens = purpose is (Purpose.CONFIRM if name == "confirm" else Purpose.MANAGE)
            page = reader.visit(f"/en/endorsements/{link}{rest}", status=200 if opens else 404)
            assert (page.h1 == "This link does not open") is not opens


def test_all_dead_links_are_the_same_page(
    clock: Any, app: Flask, reader: Browser, appeal: Statement, write: Any
) -> None:
    with write() as session:
        alive = an_endorsement(session, appeal, state=State.UNCONFIRMED)
        gone = an_endorsement(session, appeal, state=State.WITHDRAWN)
        pending = an_endorsement(session, appeal, state=State.PENDING)
    old = link_for(app, Purpose.CONFIRM, alive)
    clock.shift(timedelta(days=7, seconds=1))
    dead = {
        "expired": old,
        "other purpose": link_for(app, Purpose.MANAGE, alive),
        "superseded": link_for(app, Purpose.CONFIRM, alive, version=99),
        "withdrawn": link_for(app, Purpose.CONFIRM, gone),
        "never the one that signed": link_for(app, Purpose.CONFIRM, pending),
        "unknown": sign_unknown(app),
        "nonsense": "x",
        "long": "x" * 3000,
        "foreign": "ü",
    }
    pages = {name: reader.visit(f"/en/endorsements/{link}/confirm", status=404) for name, link in dead.items()}
    assert len({without_tokens(page.body) for page in pages.values()}) == 1
    assert pages["expired"].headers["Cache-Control"] == "no-store"


def sign_unknown(app: Flask) -> str:
    with app.app_context():
        return sign(Purpose.CONFIRM, "2222222222222222", 1)


def test_a_dead_link_offers_a_new_one(reader: Browser, appeal: Statement, sent: Any) -> None:
    endorse(reader, "appeal", email="levon@asparez.am")
    lost = sent[-1].link
    page = reader.visit("/en/endorsements/old", status=404).submit({"email": "levon@asparez.am"})
    assert page.path == "/en/endorsements/?sent=1"
    assert reader.visit(sent[-1].link).h1 == "Sign the statement"
    reader.visit(lost, status=404)


def test_f4_links_live_for_seven_days_to_the_second(
    clock: Any, app: Flask, reader: Browser, appeal: Statement, write: Any
) -> None:
    with write() as session:
        endorsement = an_endorsement(session, appeal)
    link = link_for(app, Purpose.MANAGE, endorsement)
    clock.shift(timedelta(days=7))
    reader.visit(f"/en/endorsements/{link}")
    clock.shift(timedelta(seconds=1))
    reader.visit(f"/en/endorsements/{link}", status=404)


def test_f4_a_link_with_any_bit_changed_does_not_open(app: Flask, appeal: Statement, write: Any) -> None:
    with write() as session:
        endorsement = an_endorsement(session, appeal)
    link = link_for(app, Purpose.MANAGE, endorsement).encode()
    client, tried = app.test_client(), 0
    for place in range(len(link)):
        for bit in range(7):
            changed = bytearray(link)
            changed[place] ^= 1 << bit
            if not re.fullmatch(rb"[A-Za-z0-9._~-]+", bytes(changed)):
                continue
            with client.get(f"/en/endorsements/{changed.decode()}", base_url="https://sign.example.org") as response:
                assert response.status_code == 404, changed
            tried += 1
    assert tried > 250


def test_f4_no_link_is_in_the_database_or_the_log(
    app: Flask, reader: Browser, appeal: Statement, sent: Any, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(5):
        endorse(reader, "appeal")
    for mail in sent:
        reader.visit(mail.link)
    tokens = [mail.link.split("/")[-2] for mail in sent]
    with app.app_context(), db.engines[READER].connect() as connection:
        tables = sa.inspect(connection).get_table_names()
        dump = "\n".join(
            str(row) for table in tables for row in connection.execute(sa.text(f'SELECT * FROM "{table}"')).all()
        )
    assert "levon" in dump or "anahit" in dump
    assert not any(token in dump or token.rpartition(".")[2] in dump for token in tokens)
    assert not any(token in caplog.text for token in tokens)


def test_a_link_says_nothing_to_other_sites_and_is_never_kept(
    app: Flask, reader: Browser, appeal: Statement, write: Any
) -> None:
    with write() as session:
        endorsement = an_endorsement(session, appeal)
    page = reader.visit(f"/en/endorsements/{link_for(app, Purpose.MANAGE, endorsement)}")
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "sign.example.org.evil.example"},
        {"Host": "evil.example:443"},
        {"X-Forwarded-Host": "evil.example"},
        {"X-Forwarded-Proto": "http"},
        {"X-Forwarded-Port": "81"},
        {"X-Forwarded-Prefix": "/evil"},
        {"Forwarded": "host=evil.example;proto=http"},
        {"X-Original-Host": "evil.example"},
        {"X-Host": "evil.example"},
        {"X-Rewrite-URL": "/evil"},
        {"Host": "sign.example.org:8080"},
    ],
    ids=str,
)
def test_f8_no_header_turns_a_mailed_link_elsewhere(
    app: Flask, reader: Browser, appeal: Statement, sent: Any, headers: dict[str, str]
) -> None:
    form = reader.visit("/en/statements/appeal/endorse").form("organisation")
    data = dict(
        form.filled(
            {
                "organisation": "Forum",
                "country": "AM",
                "representative": "A",
                "position": "B",
                "email": "a@forum.example.org",
                "privacy": True,
            },
            None,
        )
    )
    with reader.client.post(form.action, data=data, base_url=reader.base_url, headers=headers) as response:
        assert response.status_code in (303, 400)
        assert "evil" not in response.headers.get("Location", "")
        assert response.status_code == 400 or len(sent) == 1
    for mail in sent:
        assert all(link.startswith("https://sign.example.org/") for link in mail.links)
        assert "evil" not in mail.text + mail.html
