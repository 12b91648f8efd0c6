"""`flask moderator`: add, list, retire, reset; each says in one line what it did, or why it did not."""

from __future__ import annotations

from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from app.domain.moderators.queries import by_email, everybody
from tests.page import Browser

GOOD = "a walk along the river Debed"
NARE = ("add", "nare@coalition.example", "--name", "Nare", "--role", "moderator")


@pytest.fixture
def run(app: Flask) -> Any:
    """`run("list")`: the command, and what came of it."""

    def command(*arguments: str, stdin: str = "") -> Result:
        return app.test_cli_runner().invoke(args=["moderator", *arguments], input=stdin)

    return command


def fails(result: Result, words: str) -> None:
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("Error: ")
    assert words in result.stderr


def test_adding_with_a_password_from_standard_input(run: Any, app: Flask, sent: Any, tags: Any) -> None:
    result = run(*NARE, "--password-stdin", stdin=f"{GOOD}\n")
    assert (result.exit_code, result.output) == (0, "nare@coalition.example: moderator added\n")
    assert GOOD not in result.output
    page = Browser(app).visit("/sign-in").submit({"email": "nare@coalition.example", "password": GOOD})
    assert page.h1 == "Queue"
    assert sent.kinds() == []
    assert tags()[0] == "moderator:added"


def test_adding_without_one_invites(run: Any, app: Flask, sent: Any) -> None:
    result = run(*NARE)
    (mail,) = sent.to("nare@coalition.example")
    assert result.output == f"nare@coalition.example: moderator added; set up at {mail.link}\n"
    assert Browser(app).visit(mail.link).h1 == "Set up your account"


def test_the_address_is_written_as_it_is_mailed(run: Any, read: Any) -> None:
    run("add", " Nare@Coalition.EXAMPLE ", "--name", " Nare K. ", "--role", "editor")
    with read() as session:
        (nare,) = everybody(session)
    assert (nare.email, nare.name, nare.role) == ("Nare@coalition.example", "Nare K.", "editor")


@pytest.mark.parametrize(
    ("arguments", "stdin", "words"),
    [
        (NARE, "short\n", "too short"),
        (NARE, "\n", "too short"),
        (NARE, "", "too short"),
        (NARE, "ab" * 65 + "\n", "too long"),
        (NARE, "passwordpassword1\n", "easy to guess"),
        (("add", "nobody", *NARE[2:]), f"{GOOD}\n", "the address is no e-mail address"),
        (("add", "", *NARE[2:]), f"{GOOD}\n", "an address and a name are needed"),
        (("add", "nare@coalition.example", "--name", " ", *NARE[4:]), f"{GOOD}\n", "an address and a name are needed"),
        (
            ("add", "nare@coalition.example", "--name", "x" * 121, *NARE[4:]),
            f"{GOOD}\n",
            "the name is longer than 120 characters",
        ),
        (
            ("add", "nare@coalition.example", "--name", "a\x00b", *NARE[4:]),
            f"{GOOD}\n",
            "the name has a control character",
        ),
    ],
)
def test_what_cannot_stand_is_refused_and_adds_nothing(
    run: Any, read: Any, arguments: tuple[str, ...], stdin: str, words: str
) -> None:
    fails(run(*arguments, "--password-stdin", stdin=stdin), words)
    with read() as session:
        assert not everybody(session)


@pytest.mark.parametrize("missing", [("add", "a@b.example"), ("add", "a@b.example", "--name", "A"), ("add",)])
def test_what_is_missing_is_named(run: Any, missing: tuple[str, ...]) -> None:
    result = run(*missing)
    assert result.exit_code == 2
    assert "Missing" in result.stderr


def test_a_role_that_does_not_exist_is_refused(run: Any) -> None:
    assert run(*NARE[:-1], "owner").exit_code == 2


def test_an_address_is_added_once_however_it_is_written(run: Any, read: Any) -> None:
    run(*NARE)
    fails(run("add", "NARE+2@coalition.example", *NARE[2:]), "there is an account with this address")
    with read() as session:
        assert len(everybody(session)) == 1


def test_the_list_says_who_can_sign_in(run: Any) -> None:
    assert run("list").output == "No accounts yet: flask moderator add EMAIL --name NAME --role editor\n"
    run(*NARE)
    run("add", "lusine@coalition.example", "--name", "Լուսինե", "--role", "editor", "--password-stdin", stdin=GOOD)
    run("add", "old@coalition.example", "--name", "Old", "--role", "editor", "--password-stdin", stdin=GOOD)
    run("retire", "old@coalition.example", "--yes")
    assert run("list").output.splitlines() == [
        "nare@coalition.example  Nare  moderator  invited",
        "lusine@coalition.example  Լուսինե  editor  active",
        "old@coalition.example  Old  editor  retired",
    ]


def test_retiring_ends_the_account_and_keeps_what_it_did(run: Any, app: Flask, moderator: Browser, read: Any) -> None:
    result = run("retire", "LUSINE@coalition.example", "--yes")
    assert (result.exit_code, result.output) == (0, "lusine@coalition.example: retired\n")
    assert moderator.visit("/moderation/").path.startswith("/sign-in")
    with read() as session:
        assert by_email(session, "lusine@coalition.example").name == "Lusine Sargsyan"
    fails(run("retire", "lusine@coalition.example", "--yes"), "retired already")
    fails(run("reset", "lusine@coalition.example", "--yes"), "retired already")
    fails(run("add", "lusine@coalition.example", *NARE[2:]), "there is an account with this address")


def test_resetting_forgets_and_invites_again(run: Any, app: Flask, moderator: Browser, sent: Any) -> None:
    result = run("reset", "lusine@coalition.example", "--yes")
    mail = sent.to("lusine@coalition.example")[-1]
    assert result.output == f"lusine@coalition.example: reset\nSet up again at {mail.link}\n"
    assert moderator.visit("/moderation/").path.startswith("/sign-in")
    page = Browser(app).visit(mail.link).submit({"password": f"{GOOD} anew", "again": f"{GOOD} anew"})
    assert page.h1 == "Queue"


@pytest.mark.parametrize("command", ["retire", "reset"])
@pytest.mark.parametrize("answer", ["n\n", "\n", ""])
def test_it_asks_first_and_takes_no_for_an_answer(run: Any, moderator: Browser, command: str, answer: str) -> None:
    result = run(command, "lusine@coalition.example", stdin=answer)
    assert result.exit_code == 1
    assert moderator.visit("/moderation/").h1 == "Queue"
    assert run(command, "lusine@coalition.example", stdin="y\n").exit_code == 0


@pytest.mark.parametrize("command", ["retire", "reset"])
@pytest.mark.parametrize("email", ["nobody@coalition.example", "nobody", "", "@", "a@xn--\u0530.example"])
def test_an_unknown_address_is_said_to_be_unknown(run: Any, command: str, email: str) -> None:
    fails(run(command, email, "--yes"), "there is no such account")
