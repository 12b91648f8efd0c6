"""A signatory shows that the website's domain is its organisation's: a record, and a button that looks for it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from app import dns_proof
from app.domain.endorsements.states import State
from tests.name_server import name_server, silent, texts
from tests.page import Browser

BUTTON = "I have added it: check now"


def test_the_page_shows_the_record_and_the_button_finds_it(app: Flask, reader: Browser, own: Any) -> None:
    address, public_id = own(State.PENDING, website="https://www.ngo.am/page")
    with app.app_context():
        value = dns_proof.record_value(public_id, "ngo.am")
    page = reader.visit(address)
    assert "_undersigned.ngo.am" in page.text
    assert value in page.text
    with name_server(texts(value)) as server:
        app.config["DNS_RESOLVER"] = (("127.0.0.1", server.port),)
        page = page.submit(button=BUTTON)
    assert "The record was found at ngo.am" in page.text
    assert page.h1 == "Your endorsement"


def test_no_answer_is_said_and_it_can_be_tried_again(
    app: Flask, reader: Browser, own: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dns_proof, "ALL_WITHIN", 0.3)
    address, _ = own(State.APPROVED, website="https://ngo.am")
    with name_server(silent) as server:
        app.config["DNS_RESOLVER"] = (("127.0.0.1", server.port),)
        page = reader.visit(address).submit(button=BUTTON)
        assert "The name server did not answer about ngo.am in time." in page.text
        assert len(server.asked) <= dns_proof.MOST_QUERIES
        page.submit(button=BUTTON)


def test_opening_the_page_asks_nobody(app: Flask, reader: Browser, own: Any) -> None:
    address, _ = own(State.PENDING, website="https://ngo.am")
    with name_server(texts()) as server:
        app.config["DNS_RESOLVER"] = (("127.0.0.1", server.port),)
        reader.visit(address)
        reader.visit(f"{address}/dns", status=405)
        assert server.asked == []


def test_too_often_is_too_often(app: Flask, reader: Browser, own: Any) -> None:
    address, _ = own(State.PENDING, website="https://ngo.am")
    with name_server(texts()) as server:
        app.config["DNS_RESOLVER"] = (("127.0.0.1", server.port),)
        for _ in range(6):
            reader.visit(address).submit(button=BUTTON)
        reader.visit(address).submit(button=BUTTON, status=429)
        assert len(server.asked) == 6


@pytest.mark.parametrize("website", ["", "https://facebook.com/ngo", "https://ngo.narod.ru"])
def test_without_a_domain_of_its_own_nothing_is_offered(reader: Browser, own: Any, website: str) -> None:
    assert "_undersigned" not in reader.visit(own(State.PENDING, website=website)[0]).text


@pytest.mark.parametrize("state", [State.UNCONFIRMED, State.DECLINED, State.WITHDRAWN])
def test_before_it_is_signed_and_after_it_is_over_nothing_is_offered(reader: Browser, own: Any, state: State) -> None:
    assert "_undersigned" not in reader.visit(own(state, website="https://ngo.am")[0]).text


def test_a_wrong_link_causes_no_question(app: Flask, reader: Browser, own: Any) -> None:
    address, _ = own(State.PENDING, website="https://ngo.am")
    page = reader.visit(address)
    data = dict(page.form(button=BUTTON).filled({}, None))
    with name_server(texts()) as server:
        app.config["DNS_RESOLVER"] = (("127.0.0.1", server.port),)
        headers = {"Sec-Fetch-Site": "same-origin", "Origin": reader.base_url}
        reader.request("POST", f"{address[:-2]}xx/dns", data=data, headers=headers, status=404)
        assert server.asked == []


def test_readers_see_how_it_agreed_as_soon_as_it_is_proved(app: Flask, reader: Browser, own: Any) -> None:
    address, public_id = own(State.APPROVED, website="https://ngo.am", email="ngo@gmail.com")
    assert "agreed by confirmed e-mail" in reader.visit("/en/statements/appeal").text
    with app.app_context():
        value = dns_proof.record_value(public_id, "ngo.am")
    with name_server(texts(value)) as server:
        app.config["DNS_RESOLVER"] = (("127.0.0.1", server.port),)
        reader.visit(address).submit(button=BUTTON)
    assert "agreed at its own domain" in reader.visit("/en/statements/appeal").text
