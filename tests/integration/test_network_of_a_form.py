"""Beside an endorsement its network is kept as a hash for a day, never as an address; then it is forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask

from app.domain.endorsements.evidence.bursts import FROM_ONE_NETWORK
from app.domain.endorsements.evidence.observing import observations
from app.domain.endorsements.models import Endorsement
from app.domain.statements.models import Statement
from tests.page import Browser
from tests.signatories import endorse, sign

ADDRESS = "203.0.113.77"


def sources(read: Any) -> list[str | None]:
    with read() as session:
        return list(session.scalars(sa.select(Endorsement.source).order_by(Endorsement.id)))


def test_one_network_has_one_hash_and_no_address_is_stored(app: Flask, appeal: Statement, read: Any) -> None:
    for address in (ADDRESS, "203.0.113.200", "198.51.100.1", "127.0.0.1", "10.1.2.3"):
        endorse(Browser(app, REMOTE_ADDR=address), "appeal")
    first, same, other, *shared = sources(read)
    assert first == same != other
    assert len(first or "") == 32
    assert shared == [None, None]
    assert ADDRESS not in repr(sources(read))


def test_it_is_forgotten_after_a_day_and_not_before(clock: Any, app: Flask, appeal: Statement, read: Any) -> None:
    endorse(Browser(app, REMOTE_ADDR=ADDRESS), "appeal")
    run = app.test_cli_runner()
    clock.shift(timedelta(hours=23, minutes=59))
    assert "0 networks" in run.invoke(args=["retention", "run"]).output
    assert sources(read) != [None]
    clock.shift(timedelta(minutes=1))
    assert "1 networks" in run.invoke(args=["retention", "run", "--dry-run"]).output
    assert "1 networks" in run.invoke(args=["retention", "run"]).output
    assert sources(read) == [None]
    assert "0 networks" in run.invoke(args=["retention", "run"]).output


def test_many_from_one_network_are_seen_at_the_desk(app: Flask, appeal: Statement, sent: Any, read: Any) -> None:
    browser = Browser(app, REMOTE_ADDR=ADDRESS)
    for number in range(FROM_ONE_NETWORK):
        endorse(browser, "appeal", email=f"a{number}@bulk{number}.example.org")
        sign(browser, sent.to(f"a{number}@bulk{number}.example.org")[-1].link)
    with read() as session:
        last = session.scalars(sa.select(Endorsement).order_by(Endorsement.id.desc())).first()
        found = {(one.kind, one.code): one.facts for one in observations(session, last.id)}
    assert found["burst", "network"] == {"number": FROM_ONE_NETWORK}


def test_the_privacy_page_says_for_how_long(reader: Browser) -> None:
    assert "It is erased after 1 day" in reader.visit("/privacy").text
