"""What ends an account's credentials wins over whatever was begun with them a moment before (M4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyotp
import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy.orm import Session

from app.domain.events.operations import ADMINISTRATOR
from app.domain.moderators import operations, passwords
from app.domain.moderators.models import Moderator, ModeratorSession, Role
from app.domain.moderators.queries import by_email
from app.web.sign_in import account, factor, set_up, views
from app.web.work import now, unit_of_work
from tests.accounts import MODERATOR
from tests.integration.desk.reading import shown_secret, turn_on
from tests.page import Browser

DEBED = {"email": MODERATOR.email, "password": MODERATOR.password}
NEW = "a kettle beside the old window"


def reset(session: Session, email: str = MODERATOR.email) -> None:
    operations.reset(session, email, by=ADMINISTRATOR, at=now())


def retire(session: Session, email: str = MODERATOR.email) -> None:
    operations.retire(session, email, by=ADMINISTRATOR, at=now())


def change_password(session: Session, email: str = MODERATOR.email) -> None:
    moderator = by_email(session, email)
    assert moderator
    operations.set_password(session, moderator, passwords.new_hash(NEW), at=now())


def factor_on(session: Session, email: str = MODERATOR.email) -> None:
    moderator = by_email(session, email)
    assert moderator
    secret = "A" * 32
    operations.set_factor(session, moderator, secret, pyotp.TOTP(secret).at(now()), at=now())


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch, write: Any) -> Callable[..., None]:
    """`meanwhile(view_module, act)`: somebody does this just before the view begins its last unit of work."""

    def arrange(module: Any, act: Callable[[Session], None], *, before_work: int = 1) -> None:
        begun = []

        def late() -> Any:
            begun.append(1)
            if len(begun) == before_work:
                with write() as session:
                    act(session)
            return unit_of_work()

        monkeypatch.setattr(module, "unit_of_work", late)

    return arrange


@pytest.fixture
def stored(read: Any) -> Callable[[], list[ModeratorSession]]:
    def look() -> list[ModeratorSession]:
        with read() as session:
            return list(session.scalars(sa.select(ModeratorSession)))

    return look


@pytest.fixture
def as_stored(read: Any) -> Callable[..., Moderator]:
    def look(email: str = MODERATOR.email) -> Moderator:
        with read() as session:
            found = by_email(session, email)
            assert found
            return found

    return look


@pytest.mark.parametrize("act", [reset, retire, change_password])
def test_a_password_that_ended_while_it_was_checked_opens_nothing(
    app: Flask, moderator: Browser, meanwhile: Any, stored: Any, act: Any
) -> None:
    page = Browser(app).visit("/sign-in")
    meanwhile(views, act, before_work=2)
    page = page.submit(DEBED, status=400)
    assert page.errors == ["E-mail and password do not belong together. Check both and try again."]
    assert stored() == []


def test_a_factor_turned_on_meanwhile_is_asked_for(app: Flask, moderator: Browser, meanwhile: Any) -> None:
    page = Browser(app).visit("/sign-in")
    meanwhile(views, factor_on, before_work=2)
    page = page.submit(DEBED)
    assert page.h1 == "Enter the code"
    assert page.browser.visit("/moderation/").h1 == "Enter the code"


def test_hashing_anew_does_not_bring_an_old_password_back(
    app: Flask, moderator: Browser, meanwhile: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Browser(app).visit("/sign-in")
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    meanwhile(views, change_password, before_work=2)
    page.submit(DEBED, status=400)
    Browser(app).visit("/sign-in").submit(DEBED, status=400)
    Browser(app).visit("/sign-in").submit(DEBED | {"password": NEW}, status=303)


@pytest.mark.parametrize("act", [reset, retire, change_password])
def test_a_code_comes_too_late_for_an_account_that_changed(
    clock: Any, app: Flask, moderator: Browser, meanwhile: Any, stored: Any, act: Any
) -> None:
    telephone = turn_on(moderator)
    clock.shift(30)
    page = Browser(app).visit("/sign-in").submit(DEBED)
    meanwhile(views, act)
    page.submit({"code": telephone.now()}, status=400)
    assert stored() == []


@pytest.mark.parametrize("act", [reset, retire])
def test_an_invitation_called_back_in_the_moment_of_its_use_sets_nothing(
    app: Flask, write: Any, sent: Any, meanwhile: Any, stored: Any, as_stored: Any, act: Any
) -> None:
    email = "nare@coalition.example"
    with write() as session:
        operations.add(session, email=email, name="Nare", role=Role.MODERATOR, by=ADMINISTRATOR, at=now())
    page = Browser(app).visit(sent.to(email)[-1].link)
    meanwhile(set_up, lambda session: act(session, email))
    assert page.submit({"password": NEW, "again": NEW}, status=404).h1 == "This link does not open"
    assert as_stored(email).password_hash is None
    assert stored() == []


@pytest.mark.parametrize("act", [reset, retire])
def test_a_password_changed_by_an_account_that_ended_is_not_set(
    moderator: Browser, meanwhile: Any, stored: Any, as_stored: Any, tags: Any, act: Any
) -> None:
    page = moderator.visit("/account/password")
    meanwhile(account, act)
    page.submit({"current": MODERATOR.password, "password": NEW, "again": NEW}, status=403)
    assert "moderator:password_set" not in tags()
    assert stored() == []
    if act is reset:
        assert as_stored().password_hash is None


@pytest.mark.parametrize("act", [reset, retire, change_password])
def test_a_factor_of_an_account_that_ended_is_not_set(
    clock: Any, moderator: Browser, meanwhile: Any, as_stored: Any, act: Any
) -> None:
    page = moderator.visit("/account/second-factor")
    meanwhile(factor, act)
    code = pyotp.TOTP(shown_secret(page)).now()
    page.submit({"current": MODERATOR.password, "code": code}, status=403)
    assert as_stored().factor_secret is None


def test_nobody_who_writes_waits_for_a_password_to_be_hashed(
    moderator: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    hash_password, working = passwords.hash_password, []

    def watched(password: str) -> str:
        from app.database import open_work

        working.append(open_work() is not None)
        return hash_password(password)

    monkeypatch.setattr(passwords, "hash_password", watched)
    page = moderator.visit("/account/password")
    page.submit({"current": MODERATOR.password, "password": NEW, "again": NEW})
    assert working == [False]
