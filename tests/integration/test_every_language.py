"""Every page, mail and error is there in every language, and says which one it is and in which direction it reads."""

from __future__ import annotations

import re
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.domain.moderators.models import Moderator
from app.domain.outbox.models import Message, MessageKind
from app.extensions import READER, db
from app.mail.compose import compose
from app.web import errors
from app.web.policy import POLICY, Access
from tests import accounts
from tests.addresses import every_address
from tests.checks import UNFINISHED
from tests.integration.mail.cases import CASES
from tests.integration.mail.reading import part
from tests.page import Browser

pytestmark = pytest.mark.translated

LANGUAGES = {"en": "ltr", "hy": "ltr", "ru": "ltr", "fr": "ltr", "es": "ltr", "ar": "rtl"}
DESK = (Access.MODERATOR, Access.EDITOR)


@pytest.fixture
def app(make_app: Any) -> Flask:
    """A site that speaks all of them."""
    site: Flask = make_app(locales=tuple(LANGUAGES))
    return site


def faults(html: str, locale: str) -> list[str]:
    """What is wrong with a page or a mail in that language."""
    begins = re.search(r'<html lang="([^"]*)" dir="([^"]*)"[ >]', html)
    found = [] if begins and begins.groups() == (locale, LANGUAGES[locale]) else [f"begins {html[:80]!r}"]
    return found + [f"unfinished: {html[one.start() - 30 : one.end() + 30]}" for one in UNFINISHED.finditer(html)]


def page(client: FlaskClient, path: str, locale: str) -> str | None:
    """The page at this address in that language; None for what is no page."""
    own = path.startswith("/en/")
    path = path.replace("/en/", f"/{locale}/", 1) if own else path.replace("/preview/en", f"/preview/{locale}")
    if not own:  # as links of our pages do
        path += f"{'&' if '?' in path else '?'}language={locale}"
    asking: dict[str, Any] = {"headers": {"Accept-Language": locale}, "base_url": "https://sign.example.org"}
    with client.get(path, follow_redirects=True, **asking) as answer:
        assert answer.status_code < 500, f"{path} in {locale}: {answer.status_code}"
        return answer.text if answer.status_code == 200 and answer.mimetype == "text/html" else None


def test_every_public_page_is_in_every_language(app: Flask) -> None:
    client, found = Browser(app).client, {}
    addresses = {endpoint: path for endpoint, path in every_address(app).items() if POLICY[endpoint] not in DESK}
    pages = {endpoint: path for endpoint, path in addresses.items() if page(client, path, "en")}
    for locale in LANGUAGES:
        for endpoint, path in pages.items():
            wrong = faults(page(client, path, locale) or "", locale)
            if wrong:
                found[f"{endpoint} in {locale}"] = wrong
    assert len(pages) > 15
    assert not found


def test_the_desk_speaks_every_language(app: Flask, write: Any) -> None:
    """A page in each language in turn: in all of them, all would take half a minute."""
    client, found = accounts.signed_in(app, accounts.EDITOR).client, {}
    addresses = [pair for pair in every_address(app).items() if POLICY[pair[0]] in DESK]
    for turn, locale in enumerate(LANGUAGES):
        with write() as session:
            session.execute(sa.update(Moderator).values(locale=locale))
        for endpoint, path in addresses[turn :: len(LANGUAGES)]:
            html = page(client, path, locale)
            if html and (wrong := faults(html, locale)):
                found[f"{endpoint} in {locale}"] = wrong
    assert not found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_every_mail_is_in_every_language(app: Flask, write: Any, clock: Any, case: Any) -> None:
    with write() as session:
        case(session)
    with app.app_context(), Session(db.engines[READER]) as session:
        kind = next(kind for kind in MessageKind if case.__name__.startswith(kind))
        newest = sa.select(Message).where(Message.kind == kind).order_by(Message.id.desc()).limit(1)
        message = session.scalars(newest).one()
        for locale in LANGUAGES:
            message.locale = locale
            with session.no_autoflush:
                mail = compose(message, session)
            assert mail is not None
            assert mail["Content-Language"] == locale
            assert not faults(part(mail, "html"), locale)
            assert not UNFINISHED.search(mail["Subject"] + part(mail, "plain"))


@pytest.mark.parametrize("locale", LANGUAGES)
def test_every_error_is_in_every_language(app: Flask, locale: str) -> None:
    with app.test_request_context(f"/{locale}/nothing"):
        for status in errors.PAGES:
            html, *_ = errors._page(status, retry_after=60, reference="1234abcd")
            assert not faults(html, locale), status
