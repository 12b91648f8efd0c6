"""A signatory can take away everything that is stored about it, and have it erased: from every file, and for good."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.domain.base import Model
from app.domain.endorsements import second_voice
from app.domain.endorsements.amendments import refuse_amendment
from app.domain.endorsements.decisions import approve, decline, reconsider
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.queries import the
from app.domain.endorsements.states import Reason, State
from app.domain.endorsements.stored import hanging_on_an_endorsement
from app.domain.endorsements.voices import Answer
from app.domain.events.models import Event
from app.domain.statements.models import Statement
from app.web.work import now
from tests.conftest import SERVER
from tests.factories import a_verdict, an_endorsement, some_moderator
from tests.page import Browser

Own = Any
REGISTER = "/en/statements/appeal"
# Words that stand nowhere else: of the organisation, of the person, of the address, of what was said about them.
TRACES = ("Vergessenheim", "vergessenheim", "Rosalinde", "rosalinde", "Waldmeister", "Löwenzahn", "Ehrenpreis")


@pytest.fixture
def lived(own: Own, reader: Browser, write: Any) -> tuple[str, str]:
    """An endorsement that a lot happened to: the address of its own page, and its public id."""
    address, public_id = own(
        State.APPROVED,
        organisation="Verein Vergessenheim",
        email="rosalinde@vergessenheim.example",
        website="https://vergessenheim.example",
        representative="Rosalinde Schmidt",
        mandate="Frau Waldmeister",
        note="Löwenzahn",
        show_representative=True,
    )
    reader.visit(f"{address}/amend").submit({"organisation": "Vergessenheim e. V.", "representative": "Rosalinde S."})
    with write() as session:
        refuse_amendment(session, public_id, a_verdict(session, the(session, public_id)))
    reader.visit(f"{address}/amend").submit({"also_known_as": "Vergessenheim"})
    with write() as session:
        one = the(session, public_id)
        reconsider(session, public_id, a_verdict(session, one, reason=Reason.OTHER, note="Ehrenpreis sagt nein."))
        approve(session, public_id, a_verdict(session, one))
    reader.visit("/en/endorsements/").submit({"email": "rosalinde@vergessenheim.example"})
    return address, public_id


def link_again(app: Flask, write: Any, public_id: str) -> str:
    """The own page by a link that works now."""
    from app.links import Purpose, sign

    with write() as session:
        version = the(session, public_id).link_version
    with app.app_context():
        return f"/en/endorsements/{sign(Purpose.MANAGE, public_id, version)}"


def copy_of(reader: Browser, address: str) -> dict[str, Any]:
    page = reader.visit(address)
    answer = reader.visit(page.link("Download what is stored"))
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="endorsement-')
    assert answer.headers["Cache-Control"] == "no-store"
    found: dict[str, Any] = json.loads(answer.body)
    return found


def test_the_copy_holds_every_personal_column_of_every_table(
    app: Flask, reader: Browser, write: Any, read: Any, lived: tuple[str, str]
) -> None:
    found = copy_of(reader, link_again(app, write, lived[1]))
    with read() as session:
        endorsement = the(session, lived[1])
        for table in (Endorsement.__table__, *(table for table, _ in hanging_on_an_endorsement())):
            if table.info.get("personal") is False:
                assert table.name not in found
                continue
            key = "id" if table is Endorsement.__table__ else "endorsement_id"
            rows = session.execute(sa.select(table).where(table.c[key] == endorsement.id).order_by(*table.primary_key))
            stored = [row._mapping for row in rows]
            given = found[table.name] if key != "id" else [found[table.name]]
            assert len(given) == len(stored), table.name
            for column in (column for column in table.columns if column.info.get("personal")):
                values = [row[column] for row in stored]
                said = [value.hex() if isinstance(value, bytes) else value for value in values]
                assert [row[column.name] for row in given] == said, column
    assert found["statement"] == "appeal"
    assert {event["tag"] for event in found["history"]} >= {"endorsement:confirmed", "endorsement:amendment_refused"}
    assert [one["kind"] for one in found["message"]] == ["confirm", "approved", "amendment", "approved", "link"]
    assert "Ehrenpreis sagt nein." in [one["note"] for one in found["decision"]]
    assert "moderator_id" not in json.dumps(found), "who of the moderators it was is about somebody else"


def test_the_copy_has_nothing_of_anybody_else(
    app: Flask, reader: Browser, own: Own, write: Any, lived: tuple[str, str]
) -> None:
    address, _ = own(State.PENDING, organisation="Another", email="other@example.org")
    text = json.dumps(copy_of(reader, address), ensure_ascii=False)
    assert "other@example.org" in text
    assert not [trace for trace in TRACES if trace in text]


def test_what_a_second_person_said_is_theirs(reader: Browser, own: Own, write: Any) -> None:
    """Somebody who has no right to sign must not learn who was asked, and said no."""
    address, public_id = own(State.PENDING, website="https://asparez.am", email="thief@asparez.am")
    with write() as session:
        moderator = some_moderator(session)
        asked = second_voice.ask(session, public_id, "board@asparez.am", moderator_id=moderator.id, at=now())
        version = the(session, public_id).version
        second_voice.answer(session, asked.public_id, Answer.NO, version=version, note="Never.", at=now())
    text = json.dumps(copy_of(reader, address))
    assert not [trace for trace in ("board@", "Never.", "voice", asked.public_id) if trace in text]
    assert "mailbox" in text, "what was observed of the address itself is in it"


@pytest.mark.parametrize("state", list(State))
def test_in_every_state_there_is_a_copy_and_a_way_to_be_erased(
    reader: Browser, own: Own, read: Any, state: State
) -> None:
    address, public_id = own(state, organisation="منظمة العفو", note="Շնորհակալություն")
    found = copy_of(reader, address)
    assert (found["endorsement"]["organisation"], found["endorsement"]["state"]) == ("منظمة العفو", state)
    page = reader.visit(address).follow("Erase everything")
    assert page.submit(status=400).errors == [
        "Tick the box to say that you understand that this cannot be undone. Nothing was erased yet."
    ]
    after = page.submit({"understood": True})
    assert after.h1 == "Nothing is stored any more"
    with read() as session:
        assert session.scalars(sa.select(Endorsement.id).where(Endorsement.public_id == public_id)).all() == []


def test_once_erased_the_list_no_longer_has_it_and_no_link_opens(
    app: Flask, reader: Browser, write: Any, read: Any, sent: Any, lived: tuple[str, str]
) -> None:
    address = link_again(app, write, lived[1])
    assert "Verein Vergessenheim" in reader.visit(REGISTER).text
    page = reader.visit(f"{address}/erase")
    page.submit({"understood": True})
    assert "Vergessenheim" not in reader.visit(REGISTER).text
    for path in ("", "/erase", "/amend", "/withdraw", "/data.json"):
        assert reader.visit(address + path, status=404).h1 == "This link does not open"
    assert page.submit({"understood": True}, status=404).h1 == "This link does not open", "twice is as good as once"
    assert not [mail for mail in sent if "rosalinde" in mail.to], "no mail is left that could go"
    with read() as session:
        events = session.scalars(sa.select(Event).where(Event.tag == "endorsement:erased")).all()
    assert [event.facts for event in events] == [{"public_id": lived[1]}]


def test_it_can_endorse_anew_after_it_was_erased(
    app: Flask, reader: Browser, write: Any, appeal: Statement, lived: tuple[str, str]
) -> None:
    reader.visit(f"{link_again(app, write, lived[1])}/erase").submit({"understood": True})
    with write() as session:
        statement = session.get_one(Statement, appeal.id)
        an_endorsement(
            session,
            statement,
            state=State.APPROVED,
            organisation="Verein Vergessenheim",
            email="rosalinde@vergessenheim.example",
        )
    assert "Verein Vergessenheim" in reader.visit(REGISTER).text


def test_looking_at_the_page_that_erases_erases_nothing(reader: Browser, own: Own, read: Any) -> None:
    address, public_id = own(State.APPROVED)
    for method in ("GET", "HEAD", "OPTIONS"):
        reader.request(method, f"{address}/erase")
        reader.request(method, f"{address}/data.json")
    with read() as session:
        assert the(session, public_id).version == 3


def test_nothing_of_it_is_in_any_table(app: Flask, reader: Browser, write: Any, read: Any, lived: Any) -> None:
    """The same on both databases; the next test looks into the files."""
    reader.visit(f"{link_again(app, write, lived[1])}/erase").submit({"understood": True})
    with read() as session:
        for table in Model.metadata.sorted_tables:
            text = repr(session.execute(sa.select(table)).all())
            assert not [trace for trace in TRACES if trace in text], table.name


@pytest.mark.skipif(bool(SERVER), reason="looks into SQLite's files")
def test_nothing_of_it_is_in_any_file_neither_plainly_nor_encoded(
    app: Flask, reader: Browser, write: Any, config: Any, tmp_path: Path, caplog: Any, lived: tuple[str, str]
) -> None:
    forms = [form for trace in TRACES for form in written(trace)]
    folder = config.database_file.parent
    assert any(form in file.read_bytes() for file in folder.iterdir() for form in forms), "it was there"
    reader.visit(f"{link_again(app, write, lived[1])}/erase").submit({"understood": True})
    backup = tmp_path / "backups" / "night.backup"
    backup.parent.mkdir()
    assert app.test_cli_runner().invoke(args=["backup", str(backup)]).exit_code == 0
    for file in [*folder.iterdir(), *backup.parent.iterdir()]:
        content = file.read_bytes()
        assert not [form for form in forms if form in content], file.name
    assert not [trace for trace in TRACES if trace in caplog.text]


def written(word: str) -> list[bytes]:
    """The word as it may lie in a file: plain, UTF-16 either way, hex, base64 at each of its three offsets."""
    plain = word.encode()
    found = [
        plain,
        word.encode("utf-16-le"),
        word.encode("utf-16-be"),
        plain.hex().encode(),
        plain.hex().upper().encode(),
    ]
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + plain)
        found.append(encoded[(0, 2, 3)[offset] : len(encoded) - 4])  # what no neighbour has a part in
    return [one for one in found if len(one) > 6]


def test_a_decline_in_the_same_moment_does_not_save_it(reader: Browser, own: Own, write: Any, read: Any) -> None:
    address, public_id = own(State.PENDING)
    page = reader.visit(f"{address}/erase")
    with write() as session:
        decline(session, public_id, a_verdict(session, the(session, public_id), reason=Reason.OTHER))
    page.submit({"understood": True})
    with read() as session:
        assert session.scalars(sa.select(Endorsement)).all() == []
