"""The mailbox of a site in development."""

from __future__ import annotations

from typing import Any

from app.domain.endorsements.states import State
from tests.factories import an_endorsement
from tests.integration.mail.cases import AT, signed
from tests.page import Browser


def test_a_site_in_development_shows_its_mails_with_links_that_work(make_app: Any, write: Any) -> None:
    app = make_app(development=True, base_url="http://127.0.0.1:8000")
    with write() as session:
        endorsement = signed(session)
        an_endorsement(session, endorsement.statement, state=State.APPROVED, at=AT)
    browser = Browser(app)
    page = browser.visit("/mailbox")
    assert [words for words in page.links() if words.startswith("Please confirm")] == [
        "Please confirm: For open archives"
    ]
    mail = page.follow("Please confirm: For open archives")
    assert "To sign, open this page" in mail.text
    address = next(address for address in mail.links().values() if "/confirm" in address)
    assert browser.visit(address).status == 200
    with app.test_client() as client:
        html = client.get(mail.link("The same mail as HTML"), base_url="http://127.0.0.1:8000")
        assert "Read and confirm" in html.text
        assert html.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert browser.visit("/mailbox/nothing", status=404).status == 404


def test_elsewhere_there_is_no_mailbox(visit: Any) -> None:
    assert visit("/mailbox", status=404).status == 404
