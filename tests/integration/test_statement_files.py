"""Statements from files, by the commands that an administrator types."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.queries import public_register
from app.domain.endorsements.states import State
from app.domain.events.models import Event
from app.domain.statements.models import Revision, Statement
from app.domain.statements.queries import by_slug
from tests.databases import ROOT
from tests.factories import an_endorsement
from tests.page import Page

FOUNDING = ROOT / "statements" / "security-council-and-osce.md"
NAMES = [
    "Open Society Foundations – Armenia",
    "Transparency International Anti-Corruption Center",
    "“Asparez” Journalists Club NGO",
    "Helsinki Citizens Assembly Vanadzor Office",
    "Protection of Rights without Borders NGO",
    "Law Development and Protection of Foundation",
    "Peace Dialogue NGO",
    "Analytical Center for Globalization and Regional Cooperation",
    "Public Journalism Club",
]
CORRECTED = ("--kind", "correction", "--note", "A letter was missing.")
Command = Callable[..., Result]
Read = Any


@pytest.fixture
def flask(app: Flask) -> Command:
    """`flask("statement", "list")`, as typed; `exit_code` says whether it went well."""
    runner = app.test_cli_runner()
    return lambda *words, **options: runner.invoke(args=[str(word) for word in words], **options)


@pytest.fixture
def a_file(tmp_path: Path) -> Callable[..., Path]:
    """A statement file; every call writes another one."""

    def write(
        body: str = "We ask.", *, name: str = "x.md", slug: str = "appeal", language: str = "en", more: str = ""
    ) -> Path:
        path = tmp_path / name
        front = f"slug: {slug}\ntitle: Appeal\nissued: 2026-11-02\nlanguage: {language}\n{more}"
        path.write_text(f"---\n{front.rstrip()}\n---\n{body}\n")
        return path

    return write


def rows(read: Read, model: type) -> int:
    with read() as session:
        return int(session.scalar(sa.select(sa.func.count()).select_from(model)))


def test_the_founding_statement_is_word_for_word(flask: Command, read: Read) -> None:
    done = flask("statement", "import", FOUNDING, "--publish")
    assert (done.exit_code, done.output) == (0, "security-council-and-osce: published\n")
    with read() as session:
        statement = by_slug(session, "security-council-and-osce")
        text = statement.revisions[0].texts[0]
        assert text.body == FOUNDING.read_text().split("---\n")[2].strip()
        assert text.title == "Immediately apply to the UN Security Council and the OSCE"
        assert text.addressed_to == "the authorities of the Republic of Armenia"
        assert [section.name for section in statement.sections] == ["Joint", "Announcements", "Publications"]
        assert (str(statement.issued), statement.language, statement.closes_at) == ("2021-07-29", "en", None)
        register = public_register(session, statement.id)
        assert [entry.name for entry in register] == NAMES
        assert {(entry.country, entry.founding, entry.revision) for entry in register} == {("AM", True, 1)}


def test_importing_it_again_changes_nothing(flask: Command, read: Read) -> None:
    flask("statement", "import", FOUNDING, "--publish")
    events = rows(read, Event)
    for options in ([], ["--publish"]):
        done = flask("statement", "import", FOUNDING, *options)
        assert (done.exit_code, done.output) == (0, "security-council-and-osce: nothing changed\n")
    assert rows(read, Event) == events
    assert rows(read, Endorsement) == 9


def test_without_publish_it_is_a_draft_that_no_reader_sees(
    flask: Command, visit: Callable[..., Page], a_file: Callable[..., Path]
) -> None:
    assert "imported as a draft" in flask("statement", "import", a_file()).output
    assert "nothing changed" in flask("statement", "import", a_file()).output
    visit("/en/statements/appeal", status=404)
    assert flask("statement", "list").output == "appeal  draft  revision 1  Appeal\n"
    assert flask("statement", "publish", "appeal").output == "appeal: published\n"
    assert "published before" in flask("statement", "publish", "appeal").output
    assert visit("/en/statements/appeal").h1 == "Appeal"


def test_a_draft_is_replaced_and_can_be_published_later(
    flask: Command, read: Read, a_file: Callable[..., Path]
) -> None:
    flask("statement", "import", a_file("Wrong.", more="signatories: [A, B]"))
    done = flask("statement", "import", a_file("Right.", more="signatories: [B, C]"))
    assert (done.exit_code, "the draft was replaced" in done.output) == (0, True)
    assert flask("statement", "import", a_file("Right.", more="signatories: [B, C]"), "--publish").exit_code == 0
    with read() as session:
        statement = by_slug(session, "appeal")
        assert statement.revisions[0].texts[0].body == "Right."
        assert [entry.name for entry in public_register(session, statement.id)] == ["B", "C"]
    assert rows(read, Statement) == 1


def test_a_published_text_is_revised_and_not_imported_over(
    flask: Command, read: Read, a_file: Callable[..., Path]
) -> None:
    flask("statement", "import", a_file("First."), "--publish")
    refused = flask("statement", "import", a_file("Second."))
    assert refused.exit_code == 1
    assert "flask statement revise" in refused.output
    assert flask("statement", "revise", a_file("Second."), *CORRECTED).output == "appeal: revision 2 published\n"
    assert flask("statement", "revise", a_file("Second."), *CORRECTED).output == "appeal: nothing changed\n"
    for body in ("First.", "Second."):  # a text that was published is there already
        assert flask("statement", "import", a_file(body), "--publish").exit_code == 0
    assert rows(read, Revision) == 2


def test_a_published_statement_says_what_of_a_file_is_not_read_again(
    flask: Command, a_file: Callable[..., Path]
) -> None:
    flask("statement", "import", a_file(), "--publish")
    done = flask("statement", "import", a_file(more="sections: [Joint]"))
    assert (done.exit_code, "only the text is compared" in done.output) == (0, True)


def test_translations_come_with_their_text(flask: Command, read: Read, a_file: Callable[..., Path]) -> None:
    files = [a_file(), a_file("Խնդրում ենք։", name="hy.md", language="hy")]
    assert flask("statement", "import", *files, "--publish").exit_code == 0
    with read() as session:
        texts = by_slug(session, "appeal").revisions[0].texts
        assert [(text.language, text.position) for text in texts] == [("en", 0), ("hy", 1)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"---\nslug: appeal\ncloses: 2026-11-02T18:00\n---\nx", "{}:2: language: is missing"),
        (b"---\nslug: a\ntitle: \xff\n---\nx", "{}:3: the file is not UTF-8 (byte 0xff)"),
        (b"---\n\x1b[31m: x\n---\nx", "{}:2: has a control character (U+001B)"),
        (b"x" * 300_000, "{}:1: the file is larger than 256 kB"),
        (b"", "{}:1: the file must begin with a line ---"),
    ],
)
def test_a_wrong_file_is_refused_with_line_and_reason_and_imports_nothing(
    flask: Command, read: Read, tmp_path: Path, a_file: Callable[..., Path], content: bytes, said: str
) -> None:
    path = tmp_path / "wrong.md"
    path.write_bytes(content)
    for files in ([path], [a_file(), path]):
        done = flask("statement", "import", *files, "--publish")
        assert done.exit_code == 1
        assert said.format(path) in done.output
        assert "\x1b" not in done.output
        assert "Traceback" not in done.output
    assert rows(read, Statement) == 0


def test_a_moment_without_an_offset_is_refused(flask: Command, a_file: Callable[..., Path]) -> None:
    done = flask("statement", "import", a_file(more="closes: 2026-12-02T18:00"))
    assert "x.md:6: closes: '2026-12-02T18:00' does not say its offset from UTC" in done.output


def test_a_mistake_in_the_last_founder_imports_none(flask: Command, read: Read, a_file: Callable[..., Path]) -> None:
    wrong = a_file(more="signatories:\n  - Journalists Club\n  - “Journalists Club” NGO\n")
    done = flask("statement", "import", wrong, "--publish")
    assert done.output == f"Error: {wrong}:8: signatories: this organisation is on line 7 already\n"
    assert rows(read, Statement) == rows(read, Endorsement) == 0


def test_revise_refuses_drafts_strangers_and_another_first_language(
    flask: Command, a_file: Callable[..., Path]
) -> None:
    assert "there is no statement appeal" in flask("statement", "revise", a_file(), *CORRECTED).output
    flask("statement", "import", a_file())
    assert "appeal is a draft" in flask("statement", "revise", a_file("Other."), *CORRECTED).output
    flask("statement", "publish", "appeal")
    other = flask("statement", "revise", a_file("Autre.", language="fr"), *CORRECTED)
    assert (other.exit_code, "must stay in the language 'en'" in other.output) == (1, True)


def test_revise_asks_before_it_mails_anybody(
    flask: Command, a_file: Callable[..., Path], write: Any, read: Read
) -> None:
    flask("statement", "import", a_file(), "--publish")
    with write() as session:
        an_endorsement(session, by_slug(session, "appeal"), state=State.APPROVED)
    substantive = ("--kind", "substantive", "--note", "Something else.")
    asked = flask("statement", "revise", a_file("Second."), *substantive, input="n\n")
    assert "ask 1 organisation(s) by mail" in asked.output
    assert (asked.exit_code, rows(read, Revision)) == (1, 1)
    done = flask("statement", "revise", a_file("Second."), *substantive, "--yes")
    assert done.output == "appeal: revision 2 published; 1 organisation(s) asked by mail\n"
    refused = flask("statement", "revise", a_file("Third."), "--kind", "correction", "--note", " ")
    assert (refused.exit_code, "needs a note" in refused.output) == (1, True)
    invalid = flask("statement", "revise", a_file("Third."), "--kind", "correction", "--note", "x" * 1001)
    assert (invalid.exit_code, "the note is longer than 1000 characters" in invalid.output) == (1, True)


def test_close_asks_first(flask: Command, a_file: Callable[..., Path]) -> None:
    flask("statement", "import", a_file(), "--publish")
    assert flask("statement", "close", "appeal", input="n\n").exit_code == 1
    assert "open" in flask("statement", "list").output
    assert flask("statement", "close", "appeal", "--yes").output == "appeal: closed\n"
    assert "closed" in flask("statement", "list").output
    assert "nothing changed" in flask("statement", "close", "appeal", "--yes").output


@pytest.mark.parametrize("command", [("publish", "none"), ("close", "none", "--yes")])
def test_what_is_not_there_is_said_so(flask: Command, command: tuple[str, ...]) -> None:
    done = flask("statement", *command)
    assert (done.exit_code, done.output) == (1, "Error: there is no statement none\n")


def test_an_empty_site_says_how_to_begin(flask: Command) -> None:
    assert flask("statement", "list").output == "No statements yet: flask statement import FILE\n"


def test_a_statement_that_begins_later_says_so(flask: Command, a_file: Callable[..., Path], clock: Any) -> None:
    flask("statement", "import", a_file(more="opens: 2027-01-01T00:00Z"), "--publish")
    assert "not yet open" in flask("statement", "list").output
