"""What a decision does to the public register: at once, in every worker, in the right place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State
from app.domain.statements.models import Statement
from tests.checks import words
from tests.factories import an_endorsement
from tests.integration.desk.reading import DESK, PUBLIC, decide, on_register
from tests.page import Browser


def test_approved_is_public_at_once_in_every_worker(
    app: Flask, make_app: Callable[..., Flask], moderator: Browser, waiting: Callable[..., str]
) -> None:
    readers = [Browser(app), Browser(make_app())]
    for number, name in enumerate(["Asparez Club", "Birds of Sevan", "Citizens’ Forum"]):
        public_id = waiting(organisation=name)
        assert [name in on_register(reader.visit(PUBLIC)) for reader in readers] == [False, False]
        decide(moderator, public_id, "Approve")
        for reader in readers:
            page = reader.visit(PUBLIC)
            assert name in on_register(page)
            assert words(page.all(".//*[@class='count']")[0]) == str(number + 1)


def test_it_stands_in_its_place_after_the_founders_and_is_counted(
    moderator: Browser, reader: Browser, statement: Any, write: Any
) -> None:
    address = f"/en/statements/{statement.slug}"
    founders = on_register(reader.visit(address))
    assert len(founders) == 9
    names = ["Zoravar Union", "Ապարան միություն", "bridge builders", "Ärzte für Frieden", "The Caucasus House"]
    with write() as session:
        ids = [
            an_endorsement(session, session.get_one(Statement, statement.id), organisation=name).public_id
            for name in names
        ]
    for public_id in ids:
        decide(moderator, public_id, "Approve")
    page = reader.visit(address)
    assert on_register(page) == [
        *founders,
        "Ärzte für Frieden",
        "bridge builders",
        "The Caucasus House",
        "Zoravar Union",
        "Ապարան միություն",  # in the alphabet of who reads in English
    ]
    assert words(page.all(".//*[@class='count']")[0]) == "14"


def test_taken_back_or_withdrawn_it_is_off_the_register_at_once(
    moderator: Browser, reader: Browser, waiting: Callable[..., str], row: Any
) -> None:
    for button, state in (("Reconsider", State.PENDING), ("Withdraw", State.WITHDRAWN)):
        public_id = waiting(State.APPROVED, organisation="Asparez Club")
        assert "Asparez Club" in on_register(reader.visit(PUBLIC))
        decide(moderator, public_id, button, reason="other")
        assert "Asparez Club" not in reader.visit(PUBLIC).source
        assert (row(public_id).state, row(public_id).listed_at) == (state, None)


def test_the_same_organisation_is_listed_once(moderator: Browser, waiting: Callable[..., str], row: Any) -> None:
    waiting(State.APPROVED, organisation="Asparez Club")
    public_id = waiting(organisation="The “ASPAREZ” club", website="https://asparez.am")
    page = moderator.visit(DESK + public_id)
    assert "“Asparez Club” is on this statement already (approved): the same name" in page.text
    page = page.submit(button="Approve", status=409)
    assert "It is on the register already" in page.text
    assert page.follow("Asparez Club").h1 == "Asparez Club"
    assert row(public_id).state is State.PENDING
    assert not row(public_id).decisions


@pytest.mark.parametrize("button", ["Reconsider", "Withdraw"])
def test_a_founding_signatory_too_can_be_taken_off(
    moderator: Browser, reader: Browser, statement: Any, read: Any, row: Any, button: str
) -> None:
    with read() as session:
        founder = session.scalars(sa.select(Endorsement).order_by(Endorsement.id)).first()
    page = decide(moderator, founder.public_id, button, reason="at_its_request")
    assert page.h1 == "Queue"
    again = moderator.visit(DESK + founder.public_id)
    assert "How it agreed" in again.text
    address = f"/en/statements/{statement.slug}"
    assert founder.organisation not in on_register(reader.visit(address))
    if button == "Reconsider":
        again.submit(button="Approve")
        assert on_register(reader.visit(address))[0] == founder.organisation


def test_a_founders_name_is_corrected_without_inventing_a_person(
    moderator: Browser, reader: Browser, statement: Statement, read: Any, row: Any
) -> None:
    with read() as session:
        founder = session.scalars(sa.select(Endorsement).order_by(Endorsement.id)).first()
    form = moderator.visit(f"{DESK}{founder.public_id}/amend")
    form.submit({"organisation": "Open Society Foundations — Armenia"}, button="Keep these details")
    corrected = row(founder.public_id)
    assert (corrected.representative, corrected.email, corrected.agreed) == ("", None, founder.agreed)
    names = on_register(reader.visit(f"/en/statements/{statement.slug}"))
    assert names[0] == "Open Society Foundations — Armenia"
