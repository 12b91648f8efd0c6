"""Block lists and care: from the desk, without telling anybody, and with a way back."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.domain.blocks import Block
from app.domain.endorsements.models import Endorsement
from app.domain.statements.models import Statement
from tests.page import Browser, Page
from tests.signatories import endorse

PAGE = "/moderation/protection"


def block(moderator: Browser, kind: str, value: str, *, status: int = 200, **changes: Any) -> Page:
    form = {"kind": kind, "value": value, "note": "a flood on Sunday"} | changes
    return moderator.visit(PAGE).submit(form, button="Block", status=status)


def number(read: Any) -> int:
    with read() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Endorsement))


def masked(page: Page) -> str:
    return page.text


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("address", "Troll+7@Evil.example"),
        ("domain", "evil.example"),
        ("domain", "EVIL.example"),
        ("domain", "someone@evil.example"),
    ],
)
def test_what_is_blocked_is_not_taken_and_nobody_is_told(
    reader: Browser, moderator: Browser, appeal: Statement, read: Any, sent: Any, kind: str, value: str
) -> None:
    before = endorse(reader, "appeal", email="anahit@example.org")
    block(moderator, kind, value)
    after = endorse(reader, "appeal", email="troll@evil.example")
    assert (after.status, after.path, after.source) == (before.status, before.path, before.source)
    assert number(read) == 1
    assert sent.to("troll@evil.example") == []
    assert "kept out 1 time" in moderator.visit(PAGE).text


def test_a_domain_is_blocked_with_what_is_under_it_and_not_with_what_ends_alike(
    reader: Browser, moderator: Browser, appeal: Statement, read: Any
) -> None:
    block(moderator, "domain", "evil.example")
    endorse(reader, "appeal", email="a@mail.evil.example")
    assert number(read) == 0
    endorse(reader, "appeal", email="a@notevil.example")
    assert number(read) == 1


@pytest.mark.parametrize(
    ("network", "inside", "outside"),
    [
        ("203.0.113.7", "203.0.113.7", "203.0.113.8"),
        ("203.0.113.99/24", "203.0.113.200", "203.0.114.1"),
        ("203.0.113.0/24", "::ffff:203.0.113.5", "198.51.100.1"),
        ("2001:db8:1::/48", "2001:db8:1:ffff::1", "2001:db8:2::1"),
    ],
)
def test_a_network_is_blocked_to_its_edges(
    app: Flask, moderator: Browser, appeal: Statement, read: Any, network: str, inside: str, outside: str
) -> None:
    block(moderator, "network", network)
    endorse(Browser(app, REMOTE_ADDR=inside), "appeal")
    assert number(read) == 0
    endorse(Browser(app, REMOTE_ADDR=outside), "appeal")
    assert number(read) == 1


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("address", "no address", "e-mail"),
        ("address", "", "Write what shall be blocked."),
        ("domain", "gmail.com", "Anybody can have an address there"),
        ("domain", "org", ""),
        ("domain", "co.uk", "no single owner"),
        ("domain", "github.io", "no single owner"),
        ("network", "everybody", "203.0.113.0/24"),
        ("network", "127.0.0.1", "proxy or by Tor"),
        ("network", "10.0.0.0/8", "proxy or by Tor"),
        ("network", "0.0.0.0/0", "proxy or by Tor"),
        ("network", "203.0.0.0/8", "too large"),
        ("network", "2001::/16", "too large"),
        ("nonsense", "evil.example", ""),
    ],
)
def test_what_would_keep_out_the_innocent_is_explained_and_kept(
    moderator: Browser, read: Any, kind: str, value: str, said: str
) -> None:
    page = moderator.visit(PAGE).submit(
        {"value": value, "note": "a flood"}, button="Block", tamper={"kind": kind}, status=400
    )
    assert any(said in error for error in page.errors)
    assert ("value", value) in page.form("value", "note").filled({}, None)
    with read() as session:
        assert session.scalars(sa.select(Block)).all() == []


def test_an_address_is_kept_as_a_hash_and_a_hint(moderator: Browser, read: Any, tags: Any) -> None:
    page = block(moderator, "address", "anahit@example.org")
    assert "an…@example.org" in page.text
    with read() as session:
        stored = [str(value) for row in session.execute(sa.select(Block.__table__)) for value in row]
    assert not [value for value in stored if "anahit" in value]
    assert tags()[-1] == "block:added"


def test_blocked_twice_it_stands_there_once_and_can_be_lifted(
    reader: Browser, moderator: Browser, appeal: Statement, read: Any
) -> None:
    block(moderator, "domain", "evil.example")
    page = block(moderator, "domain", "evil.example")
    assert page.text.count("evil.example") == 2  # once to read, once for who cannot see which button this is
    lifted = page.submit(button="Lift evil.example")
    assert "Nothing is blocked." in lifted.text
    endorse(reader, "appeal", email="a@evil.example")
    assert number(read) == 1


def test_the_page_of_an_endorsement_leads_there_with_the_address_filled_in(moderator: Browser, waiting: Any) -> None:
    public_id = waiting(email="troll@evil.example")
    shown = moderator.visit(f"/moderation/endorsements/{public_id}")
    assert "troll" not in shown.link("Block this address")
    assert ("value", "troll@evil.example") in shown.follow("Block this address").form("value").filled({}, None)
    domain = shown.follow("Block its domain").form("value").filled({}, None)
    assert ("kind", "domain") in domain
    assert ("value", "evil.example") in domain


def test_an_editor_says_that_a_statement_is_under_attack_and_that_it_is_over(
    reader: Browser, moderator: Browser, editor: Browser, appeal: Statement, tags: Any
) -> None:
    assert "It is under attack" not in moderator.visit(PAGE).text
    page = editor.visit(PAGE).submit(button="It is under attack")
    assert reader.visit("/en/statements/appeal/endorse").all(".//input[@data-challenge]")
    page.submit(button="The attack is over")
    assert not reader.visit("/en/statements/appeal/endorse").all(".//input[@data-challenge]")
    assert tags()[-2:] == ["statement:careful", "statement:careful_ended"]


def test_pressed_twice_it_is_said_once(editor: Browser, appeal: Statement, tags: Any) -> None:
    page = editor.visit(PAGE)
    page.submit(button="It is under attack")
    page.submit(button="It is under attack")
    assert tags().count("statement:careful") == 1
