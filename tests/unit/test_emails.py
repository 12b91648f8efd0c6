"""E-mail addresses: accepted, refused, and recognised as one mailbox."""

from __future__ import annotations

import pytest

from app.domain.text import InvalidText, clean_email, email_domain, email_key, is_free_mail

ACCEPTED = {
    "": "",
    " ": "",
    "info@example.org": "info@example.org",
    "  Anna.Petrosyan@Example.ORG ": "Anna.Petrosyan@example.org",
    "office@club.example": "office@club.example",
    "office@club.test": "office@club.test",
    "o'neill+press@example.com": "o'neill+press@example.com",
    "info@пример.рф": "info@xn--e1afmkfd.xn--p1ai",
    "info@xn--e1afmkfd.xn--p1ai": "info@xn--e1afmkfd.xn--p1ai",
    "info@հայ.հայ": "info@xn--y9a3aq.xn--y9a3aq",
    "почта@пример.рф": "почта@xn--e1afmkfd.xn--p1ai",
    "jose\u0301@example.org": "josé@example.org",
    "POSTMASTER@example.org": "postmaster@example.org",
    "a" * 64 + "@example.org": "a" * 64 + "@example.org",
}

NO_ADDRESS = f"""
    info info@ @example.org info@localhost info@test a@b@example.org {"a" * 65}@example.org .a@example.org
    a..b@example.org a@example..org a@-example.org a@1.2.3.4 a@[127.0.0.1] a@example.org,b@example.org a@example.org;b
    a@exa_mple.org a@☃.net a@xn--a.org a@example.org> mailto:a@example.org? info@site.onion {"é" * 120}@example.org
    a@xn--{"9" * 60}.org
""".split()
REFUSED = [
    *((typed, "not_an_address") for typed in NO_ADDRESS),
    ("a b@example.org", "not_an_address"),
    ('"a b"@example.org', "not_an_address"),
    ("Anna <anna@example.org>", "not_an_address"),
    ("info@\u0430mnesty.org", "mixed_scripts"),
    ("info@xn--mnesty-6fg.org", "mixed_scripts"),
    ("info@www.gοogle.com", "mixed_scripts"),
    ("info@example.org\nBcc: all@example.org", "line_break"),
    ("info@example.org\r\nBcc: a", "line_break"),
    ("info\u2028@example.org", "line_break"),
    ("info\x00@example.org", "control_character"),
    ("in\tfo@example.org", "control_character"),
    ("info\ud800@example.org", "control_character"),
    ("info\u202e@example.org", "direction_character"),
    ("info@exam\u200bple.org", "invisible_character"),
    ("in\u00adfo@example.org", "invisible_character"),
    ("a@" + "b." * 130 + "org", "too_long"),
    ("@" * 32_768, "too_long"),
]


@pytest.mark.parametrize(("typed", "kept"), ACCEPTED.items())
def test_an_address_is_kept_with_its_domain_in_small_ascii_letters(typed: str, kept: str) -> None:
    assert clean_email(typed) == clean_email(kept) == kept


@pytest.mark.parametrize(("typed", "code"), REFUSED)
def test_what_is_no_address_is_refused_with_a_code(typed: str, code: str) -> None:
    with pytest.raises(InvalidText) as refusal:
        clean_email(typed)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("Anna@Example.org", "anna@example.org"),
        ("anna+statement@example.org", "anna@example.org"),
        ("anna.p@example.org", "anna.p@example.org"),
        ("Anna.P+x@googlemail.com", "annap@gmail.com"),
        ("a.n.n.a.p@GMAIL.com", "annap@gmail.com"),
        ("info@пример.рф", "info@xn--e1afmkfd.xn--p1ai"),
        ("info@XN--E1AFMKFD.xn--p1ai", "info@xn--e1afmkfd.xn--p1ai"),
        ("info@faß.de", "info@xn--fa-hia.de"),
        ("+@example.org", "+@example.org"),
        ("...@gmail.com", "...@gmail.com"),
        ("josé@example.org", "jose\u0301@example.org".replace("e\u0301", "é")),
    ],
)
def test_all_spellings_of_one_mailbox_have_one_key(address: str, key: str) -> None:
    assert email_key(address) == email_key(key) == key


def test_two_mailboxes_have_two_keys() -> None:
    assert email_key("anna.p@example.org") != email_key("annap@example.org")
    assert email_key("info@fass.de") != email_key("info@faß.de")


def test_the_domain_of_an_address_is_written_as_the_domain_of_a_website() -> None:
    assert email_domain("Info@Example.ORG") == "example.org"
    assert email_domain("info@пример.рф") == "xn--e1afmkfd.xn--p1ai"
    assert email_domain("a@b@example.org.") == "example.org"


@pytest.mark.parametrize(
    "domain",
    """
    gmail.com Yahoo.co.uk yahoo.com.br hotmail.fr outlook.com mail.ru yandex.kz proton.me web.de gmx.at qq.com 163.com
    riseup.net tutanota.com ukr.net naver.com libero.it gmail.com.
    """.split(),
)
def test_anybody_can_have_an_address_at_a_free_mail_provider(domain: str) -> None:
    assert is_free_mail(domain)


@pytest.mark.parametrize(
    "domain", ["example.org", "amnesty.org", "yahoo.org", "notgmail.com", "mail.example.org", "live", ""]
)
def test_the_domain_of_an_organisation_is_no_free_mail(domain: str) -> None:
    assert not is_free_mail(domain)
