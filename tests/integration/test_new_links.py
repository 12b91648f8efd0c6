"""New links for those who lost theirs; the answer is the same for every address."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.domain.endorsements.states import State
from app.domain.statements.models import Statement
from tests.factories import an_endorsement
from tests.page import Browser

Own = Any


def test_new_links_go_by_mail_and_the_old_ones_die(clock: Any, reader: Browser, own: Own, sent: Any) -> None:
    address, _public_id = own(State.PENDING, email="levon@asparez.am")
    clock.shift(timedelta(minutes=5))
    page = reader.visit("/en/endorsements/").submit({"email": "Levon@Asparez.am"})
    assert page.h1 == "Look into your mailbox"
    assert sent[-1].kind == "link"
    reader.visit(address, status=404)
    assert reader.visit(sent[-1].link).h1 == "Your endorsement"


def test_strangers_learn_nothing_from_asking_for_links(make_app: Any, appeal: Statement, write: Any, sent: Any) -> None:
    browser = Browser(make_app(ratelimit_enabled=False))
    with write() as session:
        for state in State:
            an_endorsement(session, appeal, state=state, email=f"{state}@known.example.org")
    page, answers = browser.visit("/en/endorsements/"), set()
    for address in [*(f"{state}@known.example.org" for state in State), "nobody@known.example.org"]:
        answer = page.submit({"email": address}, status=303)
        answers.add((answer.headers["Location"], answer.body, browser.visit(answer.headers["Location"]).body))
    assert len(answers) == 1


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "x" * 300 + "@example.org", "a\x00@example.org"], ids=range(5))
def test_what_is_no_address_is_explained(reader: Browser, email: str) -> None:
    page = reader.visit("/en/endorsements/").submit(tamper={"email": email}, status=400)
    assert len(page.errors) == 1
