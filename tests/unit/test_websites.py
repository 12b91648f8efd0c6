"""Websites as people type them, and as people type them who mean harm."""

from __future__ import annotations

import pytest

from app.domain.text import InvalidText, clean_website, website_domain

ACCEPTED = {
    "": "",
    "  ": "",
    "example.org": "https://example.org",
    "www.Example.ORG/": "https://www.example.org",
    "HTTPS://Example.org": "https://example.org",
    "http://example.org/": "http://example.org",
    "https://example.org/About/Us": "https://example.org/About/Us",
    "https://example.org/?lang=hy": "https://example.org/?lang=hy",
    "example.org/?from=http://example.com": "https://example.org/?from=http://example.com",
    "https://example.org/about#board": "https://example.org/about",
    "https://example.org.": "https://example.org",
    "https://example.org:443/a": "https://example.org/a",
    "http://example.org:80": "http://example.org",
    "http://example.org:443": "http://example.org:443",
    "example.org:443": "https://example.org",
    "https://հայ.հայ": "https://xn--y9a3aq.xn--y9a3aq",
    "https://пример.рф/о-нас": "https://xn--e1afmkfd.xn--p1ai/о-нас",
    "https://XN--E1AFMKFD.xn--p1ai": "https://xn--e1afmkfd.xn--p1ai",
    "https://例え.jp": "https://xn--r8jz45g.jp",
    "https://faß.de": "https://xn--fa-hia.de",
    "example。org": "https://example.org",
    "ｅｘａｍｐｌｅ.org": "https://example.org",
    "https://مثال.إختبار": "https://xn--mgbh0fb.xn--kgbechtv",
    "https://تک‌نمونه.ایران": "https://xn--pgb8ccbfe09dy83n.xn--mgba3a4f16a",
    "https://user.github.io/~club": "https://user.github.io/~club",
    "http://2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion": (
        "http://2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion"
    ),
}

REFUSED_BY_CODE = {
    "website_scheme": """
        ftp://example.org javascript://example.org/%0aalert(1) javascript:alert(1) data:text/html,x tel:abc
        mailto:info@example.org file:///etc/passwd htp://example.org
    """,
    "website_userinfo": "https://amnesty.org@evil.example https://a:b@example.org info@example.org https://@a.org",
    "website_ip": """
        http://127.0.0.1 127.0.0.1/admin http://[::1] http://[::ffff:127.0.0.1]/ http://2130706433 http://127.1
        http://0x7f.1 http://0x7f000001 http://0177.0.0.1 http://１２７.0.0.1 http://10.0.0.1. http://a.1
    """,
    "website_port": """
        https://example.org:8080 example.org:22 https://example.org:0 https://example.org:99999 example.org:-1
        https://example.org:port
    """,
    "mixed_scripts": """
        https://аmnesty.org https://xn--mnesty-6fg.org https://www.gοogle.com https://օrange.com https://раypal.com/x
    """,
    "not_a_website": rf"""
        localhost none https:// https:///example.org http:example.org https//example.org https://example..org a.b
        .example.org -a.org https://exa_mple.org https://exa%6dple.org xn--a.org https://example.org\@evil.example
        https://e.org/"onclick="x https://e.org/<script> https://☃.net https://℀.org http://١٢٧.٠.٠.١ //[ /a.b
        https://[v1.a] https://{"a" * 64}.org https://{"a." * 130}org https://e.org\evil
    """,
    "too_long": f"https://example.org/{'a' * 281} {'a' * 32_768} example.org/{'a' * 285}",
}
WITH_SPACE = [  # or with what else nobody sees
    ("https://exam ple.org", "not_a_website"),
    ("https://example.org/a b", "not_a_website"),
    ("https://example.org/\u00a0x", "not_a_website"),
    ("https://exam\tple.org", "control_character"),
    ("https://example.org/\x00", "control_character"),
    ("java\x01script:x", "control_character"),
    ("https://\ud800.org", "control_character"),
    ("https://example.org/\nX: y", "line_break"),
    ("https://example\r.org", "line_break"),
    ("https://example.org/\u202egpj.exe", "direction_character"),
    ("https://exa\u200bmple.org", "invisible_character"),
    ("https://exa\u00admple.org", "invisible_character"),
    ("https://am\u200dnesty.org", "invisible_character"),
]
REFUSED = [(typed, code) for code, all_ in REFUSED_BY_CODE.items() for typed in all_.split()] + WITH_SPACE


@pytest.mark.parametrize(("typed", "kept"), ACCEPTED.items())
def test_a_website_is_kept_in_one_canonical_form(typed: str, kept: str) -> None:
    assert clean_website(typed) == clean_website(kept) == kept


@pytest.mark.parametrize(("typed", "code"), REFUSED)
def test_what_is_no_website_of_an_organisation_is_refused_with_a_code(typed: str, code: str) -> None:
    with pytest.raises(InvalidText) as refusal:
        clean_website(typed)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.example.org/about", "example.org"),
        ("https://example.org.", "example.org"),
        ("http://WWW.Example.org:443/?a=b", "example.org"),
        ("https://wwwyvern.example", "wwwyvern.example"),
        ("https://www.de", "www.de"),
        ("https://xn--e1afmkfd.xn--p1ai", "xn--e1afmkfd.xn--p1ai"),
        ("", ""),
        ("http://[", ""),
    ],
)
def test_the_domain_of_a_website_is_its_host_without_www(url: str, domain: str) -> None:
    assert website_domain(url) == domain
