"""Many in a short time, from one network or at one mail domain."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.domain.endorsements import operations
from app.domain.endorsements.evidence.bursts import AT_ONE_MAIL_DOMAIN, FROM_ONE_NETWORK, Signed, densest
from app.domain.endorsements.evidence.operations import look_again
from app.domain.endorsements.states import State
from app.domain.events.operations import SYSTEM
from app.domain.statements.models import Statement

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
AT = MORNING + timedelta(hours=2)


def test_many_from_one_network_in_an_hour(session: Session, statement: Statement, make: Any, seen: Any) -> None:
    ones = []
    for number in range(FROM_ONE_NETWORK):
        one = make(State.UNCONFIRMED, at=MORNING + timedelta(minutes=10 * number))
        one.source = "bucket"
        session.flush()
        operations.confirm(session, one.public_id, version=one.version, at=MORNING + timedelta(hours=1))
        ones.append(one)
        burst = ("burst", "network") in seen(one)
        assert burst == (number == FROM_ONE_NETWORK - 1)
    assert all(("burst", "network") in seen(one) for one in ones)
    for one in ones:
        one.source = None
    look_again(session, ones[0].public_id, by=SYSTEM, at=AT)
    assert ("burst", "network") in seen(ones[0]), "what was seen stays, though the network is forgotten"


def test_many_at_one_mail_domain(make: Any, seen: Any) -> None:
    for number in range(AT_ONE_MAIL_DOMAIN - 1):
        make(email=f"a{number}@bulk.org")
        make(email=f"a{number}@gmail.com")
    last, free = make(email="last@bulk.org"), make(email="last@gmail.com")
    assert ("burst", "mail_domain") in seen(last)
    assert ("burst", "mail_domain") not in seen(free)


def test_only_organisations_within_an_hour_count() -> None:
    def at(minutes: int, key: str) -> Signed:
        return Signed(minutes, MORNING + timedelta(minutes=minutes), key)

    mine = at(60, "mine")
    assert densest([mine], mine) == [mine]
    spread = [mine, *(at(minutes, f"o{minutes}") for minutes in (0, 20, 59, 61, 100, 119, 120, 121))]
    assert [one.id for one in densest(spread, mine)] == [20, 59, 60, 61]
    same = [mine, *(at(60 + minutes, "mine") for minutes in range(1, 9))]
    assert densest(same, mine) == [mine]
