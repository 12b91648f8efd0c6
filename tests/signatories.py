"""What a signatory does, through the pages."""

from __future__ import annotations

from itertools import count
from typing import Any

from tests.page import Browser, Page

_numbers = count(1)


def a_form(**changes: Any) -> dict[str, Any]:
    """What a signatory fills in; every call is another organisation with another address."""
    number = next(_numbers)
    return {
        "organisation": f"Forum for Open Courts {number}",
        "country": "AM",
        "website": f"courts{number}.example.org",
        "representative": "Anahit Grigoryan",
        "position": "Director",
        "email": f"anahit@courts{number}.example.org",
        "privacy": True,
    } | changes


def form_of(slug: str, locale: str = "en") -> str:
    """The address of the form that endorses a statement."""
    return f"/{locale}/statements/{slug}/endorse"


def endorse(browser: Browser, slug: str, **changes: Any) -> Page:
    """Open the form, fill it in, send it; the page that says to look into the mailbox."""
    return browser.visit(form_of(slug)).submit(a_form(**changes), button="Send, and confirm by e-mail")


def sign(browser: Browser, link: str) -> Page:
    """Open the mailed link, tick the box, press the button."""
    return browser.visit(link).submit({"authorised": True}, button="Sign for the organisation")
