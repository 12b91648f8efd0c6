"""Websites: one canonical address, of a public host."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit, urlunsplit

import idna

from app.domain.text.lines import InvalidText, clean_line
from app.domain.text.scripts import mixes_scripts

WEBSITE_LONGEST = 300

_DEFAULT_PORTS = {"http": 80, "https": 443}
_NEVER_IN_ADDRESSES = frozenset('\\<>"')
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+-]*:(?![0-9])")  # without a dot: example.org:8080 is a host and its port


def clean_website(value: str) -> str:
    """The address with a scheme, its host in ASCII, without a fragment; "" stays "". Raises InvalidText."""
    line = clean_line(value, longest=WEBSITE_LONGEST)
    if not line:
        return ""
    if any(character.isspace() or character in _NEVER_IN_ADDRESSES for character in line):
        raise InvalidText("not_a_website")
    try:
        parts = urlsplit(line if _SCHEME.match(line) else f"https://{line}")
    except ValueError:
        raise InvalidText("not_a_website") from None
    if parts.scheme not in _DEFAULT_PORTS:
        raise InvalidText("website_scheme")
    if "@" in parts.netloc:
        raise InvalidText("website_userinfo")
    netloc = _host(parts.hostname or "") + _port(parts)
    path = "" if parts.path == "/" and not parts.query else parts.path
    url = urlunsplit(SplitResult(parts.scheme, netloc, path, parts.query, ""))
    if len(url) > WEBSITE_LONGEST:
        raise InvalidText("too_long", str(WEBSITE_LONGEST))
    return url


def website_domain(url: str) -> str:
    """The host of a website, without `www.` and a last full stop; "" where there is none."""
    try:
        host = (urlsplit(url).hostname or "").removesuffix(".")
    except ValueError:
        return ""
    bare = host.removeprefix("www.")
    return bare if "." in bare else host


def ascii_domain(domain: str) -> str:
    """The domain as machines compare it: small letters, in ASCII, no last full stop. Raises idna.IDNAError."""
    return idna.encode(domain, uts46=True).decode().removesuffix(".")


def has_mixed_label(domain: str) -> bool:
    """Whether a label of this ASCII domain mixes alphabets that look alike. Raises idna.IDNAError."""
    return "xn--" in domain and any(mixes_scripts(label) for label in idna.decode(domain).split("."))


def _host(host: str) -> str:
    """The host in ASCII. Raises InvalidText where it is an IP address in any spelling, or no domain name."""
    if ":" in host:
        raise InvalidText("website_ip")
    try:
        domain = ascii_domain(host)
        mixed = has_mixed_label(domain)
    except idna.IDNAError:
        raise InvalidText("not_a_website") from None
    last = domain.rpartition(".")[2]
    if last.isdecimal() or last.startswith("0x"):  # browsers read 127.1, 0x7f.1 and 2130706433 as numbers too
        raise InvalidText("website_ip")
    if "." not in domain or len(last) == 1:
        raise InvalidText("not_a_website")
    if mixed:
        raise InvalidText("mixed_scripts")
    return domain


def _port(parts: SplitResult) -> str:
    try:
        port = parts.port
    except ValueError:
        raise InvalidText("website_port") from None
    if port not in (None, *_DEFAULT_PORTS.values()):
        raise InvalidText("website_port")
    return "" if port in (None, _DEFAULT_PORTS[parts.scheme]) else f":{port}"
