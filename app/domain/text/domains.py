"""Domains: which part of one somebody owns, by the Public Suffix List that comes with its library. Nothing is asked."""

from __future__ import annotations

from functools import cache

import idna
from publicsuffixlist import PublicSuffixList

from app.domain.text.emails import email_domain
from app.domain.text.shared_hosts import SHARED
from app.domain.text.websites import ascii_domain, website_domain

# The last parts of names that are nobody's, or only somebody's at home (RFC 6761, RFC 6762, RFC 7686, RFC 9476).
_NOWHERE = frozenset(
    "localhost local localdomain internal intranet lan home corp private invalid onion alt arpa".split()
)
_LONGEST = 253


@cache
def _suffixes(*, only_icann: bool = False) -> PublicSuffixList:
    return PublicSuffixList(only_icann=only_icann)


def host_of_website(url: str) -> str:
    """The host of a website as machines compare it, without `www.`; "" where there is none, or none that is sure."""
    return "" if "\\" in url else _canonical(website_domain(url))  # browsers take a backslash for a slash


def host_of_email(address: str) -> str:
    """The host of an e-mail address as machines compare it; "" where there is none."""
    return _canonical(email_domain(address)) if "@" in address else ""


def registrable_domain(host: str) -> str:
    """The part of a host that somebody registered: ngo.org.uk of www.ngo.org.uk, ngo.github.io of itself.

    "" where nobody can have: an address in figures, a name of one part, a public suffix, a name of a home network.
    """
    host = _canonical(host)
    last = host.rpartition(".")[2]
    if "." not in host or last.isdecimal() or last.startswith("0x") or last in _NOWHERE:
        return ""
    return _suffixes().privatesuffix(host) or ""


def name_within(registrable: str) -> str:
    """What its owner chose of a registrable domain: ngo of ngo.org.uk."""
    return registrable.partition(".")[0]


def is_shared_host(host: str) -> bool:
    """Whether anybody can have a page there: a kept list, and what the Public Suffix List knows as a host for many."""
    host = _canonical(host)
    parts = host.split(".")
    if any(".".join(parts[start:]) in SHARED for start in range(len(parts) - 1)):
        return True
    # A suffix that a registrar did not give, such as github.io, asked for by itself.
    return "." in host and not _suffixes().privatesuffix(host) and bool(_suffixes(only_icann=True).privatesuffix(host))


def _canonical(host: str) -> str:
    """In small ASCII letters, no last full stop; "" where it is no name at all."""
    try:
        name = ascii_domain(host.strip().rstrip("."))
    except (idna.IDNAError, ValueError):
        return ""
    return name if len(name) <= _LONGEST else ""
