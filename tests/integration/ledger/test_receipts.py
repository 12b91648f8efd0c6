"""What a signatory holds in its hands, and what strangers check without us."""

from __future__ import annotations

import json
import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.domain.endorsements.amendments import amend
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.operations import withdraw
from app.domain.endorsements.rebinding import stand_by
from app.domain.endorsements.states import State
from app.domain.events.operations import ADMINISTRATOR, SIGNATORY, Actor
from app.domain.ledger.policy import Policy
from app.domain.ledger.receipts import Receipt
from app.domain.outbox.models import Message, MessageKind
from app.domain.statements.models import RevisionKind, Statement
from app.domain.statements.operations import revise
from app.domain.statements.queries import by_slug
from app.extensions import READER, db
from app.links import Purpose, sign
from app.mail.receipts import is_awaited
from app.web.work import unit_of_work
from tests.factories import a_draft, a_moderator, a_statement, an_endorsement
from tests.integration.ledger.published import Published
from tools import undersigned_verify

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
ADDRESS = "office@union.example"


@pytest.fixture
def listed(app: Flask) -> str:
    """An organisation whose approval was just committed."""
    with app.test_request_context(), unit_of_work() as session:
        statement = a_statement(session, at=AT, slug="appeal")
        a_moderator(session)
        one = an_endorsement(
            session, statement, state=State.APPROVED, at=AT, organisation="Արխիվ", email=ADDRESS, locale="en"
        )
        return one.public_id


def act(app: Flask, public_id: str, do: Any) -> None:
    with app.test_request_context(), unit_of_work() as session:
        do(session, session.scalars(sa.select(Endorsement).where(Endorsement.public_id == public_id)).one())


def attached(mail: Any) -> dict[str, bytes]:
    return {part.get_filename(): part.get_payload(decode=True) for part in mail.email.iter_attachments()}


def test_the_mail_approved_carries_a_receipt_and_a_plain_sheet(
    listed: str, sent: Any, policy: Policy, published: Published
) -> None:
    mail = sent.to(ADDRESS)[-1]
    files = attached(mail)
    assert (mail.kind, sorted(files)) == ("approved", ["appeal-1.tlog-proof", "appeal-1.txt"])
    assert "is attached" in mail.text
    receipt = Receipt.parse(files["appeal-1.tlog-proof"])
    entry, head = receipt.verify(policy)
    assert (entry.slug, head.size, receipt.payload and receipt.payload["name"]) == ("appeal", 2, "Արխիվ")
    sheet = files["appeal-1.txt"].decode()
    assert published.get("vkey").decode().strip() in sheet
    for words in ("Արխիվ", str(entry.digest), "undersigned-verify receipt appeal-1.tlog-proof", "withdraw"):
        assert words in sheet


def test_the_own_page_has_it_too(app: Flask, listed: str, reader: Any, policy: Policy) -> None:
    link = sign_link(app, listed)
    page = reader.visit(f"/en/endorsements/{link}")
    assert "Receipt of entry 1" in page.text
    file = reader.request("GET", f"/en/endorsements/{link}/receipts/1/receipt")
    assert Receipt.parse(file.body).verify(policy)[1].size == 2
    assert "appeal-1.tlog-proof" in file.headers["Content-Disposition"]
    assert "appeal-1.tlog-proof" in reader.request("GET", f"/en/endorsements/{link}/receipts/1/sheet").body.decode()
    reader.request("GET", f"/en/endorsements/{link}/receipts/0/receipt", status=404)


def sign_link(app: Flask, public_id: str) -> str:
    with app.app_context(), Session(db.engines[READER]) as session:
        one = session.scalars(sa.select(Endorsement).where(Endorsement.public_id == public_id)).one()
        return sign(Purpose.MANAGE, one.public_id, one.link_version)


def test_after_a_correction_and_a_newer_text_there_are_new_ones(
    app: Flask, listed: str, sent: Any, reader: Any, policy: Policy
) -> None:
    by = Actor.moderator(1)
    act(
        app,
        listed,
        lambda session, one: amend(
            session, listed, replace(one.details, organisation="Archive"), version=one.version, by=by, at=AT
        ),
    )
    corrected = Receipt.parse(attached(sent.to(ADDRESS)[-1])["appeal-2.tlog-proof"])
    assert corrected.verify(policy)[0].ref == 1
    with app.test_request_context(), unit_of_work() as session:
        draft = a_draft(slug="appeal", issued=by_slug(session, "appeal").issued, body="A newer text.")
        revise(session, draft, kind=RevisionKind.CORRECTION, note="A slip.", by=ADMINISTRATOR, at=AT)
    act(app, listed, lambda session, one: stand_by(session, listed, 2, by=SIGNATORY, at=AT))
    link = sign_link(app, listed)
    moved = reader.request("GET", f"/en/endorsements/{link}/receipts/4/receipt").body
    entry, _ = Receipt.parse(moved).verify(policy)
    assert (entry.kind, entry.ref) == ("rebind", 1)
    assert Receipt.parse(reader.request("GET", f"/en/endorsements/{link}/receipts/2/receipt").body).verify(policy)


def test_a_mail_waits_a_little_for_its_receipt_and_then_goes_without(app: Flask, listed: str, sent: Any) -> None:
    app.config["LEDGER_KEY_FILE"] = ""  # another process has it by now
    with app.test_request_context(), unit_of_work() as session:
        statement = session.scalars(sa.select(Statement)).one()
        an_endorsement(session, statement, state=State.APPROVED, at=AT, email="late@other.example")
    with app.app_context(), Session(db.engines[READER]) as session:
        message = session.scalars(
            sa.select(Message).where(Message.kind == MessageKind.APPROVED).order_by(Message.id.desc())
        ).first()
        assert message is not None
        session.expunge(message)
        waited = []
        for attempts in (1, 2, 3):
            message.attempts = attempts
            waited.append(is_awaited(message, session))
    assert waited == [True, True, False]
    assert attached(sent.to("late@other.example")[-1]) == {}


def test_strangers_check_the_list_and_the_receipts_without_us(
    app: Flask, listed: str, published: Published, sent: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.test_request_context(), unit_of_work() as session:
        statement = session.scalars(sa.select(Statement)).one()
        more = [an_endorsement(session, statement, state=State.APPROVED, at=AT).public_id for _ in range(5)]
    act(app, more[0], lambda session, one: withdraw(session, more[0], at=AT + timedelta(hours=1)))
    folder = published.write(tmp_path / "log")
    (tmp_path / "en.md").write_bytes(of(app, "/statements/appeal/revisions/1/en.md"))
    (tmp_path / "list.json").write_bytes(of(app, "/statements/appeal/signatories.json"))
    (tmp_path / "receipt").write_bytes(attached(sent.to(ADDRESS)[-1])["appeal-1.tlog-proof"])
    policy = str(folder / "policy")
    monkeypatch.setattr(socket, "socket", None)  # nobody is asked
    verify = undersigned_verify.main
    assert verify(["log", str(folder), "--policy", policy, "--known", str(tmp_path / "receipt")]) == 0
    assert verify(["list", str(tmp_path / "list.json"), "--log", str(folder), "--policy", policy]) == 0
    assert verify(["receipt", str(tmp_path / "receipt"), "--policy", policy, "--text", str(tmp_path / "en.md")]) == 0
    told = json.loads((tmp_path / "list.json").read_text())
    assert told["ledger"] == {"origin": "sign.example.org/ledger", "undisclosed": 0}
    assert len(told["signatories"]) == 5


def of(app: Flask, path: str) -> bytes:
    with app.test_client().get(path, base_url="https://sign.example.org") as response:
        return response.data
