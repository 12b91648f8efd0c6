"""Who is there already: further up in the file, on the site, or from an import before."""

from __future__ import annotations

from typing import Any

from app.domain.endorsements.states import State
from tests.factories import an_endorsement


def test_the_same_name_in_any_spelling_is_a_duplicate_of_the_first(read_in: Any) -> None:
    read = read_in(
        "Organisation,Country\nClub «Asparuk» NGO,AM\nthe club 'ASPARUK',AM\n"
        "Peace House,AM\nClub Asparuk,\nPeace House Ltd,AM\n"
    )
    assert read.verdicts[1:4] == ["new", "same", "new"]
    assert [record["same_as"] for record in read][2:] == [{"record": 2}, None, {"record": 2}, {"record": 4}]


def test_nearly_the_same_name_is_suspected(read_in: Any) -> None:
    read = read_in(
        "Organisation,Country\nHelsinki Association of Ararat,AM\nHelsinki Asociation of Ararat,AM\nPeace House,AM\n"
    )
    assert (read.verdicts, read[3]["same_as"]) == (["ignore", "new", "same?", "new"], {"record": 2})
    assert "alike_in_file" in read.why(3)


def test_chapters_in_two_countries_are_two(read_in: Any) -> None:
    read = read_in("Organisation,Country\nFree Press Union Kenya,Kenya\nFree Press Union Uganda,Uganda\n")
    assert read.verdicts == ["ignore", "new", "new"]
    same_name = read_in("Organisation,Country\nFree Press Union,Kenya\nFree Press Union,Uganda\n")
    assert same_name.verdicts == ["ignore", "new", "same?"]


def test_who_is_on_the_site_is_a_duplicate_in_every_live_state(read_in: Any, appeal: Any, write: Any) -> None:
    states = (State.UNCONFIRMED, State.PENDING, State.APPROVED, State.DECLINED, State.WITHDRAWN)
    with write() as session:
        names = {
            an_endorsement(session, appeal, state=state, organisation=f"{state} House of Ruritania").public_id: state
            for state in states
        }
    read = read_in("Organisation,Country\n" + "".join(f"«{state} House of Ruritania»,AM\n" for state in states))
    assert read.verdicts[1:] == ["same", "same", "same", "same?", "same?"]
    assert [names[record["same_as"]["signatory"]] for record in read if record["same_as"]] == list(states)
    assert read[2]["same_as"]["organisation"] == "unconfirmed House of Ruritania"


def test_who_refused_and_agreed_is_looked_at(read_in: Any) -> None:
    read = read_in("Organisation,Consent\nPeace House,yes\nOpen Door,yes\nPeace House,no\n")
    assert read.verdicts == ["ignore", "warn", "new", "excluded"]
    assert "refused_elsewhere: 4" in read.why(2)


def test_what_must_be_mended_hides_nobody(read_in: Any) -> None:
    read = read_in('Organisation,Country,Website\n"Peace House,AM,peace.am\nPeace House,AM,\n')
    assert read.verdicts == ["ignore", "fix", "new"]


def test_what_the_site_has_learnt_of_names_counts(read_in: Any, appeal: Any, write: Any) -> None:
    """An organisation that is listed gave both of its names; a list that has the other one means it."""
    with write() as session:
        an_endorsement(
            session,
            appeal,
            state=State.APPROVED,
            organisation="Խաղաղության տուն",
            organisation_latin="Dove of Ararat",
            website="",
        )
    read = read_in("Organisation,Country\nDove of Ararat,AM\nOpen Door,AM\n")
    assert read.verdicts == ["ignore", "same?", "new"]
    assert read[2]["same_as"]["organisation"] == "Խաղաղության տուն"
