"""Likely duplicates: found whatever their state and spelling, never changed by looking; what was learnt counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements import erasure, indexing
from app.domain.endorsements.aliases import Alias
from app.domain.endorsements.amendments import accept_amendment, amend
from app.domain.endorsements.decisions import reconsider
from app.domain.endorsements.duplicates import likely_duplicates, likely_duplicates_of
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.name_marks import NameMark
from app.domain.endorsements.states import Reason, State
from app.domain.events.operations import SIGNATORY, SYSTEM
from app.domain.likeness import Ground, Named
from app.domain.statements.models import Statement
from app.domain.text import organisation_key
from tests.factories import NAMES, a_statement, a_verdict, an_endorsement
from tests.pairs import AT, CLUB


def found(session: Session, endorsement: Endorsement) -> list[str]:
    return [match.endorsement.organisation for match in likely_duplicates(session, endorsement)]


def found_of(session: Session, statement: Statement, name: str, **known: str) -> list[str]:
    named = Named(organisation=name, **({"country": "AM"} | known))
    return [match.endorsement.organisation for match in likely_duplicates_of(session, statement.id, named)]


def marks_of(session: Session, endorsement: Endorsement) -> int:
    query = sa.select(sa.func.count()).select_from(NameMark).where(NameMark.endorsement_id == endorsement.id)
    return session.scalar(query) or 0


@pytest.mark.parametrize("state", [State.PENDING, State.APPROVED, State.DECLINED, State.WITHDRAWN])
def test_another_spelling_is_found_in_whatever_state(session: Session, appeal: Statement, state: State) -> None:
    an_endorsement(session, appeal, at=AT, state=state, organisation=CLUB)
    one = an_endorsement(session, appeal, at=AT, organisation="Club, Public Journalism (NGO)")
    (match,) = likely_duplicates(session, one)
    assert (match.endorsement.organisation, match.endorsement.state) == (CLUB, state)
    assert match.likeness.score > 80


def test_one_that_nobody_confirmed_is_none(session: Session, appeal: Statement) -> None:
    an_endorsement(session, appeal, at=AT, state=State.UNCONFIRMED, organisation=CLUB)
    assert found(session, an_endorsement(session, appeal, at=AT, organisation=CLUB)) == []


def test_nobody_is_its_own_duplicate_nor_of_another_statement(session: Session, appeal: Statement) -> None:
    other = a_statement(session, at=AT)
    an_endorsement(session, other, at=AT, organisation=CLUB)
    assert found(session, an_endorsement(session, appeal, at=AT, organisation=CLUB)) == []


def test_the_same_key_is_shown_from_whatever_country_because_only_one_can_be_listed(
    session: Session, appeal: Statement
) -> None:
    an_endorsement(session, appeal, at=AT, organisation="Human Rights Centre", country="GE")
    one = an_endorsement(session, appeal, at=AT, organisation="HUMAN RIGHTS CENTRE", country="AM")
    (match,) = likely_duplicates(session, one)
    assert match.likeness.grounds == (Ground.SAME_KEY,)


@pytest.mark.parametrize("name", NAMES)
def test_every_script_is_marked_and_found(session: Session, appeal: Statement, name: str) -> None:
    an_endorsement(session, appeal, at=AT, organisation=name, country=NAMES[name])
    assert found_of(session, appeal, f"«{name}»", country=NAMES[name]) == [name]


def test_a_website_is_enough_and_no_name_at_all_finds_nobody(session: Session, appeal: Statement) -> None:
    an_endorsement(session, appeal, at=AT, organisation=CLUB, website="https://pjc.am/en")
    assert found_of(session, appeal, "Something else entirely", website="http://www.pjc.am") == [CLUB]
    assert found_of(session, appeal, "") == []
    assert found_of(session, appeal, "…" * 60) == []


def test_looking_writes_nothing(session: Session, appeal: Statement) -> None:
    an_endorsement(session, appeal, at=AT, organisation=CLUB)
    one = an_endorsement(session, appeal, at=AT, organisation=CLUB)
    session.commit()
    likely_duplicates(session, one)
    assert not [*session.new, *session.dirty, *session.deleted]


def test_marks_follow_an_amended_name_and_go_with_an_erased_one(session: Session, appeal: Statement) -> None:
    one = an_endorsement(session, appeal, at=AT, organisation=CLUB)
    details = replace(one.details, organisation="Yerevan Chess Academy")
    amend(session, one.public_id, details, version=one.version, by=SIGNATORY, at=AT)
    assert found_of(session, appeal, CLUB) == []
    assert found_of(session, appeal, "Chess Academy of Yerevan") == ["Yerevan Chess Academy"]
    assert marks_of(session, one)
    erasure.erase(session, one.public_id, by=SYSTEM, at=AT)
    assert session.scalar(sa.select(sa.func.count()).select_from(NameMark)) == 0


def test_rows_from_before_are_marked_by_the_command_and_are_no_new_versions(
    session: Session, appeal: Statement
) -> None:
    one = an_endorsement(
        session, appeal, at=AT, state=State.APPROVED, organisation=CLUB, organisation_latin="PJC Media"
    )
    version = one.version
    for table in (NameMark, Alias):
        session.execute(sa.delete(table))
    session.execute(sa.update(Endorsement).values(marks_version=0))
    session.commit()
    assert found_of(session, appeal, CLUB) == []
    assert [indexing.mark_some(session, most=1), indexing.mark_some(session), indexing.mark_some(session)] == [1, 0, 0]
    assert found_of(session, appeal, CLUB) == [CLUB]
    assert session.scalar(sa.select(sa.func.count()).select_from(Alias)) == 1
    assert session.scalar(sa.select(Endorsement.version)) == version


def test_keys_from_before_are_written_afresh_but_never_two_of_one_register_under_one(
    session: Session, appeal: Statement
) -> None:
    names = ["المنتدى المصرى", "المنتدي المصري", "منتدى آخر"]
    for name, old in zip(names, ("old one", "old other", "old third"), strict=True):
        one = an_endorsement(session, appeal, at=AT, state=State.APPROVED, organisation=old)
        was = {"organisation": name, "organisation_key": old, "search_name": old, "marks_version": 0}
        session.execute(sa.update(Endorsement).where(Endorsement.id == one.id).values(was))
    assert [indexing.mark_some(session, most=1) for _ in range(4)] == [1, 1, 1, 0]
    rows = session.execute(sa.select(Endorsement.organisation, Endorsement.organisation_key))
    keys = {row.organisation: row.organisation_key for row in rows}
    assert keys == {names[0]: organisation_key(names[0]), names[1]: "old other", names[2]: organisation_key(names[2])}
    assert found_of(session, appeal, names[0]) == names[:2]


def test_two_names_that_an_organisation_gave_are_one_under_the_next_statement(
    session: Session, appeal: Statement
) -> None:
    native, latin = "Հանրային լրագրության ակումբ", "Open Word Initiative"
    an_endorsement(session, appeal, at=AT, state=State.APPROVED, organisation=native, organisation_latin=latin)
    following = a_statement(session, at=AT)
    an_endorsement(session, following, at=AT, organisation=native)
    (match,) = likely_duplicates_of(session, following.id, Named(organisation=latin, country="AM"))
    assert match.endorsement.organisation == native
    assert Ground.JOINED in match.likeness.grounds


def test_a_name_that_nobody_approved_teaches_nothing_and_what_was_taken_back_is_forgotten(
    session: Session, appeal: Statement
) -> None:
    native, latin = "Հանրային լրագրության ակումբ", "Open Word Initiative"
    following = a_statement(session, at=AT)
    an_endorsement(session, following, at=AT, organisation=native)
    taught = {"organisation": native, "organisation_latin": latin}
    an_endorsement(session, appeal, at=AT, state=State.PENDING, **taught)
    an_endorsement(session, appeal, at=AT, state=State.DECLINED, **taught)
    assert found_of(session, following, latin) == []
    one = an_endorsement(session, appeal, at=AT, state=State.APPROVED, **taught)
    assert found_of(session, following, latin) == [native]
    reconsider(session, one.public_id, a_verdict(session, one, at=AT, reason=Reason.MISTAKE))
    assert found_of(session, following, latin) == []


def test_an_accepted_change_of_names_teaches_and_a_proposed_one_does_not(session: Session, appeal: Statement) -> None:
    native, latin = "Հանրային լրագրության ակումբ", "Open Word Initiative"
    one = an_endorsement(session, appeal, at=AT, state=State.APPROVED, organisation=native)
    following = a_statement(session, at=AT)
    an_endorsement(session, following, at=AT, organisation=native)
    later = AT + timedelta(hours=1)
    details = replace(one.details, organisation_latin=latin)
    amend(session, one.public_id, details, version=one.version, by=SIGNATORY, at=later)
    assert found_of(session, following, latin) == []
    accept_amendment(session, one.public_id, a_verdict(session, one, at=later))
    assert found_of(session, following, latin) == [native]


def test_two_that_share_only_an_acronym_are_not_joined_by_it(session: Session, appeal: Statement) -> None:
    for name in ("Հանրային լրագրության ակումբ", "Պարսկական ջութակի կոնսերվատորիա"):
        an_endorsement(session, appeal, at=AT, state=State.APPROVED, organisation=name, also_known_as="PJC")
    following = a_statement(session, at=AT)
    apart = {"website": "", "at": AT}
    one = an_endorsement(session, following, organisation="Հանրային լրագրության ակումբ", email="a@pjc.am", **apart)
    an_endorsement(session, following, organisation="Պարսկական ջութակի կոնսերվատորիա", email="b@pjc.ir", **apart)
    assert found(session, one) == []


def test_as_many_as_asked_the_likeliest_first(session: Session, appeal: Statement) -> None:
    for number in range(12):
        an_endorsement(session, appeal, at=AT, organisation=f"{CLUB}, branch of the {number}th district of Yerevan")
    an_endorsement(session, appeal, at=AT, organisation=CLUB.upper())
    matches = likely_duplicates_of(session, appeal.id, Named(organisation=CLUB, country="AM"), most=3)
    assert len(matches) <= 3
    assert matches[0].endorsement.organisation == CLUB.upper()
    assert [match.likeness.score for match in matches] == sorted((m.likeness.score for m in matches), reverse=True)
