"""Accounts: the first editor, invitations, passwords, and what ends when they change."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.cli.moderator import first_editor_link
from app.domain.events.operations import ADMINISTRATOR
from app.domain.moderators import operations
from app.domain.moderators.models import Moderator, Role
from app.domain.moderators.queries import by_email
from app.links import Purpose, sign
from app.web.work import now
from tests.accounts import MODERATOR
from tests.page import Browser

NEW = "a kettle beside the old window"
FIRST = {"name": "Tigran Petrosyan", "email": "tigran@coalition.example", "password": NEW, "again": NEW}
CLOSED = "This link does not open"


@pytest.fixture
def first_link(app: Flask) -> str:
    with app.app_context():
        link = first_editor_link()
    assert link
    return link


@pytest.fixture
def invited(write: Any, sent: Any) -> Callable[..., str]:
    """`invited("nare@coalition.example")`: the link in the mail."""

    def invite(email: str = "nare@coalition.example") -> str:
        with write() as session:
            operations.add(session, email=email, name="Nare", role=Role.MODERATOR, by=ADMINISTRATOR, at=now())
        return str(sent.to(email)[-1].link)

    return invite


def people(read: Any) -> list[tuple[str, str]]:
    with read() as session:
        return [(one.email, one.role) for one in session.scalars(sa.select(Moderator).order_by(Moderator.id))]


def test_the_first_editor_sets_up_the_site_and_is_in(reader: Browser, first_link: str, read: Any, tags: Any) -> None:
    page = reader.visit(first_link)
    assert page.h1 == "Set up the first editor’s account"
    assert people(read) == []
    page = page.submit(FIRST)
    assert (page.path, page.h1) == ("/moderation/", "Queue")
    assert people(read) == [("tigran@coalition.example", "editor")]
    assert tags() == ["moderator:added", "moderator:signed_in"]


def test_the_first_editors_link_works_once(app: Flask, reader: Browser, first_link: str, read: Any) -> None:
    other = Browser(app).visit(first_link)
    reader.visit(first_link).submit(FIRST)
    assert Browser(app).visit(first_link, status=404).h1 == CLOSED
    page = other.submit(FIRST | {"email": "thief@evil.example"}, status=404)
    assert page.h1 == CLOSED
    assert len(people(read)) == 1
    with app.app_context():
        assert first_editor_link() is None


def test_of_two_first_editors_at_once_one_is_too_late(app: Flask, first_link: str, read: Any) -> None:
    pages = [Browser(app).visit(first_link) for _ in range(4)]
    with ThreadPoolExecutor(4) as crowd:
        jobs = [
            crowd.submit(page.submit, FIRST | {"email": f"editor{number}@coalition.example"}, status=(303, 404))
            for number, page in enumerate(pages)
        ]
    assert sorted(job.result().status for job in jobs) == [303, 404, 404, 404]
    assert len(people(read)) == 1


def test_the_first_editors_link_never_works_where_an_account_exists(
    first_link: str, moderator: Browser, reader: Browser
) -> None:
    assert reader.visit(first_link, status=404).h1 == CLOSED


def test_the_first_editors_link_grows_old(clock: Any, reader: Browser, app: Flask) -> None:
    with app.app_context():
        link = first_editor_link()
    clock.shift(timedelta(days=7, seconds=1))
    assert link
    assert reader.visit(link, status=404).h1 == CLOSED


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"email": "tigran"}, "email"),
        ({"email": ""}, "email"),
        ({"again": "a kettle beside the new window"}, "again"),
        ({"password": "too short", "again": "too short"}, "password"),
        ({"password": "x1" * 65, "again": "x1" * 65}, "password"),
        ({"password": "passwordpassword1", "again": "passwordpassword1"}, "password"),
        ({"password": "Tigran Petrosyan!", "again": "Tigran Petrosyan!"}, "password"),
        ({"password": "", "again": ""}, "password"),
    ],
)
def test_what_cannot_stand_comes_back_with_a_word_beside_it(
    reader: Browser, first_link: str, read: Any, values: dict[str, str], field: str
) -> None:
    page = reader.visit(first_link).submit(FIRST | values, status=400)
    assert page.all(f".//*[@id='{field}-error']")
    assert page.form("email").value("email") == (FIRST | values)["email"]
    assert NEW not in page.source
    assert people(read) == []


def test_who_is_invited_chooses_a_password_and_is_in(reader: Browser, invited: Any, tags: Any, app: Flask) -> None:
    page = reader.visit(invited())
    assert (page.h1, "Welcome, Nare." in page.text) == ("Set up your account", True)
    assert page.submit({"password": NEW, "again": NEW}).h1 == "Queue"
    assert tags() == ["moderator:added", "moderator:password_set", "moderator:signed_in"]
    again = Browser(app).visit("/sign-in").submit({"email": "nare@coalition.example", "password": NEW})
    assert again.h1 == "Queue"


def test_looking_at_an_invitation_uses_nothing_up(app: Flask, invited: Any) -> None:
    link = invited()
    for _ in range(3):
        Browser(app).visit(link)
    Browser(app).visit(link).submit({"password": "short", "again": "short"}, status=400)
    Browser(app).visit(link).submit({"password": NEW, "again": NEW})


def test_an_invitation_works_once(app: Flask, invited: Any, read: Any) -> None:
    link = invited()
    two = [Browser(app).visit(link) for _ in range(2)]
    two[0].submit({"password": NEW, "again": NEW})
    with read() as session:
        before = by_email(session, "nare@coalition.example").password_hash
    assert Browser(app).visit(link, status=404).h1 == CLOSED
    assert two[1].submit({"password": f"{NEW}!", "again": f"{NEW}!"}, status=404).h1 == CLOSED
    with read() as session:
        assert by_email(session, "nare@coalition.example").password_hash == before


def test_an_invitation_is_good_for_seven_days(clock: Any, app: Flask, invited: Any) -> None:
    link = invited()
    clock.shift(timedelta(days=7) - timedelta(seconds=1))
    Browser(app).visit(link)
    clock.shift(timedelta(seconds=2))
    assert Browser(app).visit(link, status=404).h1 == CLOSED


def test_an_invitation_ends_with_the_account_and_with_a_newer_one(
    app: Flask, invited: Any, write: Any, sent: Any
) -> None:
    first = invited()
    with write() as session:
        operations.reset(session, "nare@coalition.example", by=ADMINISTRATOR, at=now())
    assert Browser(app).visit(first, status=404).h1 == CLOSED
    second = sent.to("nare@coalition.example")[-1].link
    page = Browser(app).visit(second)
    with write() as session:
        operations.retire(session, "nare@coalition.example", by=ADMINISTRATOR, at=now())
    assert page.submit({"password": NEW, "again": NEW}, status=404).h1 == CLOSED


def test_no_other_link_opens_it(app: Flask, reader: Browser, invited: Any, read: Any) -> None:
    link = invited()
    path, _, token = link.rpartition("/")
    with read() as session:
        public_id = by_email(session, "nare@coalition.example").public_id
    with app.app_context():
        wrong = [sign(purpose, public_id, 1) for purpose in Purpose if purpose is not Purpose.INVITATION]
        wrong += [sign(Purpose.INVITATION, public_id, version) for version in (0, 2)]
        wrong += [sign(Purpose.INVITATION, "nobody", 1)]
    wrong += [token[:-1], token + "A", token[1:], token.replace(".", ".A", 1), token.swapcase(), "x", "a" * 2000]
    for one in wrong:
        assert reader.visit(f"{path}/{one}", status=404).h1 in (CLOSED, "Page not found"), one


def test_changing_the_password_ends_every_other_session(app: Flask, moderator: Browser, tags: Any) -> None:
    others = [Browser(app) for _ in range(3)]
    for other in others:
        other.visit("/sign-in").submit({"email": MODERATOR.email, "password": MODERATOR.password})
    assert "in 3 other browsers" in moderator.visit("/account").text
    page = moderator.visit("/account").follow("Change the password")
    page = page.submit({"current": MODERATOR.password, "password": NEW, "again": NEW})
    assert "Every other browser was signed out" in page.text
    assert [other.visit("/account").path for other in others] == ["/sign-in?next=/account"] * 3
    for password, status in ((MODERATOR.password, 400), (NEW, 303)):
        values = {"email": MODERATOR.email, "password": password}
        Browser(app).visit("/sign-in").submit(values, status=status)
    assert "moderator:password_set" in tags()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"current": "not what it was until now"}, "current"),
        ({"current": ""}, "current"),
        ({"again": "a kettle beside the new window"}, "again"),
        ({"password": "short", "again": "short"}, "password"),
        ({"password": "lusine@coalition.example", "again": "lusine@coalition.example"}, "password"),
    ],
)
def test_a_password_that_cannot_stand_changes_nothing(
    app: Flask, moderator: Browser, values: dict[str, str], field: str
) -> None:
    page = moderator.visit("/account/password")
    page = page.submit({"current": MODERATOR.password, "password": NEW, "again": NEW} | values, status=400)
    assert page.all(f".//*[@id='{field}-error']")
    Browser(app).visit("/sign-in").submit({"email": MODERATOR.email, "password": MODERATOR.password})


def test_signing_out_everywhere_else_leaves_this_browser(app: Flask, moderator: Browser) -> None:
    other = Browser(app)
    other.visit("/sign-in").submit({"email": MODERATOR.email, "password": MODERATOR.password})
    page = moderator.visit("/account").submit(button="Sign out everywhere else")
    assert "Every other browser was signed out" in page.text
    assert "signed in here only" in page.text
    assert other.visit("/account").path.startswith("/sign-in")
