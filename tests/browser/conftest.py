"""A live site as `make run` serves it, a real SMTP server for its mail, and Chromium in front of both."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.people import Moderator, Reader, Signatory
from tests.live import Mailbox, Site, receiving, serving

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def mailbox() -> Iterator[Mailbox]:
    """Everything that the site sends, as a real SMTP server received it."""
    with receiving() as received:
        yield received


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, mailbox: Mailbox) -> Iterator[Site]:
    """The production server with a fresh database, in three languages of which one is written from right to left."""
    with serving(tmp_path_factory.mktemp("site"), mailbox, LOCALES="en,hy,ar") as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium."""
    path = shutil.which("chromium")
    assert path, "chromium is not installed: sudo apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def reader(site: Site, chromium: Browser) -> Iterator[Reader]:
    """Somebody who reads, at a desk."""
    yield from somebody(Reader, site, chromium)


@pytest.fixture
def signatory(site: Site, chromium: Browser, mailbox: Mailbox) -> Iterator[Signatory]:
    """Somebody at an organisation, on a telephone between two meetings."""
    for person in somebody(Signatory, site, chromium, viewport={"width": 390, "height": 844}, has_touch=True):
        person.mailbox = mailbox
        yield person


@pytest.fixture(scope="session")
def editor_account(site: Site, chromium: Browser) -> tuple[str, str]:
    """The first editor, set up with the link that the server printed: address and password."""
    account = ("lusine@coalition.example", "a walk along the river Debed")
    context = chromium.new_context()
    person = Moderator(context.new_page(), site.url)
    person.sets_up_the_first_account(site.first_editor_link, "Lusine", *account)
    context.close()
    return account


@pytest.fixture
def moderator(site: Site, chromium: Browser, editor_account: tuple[str, str]) -> Iterator[Moderator]:
    """The editor, signed in."""
    for person in somebody(Moderator, site, chromium):
        person.site = site
        person.signs_in(*editor_account)
        yield person


def somebody(kind, site: Site, chromium: Browser, **options):  # type: ignore[no-untyped-def]  # of any kind
    context = chromium.new_context(**options)
    context.set_default_timeout(10_000)
    person = kind(context.new_page(), site.url)
    yield person
    assert person.foreign_requests == [], "a page asked somebody else for something"
    assert person.complaints == [], "the browser complained"
    context.close()
