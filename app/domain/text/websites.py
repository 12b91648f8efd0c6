"""Websites: one canonical address, of a public host."""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit, urlunsplit

import idna

from app.domain.text.lines import InvalidText, clean_line
from app.domain.text.scripts import mixes_scripts

LONGEST = 300


def clean_website(value: str) -> str:
    """The address with a scheme, its host in ASCII; "" stays "". Raises InvalidText."""
    line = clean_line(value, longest=LONGEST)
    if not line:
        return ""
    if "\\" in line or any(character.isspace() for character in line):
        raise InvalidText("not_a_website")
    if "://" not in line:
        line = f"https://{line}"
    try:
        parts = urlsplit(line)
        port = parts.port
    except ValueError:
        raise InvalidText("not_a_website") from None
    if parts.scheme not in ("http", "https"):
        raise InvalidText("website_scheme")
    if "@" in parts.netloc:
        raise InvalidText("website_userinfo")
    if port not in (None, 80, 443):
        raise InvalidText("website_port")
    path = "" if parts.path == "/" else parts.path
    url = urlunsplit(SplitResult(parts.scheme, _host(parts.hostname or ""), path, parts.query, ""))
    if len(url) > LONGEST:
        raise InvalidText("too_long", str(LONGEST))
    return url


def website_domain(url: str) -> str:
    """The host of a cleaned website, without `www.`."""
    return (urlsplit(url).hostname or "").rstrip(".").removeprefix("www.")


def _host(host: str) -> str:
    host = host.rstrip(".")
    labels = host.split(".")
    if len(labels) < 2:
        raise InvalidText("website_ip" if ":" in host or host.isdecimal() else "not_a_website")
    try:
        ipaddress.ip_address(host)
        raise InvalidText("website_ip")
    except InvalidText:
        raise
    except ValueError:
        pass
    if labels[-1].isdecimal() or labels[-1].startswith("0x"):
        raise InvalidText("website_ip")
    for label in labels:
        if mixes_scripts(label):
            raise InvalidText("mixed_scripts")
    try:
        return idna.encode(host, uts46=True).decode()
    except idna.IDNAError:
        raise InvalidText("not_a_website") from None
