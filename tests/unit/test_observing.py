"""What is observed is stored with its moment, seen afresh whenever it changed, and goes when the endorsement goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements import operations
from app.domain.endorsements.amendments import accept_amendment, amend
from app.domain.endorsements.erasure import erase_rows
from app.domain.endorsements.evidence.backlog import look_at_some
from app.domain.endorsements.evidence.bursts import AT_ONE_MAIL_DOMAIN, FROM_ONE_NETWORK, Signed, densest
from app.domain.endorsements.evidence.kinds import HEAVIEST, WEIGHTS, Dns
from app.domain.endorsements.evidence.models import NameLook, Observation
from app.domain.endorsements.evidence.observing import forget_address, observations, observe
from app.domain.endorsements.evidence.operations import look_again, note_record
from app.domain.endorsements.models import AFTER_THE_FOUNDERS, Endorsement
from app.domain.endorsements.queries import public_register
from app.domain.endorsements.states import State
from app.domain.events.models import Event
from app.domain.events.operations import ADMINISTRATOR, SIGNATORY, SYSTEM, Actor
from app.domain.statements.draft import Founder
from app.domain.statements.models import Statement
from tests.factories import a_statement, a_verdict, an_endorsement, some_details, some_moderator

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
DOMAIN, AT = "ngo.am", MORNING + timedelta(hours=2)


@pytest.fixture
def statement(session: Session) -> Statement:
    return a_statement(session, at=MORNING)


@pytest.fixture
def make(session: Session, statement: Statement) -> Any:
    def one(state: State = State.PENDING, **details: Any) -> Endorsement:
        return an_endorsement(session, statement, state=state, at=details.pop("at", MORNING), **details)

    return one


@pytest.fixture
def seen(session: Session) -> Any:
    """`seen(endorsement)`: kind and code of everything stored, the weightiest first."""

    def look(endorsement: Endorsement) -> list[tuple[str, str]]:
        session.expire_all()
        return [(one.kind, one.code) for one in observations(session, endorsement.id)]

    return look


def test_every_weight_is_within_bounds() -> None:
    assert set(WEIGHTS.values()) <= set(range(-HEAVIEST, HEAVIEST + 1))


def test_confirming_looks_and_the_form_alone_does_not(make: Any, seen: Any) -> None:
    assert seen(make(State.UNCONFIRMED)) == []
    found = make(email="info@ngo.am", website="https://ngo.am")
    assert seen(found) == [("domain", "belongs"), ("mailbox", "used")]


def test_the_moment_is_kept(session: Session, make: Any) -> None:
    assert {one.observed_at for one in observations(session, make().id)} == {MORNING}


def test_an_amendment_is_looked_at_again(session: Session, make: Any, seen: Any) -> None:
    one = make(email="info@ngo.am", website="https://ngo.am")
    details = replace(one.details, website="https://other.org", organisation="Pеace Club")
    amend(session, one.public_id, details, version=one.version, by=SIGNATORY, at=AT)
    assert seen(one) == [("spoof", "mixed"), ("domain", "elsewhere"), ("mailbox", "used")]
    assert {found.observed_at for found in observations(session, one.id)} == {AT}


def test_a_change_that_waits_is_looked_at_when_it_is_accepted(session: Session, make: Any, seen: Any) -> None:
    one = make(State.APPROVED, email="info@ngo.am", website="https://ngo.am")
    before = one.statement.register_version
    details = replace(one.details, website="https://facebook.com/ngo")
    amend(session, one.public_id, details, version=one.version, by=SIGNATORY, at=AT)
    assert ("domain", "belongs") in seen(one)
    accept_amendment(session, one.public_id, a_verdict(session, one, at=AT))
    assert ("domain", "shared_host") in seen(one)
    assert one.statement.register_version > before
    assert [row.agreed_by for row in public_register(session, one.statement_id)] == ["mail"]


def test_looking_again_writes_an_event_and_no_new_version(session: Session, make: Any, seen: Any) -> None:
    one = make()
    version, before = one.version, seen(one)
    for _ in range(2):
        look_again(session, one.public_id, by=SYSTEM, at=AT)
    assert (one.version, seen(one)) == (version, before)
    tags = session.scalars(sa.select(Event.tag).where(Event.endorsement_id == one.id)).all()
    assert tags.count("endorsement:looked_at") == 2


def test_founding_and_imported_ones_say_how_they_agreed(session: Session, statement: Statement, seen: Any) -> None:
    founder = Founder(name="Public Journalism Club", latin="", country="AM", website="", agreed="by e-mail")
    operations.list_founder(session, statement, founder, place=0, locale="en", by=ADMINISTRATOR, at=MORNING)
    imported = Endorsement(statement_id=statement.id, revision_id=statement.revisions[0].id, agreed="a letter")
    imported.locale, imported.created_at = "en", MORNING
    imported.write_down(some_details(email="info@ngo.am", website="https://ngo.am"))
    operations.take_imported(session, imported, by=ADMINISTRATOR, at=MORNING, row=2)
    first, second = session.scalars(sa.select(Endorsement).order_by(Endorsement.id)).all()
    assert first.printed_position < AFTER_THE_FOUNDERS
    assert seen(first) == [("agreed", "founding")]
    assert sorted(seen(second)) == [("agreed", "in_writing"), ("domain", "belongs"), ("mailbox", "not_asked")]
    assert [row.agreed_by for row in public_register(session, statement.id)] == ["writing"]


def test_who_came_first_is_told_of_who_came_later(session: Session, make: Any, seen: Any) -> None:
    genuine = make(State.APPROVED, organisation="Amnesty International")
    again = make(organisation="AMNESTY International")
    spoof = make(organisation="Аmnesty Internationаl")
    assert ("same_as", "exact") in seen(again)
    assert ("same_as", "exact") in seen(genuine)
    assert seen(spoof)[0] == ("spoof", "looks_like")
    assert ("spoof", "imitated") in seen(genuine)
    (told,) = [one for one in observations(session, spoof.id) if one.other_id == genuine.id and one.kind == "spoof"]
    assert told.facts == {"letters": ["а"]}
    details = replace(spoof.details, organisation="Peace Club")
    amend(session, spoof.public_id, details, version=spoof.version, by=SIGNATORY, at=AT)
    assert "spoof" not in [kind for kind, _ in seen(genuine)]


def test_names_of_other_statements_are_known_too(session: Session, make: Any, seen: Any) -> None:
    other = a_statement(session, at=MORNING)
    an_endorsement(session, other, at=MORNING, organisation="Պեն կենտրոն", also_known_as="WWF, Human Rights Watch")
    assert ("spoof", "looks_like") in seen(make(organisation="Hurnan Rights Watch"))
    assert ("same_as", "exact") not in seen(make(organisation="Human Rights Watch"))


def test_nobody_imitates_what_was_never_confirmed(make: Any, seen: Any) -> None:
    make(State.UNCONFIRMED, organisation="Amnesty International")
    assert "spoof" not in [kind for kind, code in seen(make(organisation="Arnnesty International"))]


def test_what_cannot_be_seen_is_flagged_where_it_came_another_way(session: Session, make: Any, seen: Any) -> None:
    one = make()
    one.organisation = "Peace\u200b Club"
    observe(session, one, at=AT)
    assert seen(one)[0] == ("spoof", "unseen")


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


def test_without_an_address_its_own_domain_is_still_known_and_nothing_else(
    session: Session, make: Any, seen: Any
) -> None:
    own = make(State.APPROVED, email="info@ngo.am", website="https://ngo.am")
    free = make(State.APPROVED, email="ngo@gmail.com", website="https://ngo.org")
    for one in (own, free):
        one.email = one.email_key = None
        forget_address(session, one.id)
        look_again(session, one.public_id, by=SYSTEM, at=AT)
    assert ("domain", "belongs") in seen(own)
    assert "domain" not in [kind for kind, _ in seen(free)]


def test_erasing_one_leaves_no_trace_with_the_others(session: Session, make: Any, seen: Any) -> None:
    genuine = make(organisation="Amnesty International")
    spoof = make(organisation="Аmnesty International")
    assert "spoof" in [kind for kind, _ in seen(genuine)]
    session.execute(sa.text("PRAGMA foreign_keys=ON")) if session.get_bind().dialect.name == "sqlite" else None
    gone = spoof.id
    erase_rows(session, [gone], by=SYSTEM, at=AT)
    session.expire_all()
    assert "spoof" not in [kind for kind, _ in seen(genuine)]
    for model in (Observation, NameLook):
        assert not session.scalars(sa.select(model).where(model.endorsement_id == gone)).all()


def test_those_from_before_are_looked_at_once(session: Session, make: Any, seen: Any) -> None:
    old = [make() for _ in range(3)]
    session.execute(sa.delete(NameLook))
    session.execute(sa.delete(Observation))
    assert look_at_some(session, after=0, most=2, everything=False, at=AT) == [old[0].id, old[1].id]
    assert look_at_some(session, after=old[1].id, most=2, everything=False, at=AT) == [old[2].id]
    assert look_at_some(session, after=0, most=9, everything=False, at=AT) == []
    assert len(look_at_some(session, after=0, most=9, everything=True, at=AT)) == 3
    assert all(seen(one) for one in old)


def test_names_as_long_as_they_may_be(make: Any, seen: Any) -> None:
    assert seen(
        make(organisation="ﷺ" * 200, organisation_latin="m" * 200, also_known_as="/".join("ab" for _ in range(60)))
    )
