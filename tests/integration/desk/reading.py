"""What is read and done at the desk, in a word."""

from __future__ import annotations

from typing import Any

import pyotp

from app.domain.endorsements.desk import of_public_ids
from tests.accounts import MODERATOR
from tests.checks import words
from tests.page import Browser, Page

PUBLIC = "/en/statements/appeal"
DESK = "/moderation/endorsements/"
CHOOSE = "/moderation/decisions"


def on_register(page: Page) -> list[str]:
    """The organisations that readers see, in order."""
    return [words(one) for one in page.all(".//*[@class='register__name']")]


def decide(browser: Browser, public_id: str, button: str, *, status: Any = 200, **values: str) -> Page:
    """Open one endorsement and press this button."""
    return browser.visit(DESK + public_id).submit(values, button=button, status=status)


def shown_secret(page: Page) -> str:
    """The letters below the picture for the app."""
    return "".join(page.all(".//main//form//code")[0].itertext())


def turn_on(browser: Browser) -> pyotp.TOTP:
    """Turn it on, as the page says to; the app on the telephone."""
    page = browser.visit("/account/second-factor")
    app = pyotp.TOTP(shown_secret(page))
    page.submit({"current": MODERATOR.password, "code": app.now()})
    return app


def choose(browser: Browser, read: Any, names: list[str], action: str = "approve", **more: str) -> Page:
    """Tick these in the queue, and press the button for many."""
    token = browser.visit("/moderation/").form(action="/sign-out").value("csrf_token")
    data = {"csrf_token": token, "action": action, "endorsement": names}
    with read() as session:
        data |= {f"version-{one.public_id}": str(one.version) for one in of_public_ids(session, names)}
    data |= more
    return browser.request("POST", CHOOSE, data=data, status=(200, 400))
