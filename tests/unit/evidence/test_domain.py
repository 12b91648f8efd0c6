"""The address beside the website: which label each pair gets, traps included."""

from __future__ import annotations

import pytest

from app.domain.endorsements.evidence.kinds import Domain
from app.domain.endorsements.evidence.websites import compare, proof_domain
from app.domain.text.domains import is_shared_host, registrable_domain
from app.domain.text.emails import is_free_mail

PAIRS: list[tuple[str, str, Domain]] = [
    # As honest people write them
    ("info@ngo.org", "https://ngo.org", Domain.BELONGS),
    ("info@ngo.org", "https://www.ngo.org/about?x=1", Domain.BELONGS),
    ("info@ngo.am", "http://ngo.am:80/", Domain.BELONGS),
    ("info@ngo.org.uk", "https://www.ngo.org.uk", Domain.BELONGS),
    ("info@kansai.ngo.jp", "https://kansai.ngo.jp", Domain.BELONGS),
    ("anna@armenia.ngo.org", "https://ngo.org", Domain.SUBDOMAIN),
    ("info@ngo.org", "https://armenia.ngo.org", Domain.SUBDOMAIN),
    ("info@mail.ngo.org", "https://office.ngo.org", Domain.SUBDOMAIN),
    ("info@ngo.org", "https://ngo.am", Domain.SISTER),
    ("info@ngo.co.uk", "https://ngo.org.uk", Domain.SISTER),
    ("info@other.org", "https://ngo.org", Domain.ELSEWHERE),
    ("info@ngo.org", "", Domain.NO_WEBSITE),
    # Letters large and small, dots, and domains in other scripts
    ("Info@NGO.Org", "HTTPS://WWW.Ngo.ORG/", Domain.BELONGS),
    ("info@ngo.org.", "https://ngo.org./", Domain.BELONGS),
    ("info@քաղաք.հայ", "https://Քաղաք.հայ", Domain.BELONGS),
    ("info@xn--e1afmkfd.xn--p1ai", "https://пример.рф", Domain.BELONGS),
    ("info@bücher.example.org", "https://xn--bcher-kva.example.org", Domain.BELONGS),
    ("info@аmnesty.org", "https://amnesty.org", Domain.ELSEWHERE),
    ("info@xn--mnesty-2nf.org", "https://amnesty.org", Domain.ELSEWHERE),
    ("info@ａmnesty.org", "https://amnesty.org", Domain.BELONGS),
    # Webmail
    ("ngo.org@gmail.com", "https://ngo.org", Domain.FREE_MAIL),
    ("ngo@yahoo.co.uk", "https://ngo.org.uk", Domain.FREE_MAIL),
    ("ngo@hotmail.fr", "https://ngo.fr", Domain.FREE_MAIL),
    ("ngo@mail.ru", "https://mail.ru", Domain.FREE_MAIL),
    ("ngo@list.ru", "", Domain.FREE_MAIL),
    ("ngo@proton.me", "https://ngo.org", Domain.FREE_MAIL),
    ("ngo@riseup.net", "https://ngo.org", Domain.FREE_MAIL),
    ("ngo@GMAIL.com.", "https://ngo.org", Domain.FREE_MAIL),
    # Where a naive eye sees the same domain
    ("info@evil.org.uk", "https://amnesty.org.uk", Domain.ELSEWHERE),
    ("info@org.uk", "https://amnesty.org.uk", Domain.NOT_A_DOMAIN),
    ("info@evil.github.io", "https://ngo.github.io", Domain.ELSEWHERE),
    ("info@github.io", "https://ngo.github.io", Domain.NOT_A_DOMAIN),
    ("info@ngo.org", "https://github.io/ngo", Domain.SHARED_HOST),
    ("info@ngo.org", "https://ngo.wordpress.com", Domain.SHARED_HOST),
    ("info@evil.wordpress.com", "https://ngo.wordpress.com", Domain.SHARED_HOST),
    ("info@wordpress.com", "https://ngo.wordpress.com", Domain.SHARED_HOST),
    ("info@ngo.org", "https://www.facebook.com/ngo", Domain.SHARED_HOST),
    ("info@ngo.org", "https://sites.google.com/view/ngo", Domain.SHARED_HOST),
    ("info@ngo.org", "https://ngo.narod.ru", Domain.SHARED_HOST),
    ("info@ngo.org", "https://ngo.ucoz.com", Domain.SHARED_HOST),
    ("info@amnesty.org.evil.com", "https://amnesty.org", Domain.ELSEWHERE),
    ("info@notamnesty.org", "https://amnesty.org", Domain.ELSEWHERE),
    ("info@amnesty.org", "https://amnesty.org.evil.com", Domain.ELSEWHERE),
    ("info@amnesty.org", "https://amnesty.org@evil.com", Domain.ELSEWHERE),
    ("info@amnesty.org", "https://evil.com/amnesty.org", Domain.ELSEWHERE),
    ("info@amnesty.org", "https://evil.com#amnesty.org", Domain.ELSEWHERE),
    ("info@amnesty.org", r"https://evil.com\@amnesty.org", Domain.NOT_A_DOMAIN),
    ("amnesty.org@evil.com", "https://amnesty.org", Domain.ELSEWHERE),
    ('"a@amnesty.org"@evil.com', "https://amnesty.org", Domain.ELSEWHERE),
    # What is no domain
    ("info@93.184.216.34", "https://93.184.216.34", Domain.NOT_A_DOMAIN),
    ("info@ngo.org", "https://93.184.216.34/", Domain.NOT_A_DOMAIN),
    ("info@ngo.org", "https://[2001:db8::1]/", Domain.NOT_A_DOMAIN),
    ("info@ngo.org", "https://2130706433/", Domain.NOT_A_DOMAIN),
    ("info@localhost", "http://localhost", Domain.NOT_A_DOMAIN),
    ("info@ngo.local", "http://ngo.local", Domain.NOT_A_DOMAIN),
    ("info@ngo.org", "https://ngo.onion", Domain.NOT_A_DOMAIN),
    ("", "https://ngo.org", Domain.NOT_A_DOMAIN),
    ("info", "https://ngo.org", Domain.NOT_A_DOMAIN),
]  # fmt: skip


@pytest.mark.parametrize(("email", "website", "code"), PAIRS)
def test_every_pair_gets_its_label(email: str, website: str, code: Domain) -> None:
    assert compare(email, website).code is code


def test_the_table_has_what_was_promised() -> None:
    assert len(PAIRS) >= 40
    assert len({(email, website) for email, website, _ in PAIRS}) == len(PAIRS)
    assert {code for _, _, code in PAIRS} == set(Domain)


@pytest.mark.parametrize(
    ("website", "domain"),
    [
        ("https://www.ngo.org/x", "ngo.org"),
        ("https://armenia.ngo.org.uk", "ngo.org.uk"),
        ("https://пример.рф", "xn--e1afmkfd.xn--p1ai"),
        ("https://ngo.wordpress.com", ""),
        ("https://facebook.com/ngo", ""),
        ("https://org.uk", ""),
        ("https://127.0.0.1", ""),
        ("https://localhost", ""),
        ("", ""),
        ("nonsense", ""),
    ],
)
def test_a_record_is_asked_of_the_domain_that_somebody_registered(website: str, domain: str) -> None:
    assert proof_domain(website) == domain


@pytest.mark.parametrize(
    "host", ["a" * 64 + ".org", "x." * 200 + "org", "-.org", "..", ".org", "a..b", "\udcff.org", "💩.org"]
)
def test_odd_hosts_make_no_trouble(host: str) -> None:
    registrable_domain(host)
    is_shared_host(host)
    compare(f"a@{host}", f"https://{host}")


@pytest.mark.parametrize(
    "domain",
    "gmail.com yandex.kz bk.ru inbox.ru tuta.com gmx.at web.de orange.fr ukr.net i.ua rambler.ru qq.com 163.com "
    "naver.com daum.net seznam.cz wp.pl abv.bg libero.it live.nl disroot.org autistici.org hotmail.com.br".split(),
)
def test_large_mail_providers_are_known(domain: str) -> None:
    assert is_free_mail(domain)
