"""Heads: what signs them, what they never contradict, and every way in which a step can fail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.domain.endorsements.states import State
from app.domain.ledger.notes import Checkpoint, Note, verifier_of
from app.domain.ledger.policy import Policy, written
from app.domain.ledger.strict import Malformed
from app.domain.statements.models import Statement
from app.signing import keys, ledger
from app.signing.head_file import HeadFile
from app.signing.ledger import SigningRefused, head_file, sign_head, sign_if_needed
from app.web.work import unit_of_work
from config import Config, UnsafeConfiguration
from tests.factories import a_moderator, a_statement, an_endorsement
from tests.integration.ledger.conftest import ORIGIN
from tests.integration.ledger.published import Published

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)


def approve_one(app: Flask, statement_id: int) -> None:
    """As a page does it."""
    with app.test_request_context(), unit_of_work() as session:
        an_endorsement(session, session.get_one(Statement, statement_id), state=State.APPROVED, at=AT)


@pytest.fixture
def begun(app: Flask, write: Any) -> int:
    """A statement, and a moderator."""
    with write() as session:
        a_moderator(session)
        return a_statement(session, at=AT).id


def test_whatever_is_committed_is_under_a_head_at_once(app: Flask, begun: int, published: Published) -> None:
    approve_one(app, begun)
    assert published.head.size == 2
    approve_one(app, begun)
    assert published.head.size == 3
    assert published.get("vkey").decode().split("+")[0] == ORIGIN


def test_a_site_without_a_key_goes_on_and_another_process_signs(
    app: Flask, begun: int, key_file: Path, published: Published
) -> None:
    app.config["LEDGER_KEY_FILE"] = ""
    approve_one(app, begun)
    assert app.test_client().get("/ledger/checkpoint", base_url="https://sign.example.org").status_code == 404
    app.config["LEDGER_KEY_FILE"] = str(key_file)
    done = app.test_cli_runner().invoke(args=["ledger", "sign"])
    assert (done.exit_code, done.output) == (0, "Signed: 2 leaves\n")
    app.config["LEDGER_KEY_FILE"] = ""
    assert published.head.size == 2
    Policy.parse(published.get("policy").decode()).accept(published.note)


def test_nothing_is_shown_beyond_the_head(app: Flask, begun: int, published: Published) -> None:
    approve_one(app, begun)
    app.config["LEDGER_KEY_FILE"] = ""
    approve_one(app, begun)
    client = app.test_client()
    for path, status in (("0/000.p/2", 200), ("0/000.p/3", 404), ("entries/000.p/3", 404), ("0/0", 404), ("x", 404)):
        assert client.get(f"/ledger/tile/{path}", base_url="https://sign.example.org").status_code == status


STEPS = ("root", "swap", "publish")


@pytest.mark.parametrize("persists", [False, True], ids=["fails", "fails but is done"])
@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_fails_is_made_up_for(
    app: Flask, begun: int, published: Published, monkeypatch: pytest.MonkeyPatch, step: str, persists: bool
) -> None:
    approve_one(app, begun)
    before = published.note
    with monkeypatch.context() as patch:
        _break(patch, step, persists)
        approve_one(app, begun)  # the decision stands, whatever becomes of the head
        seen = published.note
    assert Checkpoint.parse(seen.text).size in (2, 3)
    assert seen == before or step == "publish"
    with app.app_context():
        sign_if_needed(app)
        first = str(published.note)
        sign_if_needed(app)
    assert (published.head.size, str(published.note)) == (3, first)
    approve_one(app, begun)
    assert len(published.register().listed) == 3


def _break(patch: pytest.MonkeyPatch, step: str, persists: bool) -> None:
    owner: Any = {"root": ledger, "swap": HeadFile, "publish": ledger}[step]
    name = {"root": "_next", "swap": "swap", "publish": "_publish"}[step]
    real = getattr(owner, name)

    def broken(*arguments: Any) -> Any:
        if persists:
            real(*arguments)
        raise OSError("the disk is gone")

    patch.setattr(owner, name, broken)


def test_a_head_that_was_signed_and_not_published_is_not_signed_anew(
    app: Flask, begun: int, published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        _break(patch, "publish", persists=False)
        approve_one(app, begun)
    with app.app_context():
        remembered = head_file().read()
        sign_if_needed(app)
    assert published.note == remembered


def test_two_processes_that_sign_at_once_agree(app: Flask, begun: int, tmp_path: Path) -> None:
    approve_one(app, begun)
    with app.app_context():
        old = head_file().read()
        assert old is not None
        other = Note(old.text, old.signatures * 2)
        assert head_file().swap(old, other)
        assert not head_file().swap(old, old)
        assert not head_file().swap(None, old)
        assert HeadFile(tmp_path / "none.sqlite").read() is None
        assert HeadFile(tmp_path / "none.sqlite").alarm() == ""


def _smaller(head: Checkpoint) -> Checkpoint:
    return Checkpoint(head.origin, head.size + 5, head.root)


def _other_root(head: Checkpoint) -> Checkpoint:
    return Checkpoint(head.origin, head.size, bytes(32))


def _other_history(head: Checkpoint) -> Checkpoint:
    return Checkpoint(head.origin, head.size - 1, bytes(32))


def _other_origin(head: Checkpoint) -> Checkpoint:
    return Checkpoint("other.example/ledger", head.size, head.root)


@pytest.mark.parametrize(
    ("remembered", "code"),
    [(_smaller, "older"), (_other_root, "fork"), (_other_history, "fork"), (_other_origin, "origin")],
)
def test_what_contradicts_the_last_head_is_never_signed(
    app: Flask,
    begun: int,
    published: Published,
    editor: Any,
    remembered: Callable[[Checkpoint], Checkpoint],
    code: str,
) -> None:
    approve_one(app, begun)
    before = published.note
    with app.app_context():
        old = head_file().read()
        assert old is not None
        head_file().swap(old, Note(remembered(Checkpoint.parse(old.text)).text, old.signatures))
        with pytest.raises(SigningRefused) as refused:
            sign_head()
    assert refused.value.code == code
    approve_one(app, begun)
    assert published.note == before, "reading goes on"
    done = app.test_cli_runner().invoke(args=["ledger", "sign"])
    assert (done.exit_code, "Not signed" in done.output) == (1, True)
    assert "ledger" in editor.visit("/moderation/overview").text
    with app.app_context():
        assert head_file().alarm() == code
        last = head_file().read()
        assert last is not None
        head_file().swap(last, old)
        sign_if_needed(app)
        assert head_file().alarm() == ""


def test_a_key_is_made_once_for_its_owner_alone(app: Flask, tmp_path: Path, config: Config) -> None:
    runner, path = app.test_cli_runner(), tmp_path / "new" / "key"
    app.config["LEDGER_KEY_FILE"] = str(path)
    made = runner.invoke(args=["ledger", "keygen"])
    assert (made.exit_code, path.stat().st_mode & 0o777) == (0, 0o600)
    again = runner.invoke(args=["ledger", "keygen"])
    assert (again.exit_code, "never overwritten" in again.output) == (1, True)
    path.chmod(0o644)
    refused = runner.invoke(args=["ledger", "sign"])
    assert (refused.exit_code, "chmod 600" in refused.output) == (1, True)
    with pytest.raises(UnsafeConfiguration, match="can be read by everybody"):
        Config(
            secret_key=config.secret_key,
            database_url=config.database_url,
            base_url=config.base_url,
            ledger_key_file=str(path),
        )
    path.chmod(0o600)
    path.write_text(path.read_text().replace(ORIGIN, "other.example/ledger"))
    assert "no key of this ledger" in runner.invoke(args=["ledger", "sign"]).output
    app.config["LEDGER_KEY_FILE"] = ""
    assert "Set LEDGER_KEY_FILE" in runner.invoke(args=["ledger", "keygen"]).output
    assert "There is no key" in runner.invoke(args=["ledger", "sign"]).output


def test_a_new_key_is_announced_by_a_leaf_and_both_sign(
    app: Flask, begun: int, key_file: Path, published: Published
) -> None:
    approve_one(app, begun)
    old = Policy.parse(published.get("policy").decode())
    done = app.test_cli_runner().invoke(args=["ledger", "rotate"])
    assert done.exit_code == 0, done.output
    newest, former = keys.read(key_file, ORIGIN)
    assert published.entries()[-1].vkey == verifier_of(ORIGIN, newest).vkey
    new = Policy.parse(written([verifier_of(ORIGIN, newest)]))
    assert old.accept(published.note) == new.accept(published.note)
    key_file.write_text(key_file.read_text().splitlines()[0] + "\n")
    approve_one(app, begun)
    assert new.accept(published.note).size == 4
    with pytest.raises(Malformed):
        old.accept(published.note)
    assert published.get("vkey").decode().splitlines()[1] == verifier_of(ORIGIN, former).vkey
    assert app.test_cli_runner().invoke(args=["ledger", "verify"]).exit_code == 0
