"""Passwords and mails travel encrypted, to a server that is the one it says it is."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Any

import pytest
import trustme

from app.mail import smtp
from app.mail.delivery import deliver_due
from tests.integration.mail.naming import NOW
from tests.postbox import Postbox, open_postbox

AUTHORITY = trustme.CA()


def server_side() -> ssl.SSLContext:
    """A server that shows a certificate by an authority of this test's own."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    AUTHORITY.issue_cert("localhost", "127.0.0.1").configure_cert(context)
    return context


@pytest.fixture
def abroad(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loopback counts as a foreign network."""
    monkeypatch.setattr(smtp, "LOOPBACK", ())


@pytest.mark.usefixtures("abroad")
def test_a_password_goes_only_over_an_encrypted_connection(
    make_app: Any, postbox: Postbox, queue_mails: Any, outbox: Any
) -> None:
    queue_mails(1)
    done = deliver_due(make_app(mail_url=f"smtp://ngo:secret@127.0.0.1:{postbox.port}"), at=NOW)
    assert (done.sent, done.unreachable) == (0, "no STARTTLS, so no password is sent")
    assert outbox()[0].last_error == done.unreachable


@pytest.mark.usefixtures("abroad")
@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_server_whose_certificate_nobody_vouches_for_gets_no_mail(
    make_app: Any, queue_mails: Any, scheme: str
) -> None:
    queue_mails(1)
    settings = {"ssl_context": server_side()} if scheme == "smtps" else {"tls_context": server_side()}
    with open_postbox(**settings) as postbox:
        done = deliver_due(make_app(mail_url=f"{scheme}://127.0.0.1:{postbox.port}"), at=NOW)
    assert (done.sent, done.unreachable) == (0, "certificate not accepted")


@pytest.mark.usefixtures("abroad")
@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_mail_leaves_encrypted_with_the_password_as_it_is_meant(
    make_app: Any, queue_mails: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, scheme: str
) -> None:
    queue_mails(2)
    AUTHORITY.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    settings: dict[str, dict[str, Any]] = {
        "smtp": {"tls_context": server_side(), "require_starttls": True, "auth_required": True},
        "smtps": {"ssl_context": server_side(), "auth_require_tls": False},
    }
    with open_postbox(with_passwords=True, **settings[scheme]) as postbox:
        url = f"{scheme}://ngo%40example.org:p%40ss%2Fword@localhost:{postbox.port}?timeout=5"
        done = deliver_due(make_app(mail_url=url), at=NOW)
    assert (done.sent, done.unreachable) == (2, "")
    assert postbox.passwords == [(b"ngo@example.org", b"p@ss/word")]


@pytest.mark.parametrize("url", ["smtp://", "smtp://host?timeout=900", "smtp://host?timeout=no", "smtp://host:99999"])
def test_a_mail_url_that_cannot_be_understood_is_said_to_be_so(make_app: Any, queue_mails: Any, url: str) -> None:
    queue_mails(1)
    site = make_app(mail_url=url)
    result = site.test_cli_runner().invoke(args=["mail", "deliver"])
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
