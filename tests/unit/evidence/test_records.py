"""What a name server said is kept as long as it says something of this endorsement."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.domain.endorsements.amendments import amend
from app.domain.endorsements.evidence.kinds import Dns
from app.domain.endorsements.evidence.operations import note_record
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.queries import public_register
from app.domain.endorsements.states import State
from app.domain.events.operations import SIGNATORY, Actor
from tests.factories import some_moderator

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
DOMAIN, AT = "ngo.am", MORNING + timedelta(hours=2)


def _note(session: Session, one: Endorsement, code: Dns, **changes: Any) -> None:
    values = {"domain": DOMAIN, "name_key": one.organisation_key, "by": SIGNATORY, "at": AT} | changes
    note_record(session, one.public_id, code=code, **values)


def test_a_record_is_kept_until_the_website_changes_and_doubted_once_the_name_does(
    session: Session, make: Any, seen: Any
) -> None:
    one = make(State.APPROVED, website="https://www.ngo.am", email="x@gmail.com")
    before = one.statement.register_version
    _note(session, one, Dns.FOUND)
    assert seen(one)[0] == ("dns", "found")
    assert one.statement.register_version == before + 1
    assert [row.agreed_by for row in public_register(session, one.statement_id)] == ["own_domain"]
    by: dict[str, Any] = {"by": Actor.moderator(some_moderator(session).id), "at": AT}
    amend(session, one.public_id, replace(one.details, organisation="Other"), version=one.version, **by)
    assert ("dns", "outdated") in seen(one)
    assert [row.agreed_by for row in public_register(session, one.statement_id)] == ["mail"]
    _note(session, one, Dns.FOUND)
    assert seen(one)[0] == ("dns", "found")
    amend(session, one.public_id, replace(one.details, website="https://ngo.org"), version=one.version, **by)
    assert "dns" not in [kind for kind, _ in seen(one)]


def test_an_answer_that_says_nothing_leaves_the_last_that_did(session: Session, make: Any, seen: Any) -> None:
    one = make(website="https://ngo.am")
    for code in (Dns.FOUND, Dns.TIMED_OUT, Dns.BROKEN):
        _note(session, one, code)
    assert [code for kind, code in seen(one) if kind == "dns"] == ["found", "broken"]
    _note(session, one, Dns.ABSENT)
    assert [code for kind, code in seen(one) if kind == "dns"] == ["absent"]


def test_an_answer_about_a_website_of_yesterday_is_not_kept(session: Session, make: Any, seen: Any) -> None:
    one = make(website="https://ngo.org")
    _note(session, one, Dns.FOUND)
    assert "dns" not in [kind for kind, _ in seen(one)]
    two = make(website="https://ngo.am")
    _note(session, two, Dns.FOUND, name_key="another name")
    assert ("dns", "outdated") in seen(two)
