"""People of the desk who can sign in, and how they do it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from flask import Flask
from sqlalchemy.orm import Session

from app.domain.moderators.models import Role
from tests.page import Browser

Write = Callable[[], AbstractContextManager[Session]]


@dataclass(frozen=True)
class Account:
    """Who signs in, and with what."""

    name: str
    email: str
    role: Role
    password: str = "a walk along the river Debed"


MODERATOR = Account("Lusine Sargsyan", "lusine@coalition.example", Role.MODERATOR)
EDITOR = Account("Tigran Petrosyan", "tigran@coalition.example", Role.EDITOR)


def signed_in(app: Flask, account: Account) -> Browser:
    """Make the account by its command and sign in through the page."""
    arguments = ["moderator", "add", account.email, "--name", account.name, "--role", str(account.role)]
    added = app.test_cli_runner().invoke(args=[*arguments, "--password-stdin"], input=account.password + "\n")
    assert added.exit_code == 0, added.output
    browser = Browser(app)
    browser.visit("/sign-in").submit({"email": account.email, "password": account.password})
    return browser
