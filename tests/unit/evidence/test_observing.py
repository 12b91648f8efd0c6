"""What is observed is stored with its moment, seen afresh whenever it changed, and goes when the endorsement goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements import operations
from app.domain.endorsements.amendments import accept_amendment, amend
from app.domain.endorsements.erasure import erase_rows
from app.domain.endorsements.evidence.backlog import look_at_some
from app.domain.endorsements.evidence.kinds import HEAVIEST, WEIGHTS
from app.domain.endorsements.evidence.models import NameLook, Observation
from app.domain.endorsements.evidence.observing import forget_address, observations, observe
from app.domain.endorsements.evidence.operations import look_again
from app.domain.endorsements.models import AFTER_THE_FOUNDERS, Endorsement
from app.domain.endorsements.queries import public_register
from app.domain.endorsements.states import State
from app.domain.events.models import Event
from app.domain.events.operations import ADMINISTRATOR, SIGNATORY, SYSTEM
from app.domain.statements.draft import Founder
from app.domain.statements.models import Statement
from tests.factories import a_statement, a_verdict, an_endorsement, some_details

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
AT = MORNING + timedelta(hours=2)


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
    assert seen(imported) == [], "thousands may come in one transaction: looking waits until that is over"
    look_at_some(session, after=0, most=10, everything=False, at=MORNING)
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


def test_what_is_nearly_the_same_says_what_matched(session: Session, make: Any, seen: Any) -> None:
    first = make(organisation="Helsinki Citizens' Assembly Vanadzor", website="https://hcav.am")
    second = make(organisation="Vanadzor Helsinki Citizens Assembly", website="https://www.hcav.am/en")
    for one, other in ((first, second), (second, first)):
        (told,) = [found for found in observations(session, one.id) if found.kind == "same_as"]
        assert (told.code, told.other_id) == ("near", other.id)
        assert "website" in told.facts["grounds"]
        assert 0 < told.facts["score"] <= 100


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
