"""How often a visitor may do a thing. Networks, addresses and domains are kept only as keyed hashes of the day."""

from __future__ import annotations

import hmac
import ipaddress
import math
import time
from hashlib import sha256

from flask import current_app, request
from limits import RateLimitItem, parse_many
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import ServiceUnavailable

from app import limits_storage
from app.domain.errors import RateLimited
from app.domain.text import email_domain, email_key, is_free_mail
from app.extensions import limiter
from app.web.work import now

STORAGE = limits_storage.DatabaseStorage.STORAGE_SCHEME  # imported, so that `database://` is a known address
SHARED = "shared"  # the bucket of everybody who cannot be told apart: Tor, a proxy in front, an unknown source

# The whole of it; the privacy page shows these figures. A `…_source` counts a network, its `…_shared` stands in for it
# where networks cannot be told apart.
FIGURES: dict[str, str] = {
    "endorse_source": "10 per hour; 40 per day",
    "endorse_shared": "120 per hour",
    "endorse_domain": "20 per hour",  # of the e-mail address; free-mail providers have none
    "endorse_site": "300 per hour",
    "find_address": "3 per hour",
    "find_source": "20 per hour",
    "find_shared": "120 per hour",
    "export_account": "20 per day",
    "dns_endorsement": "6 per hour; 20 per day",  # questions to a name server about one endorsement
    "dns_site": "120 per hour",
    "sign_in_account": "5 per 15 minutes",
    "sign_in_code": "50 per day",  # of one account, by whoever knows its password
    "sign_in_source": "20 per 15 minutes",
    "sign_in_shared": "120 per 15 minutes",
}
# Loopback, private networks, a provider's own, link-local, unspecified: behind these stands anybody.
_OF_MANY = tuple(
    map(
        ipaddress.ip_network,
        "127.0.0.0/8 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 169.254.0.0/16 0.0.0.0/8 "
        "::/127 fc00::/7 fe80::/10".split(),
    )
)
LIMITS: dict[str, tuple[RateLimitItem, ...]] = {name: tuple(parse_many(text)) for name, text in FIGURES.items()}


def spend(name: str, *identifiers: str) -> None:
    """Count one more of these. Raises RateLimited with the seconds to wait where it is one too many.

    Inside a unit of work a refusal undoes the counting with everything else.
    """
    if not current_app.config["RATELIMIT_ENABLED"]:
        return
    if SHARED in identifiers:
        name = name.replace("_source", "_shared")
    hashed = [_hashed(identifier) for identifier in identifiers]
    try:
        for item in LIMITS[name]:
            if not limiter.limiter.hit(item, name, *hashed):
                reset_at = limiter.limiter.get_window_stats(item, name, *hashed).reset_time
                raise RateLimited(max(1, math.ceil(reset_at - time.time())))
    except limiter.storage.base_exceptions as error:
        if isinstance(error, SQLAlchemyError):
            raise  # our own database: its troubles have their own page
        current_app.logger.error("limits unavailable: %s", type(error).__name__)
        raise ServiceUnavailable from error


def forgive(name: str, *identifiers: str) -> None:
    """Forget what was counted under these identifiers: it was no misuse after all."""
    if current_app.config["RATELIMIT_ENABLED"]:
        hashed = [_hashed(identifier) for identifier in identifiers]
        for item in LIMITS[name.replace("_source", "_shared") if SHARED in identifiers else name]:
            limiter.limiter.clear(item, name, *hashed)


def spend_endorsement(email: str) -> None:
    """One more endorsement from here, by that domain, on this site. Raises RateLimited."""
    spend("endorse_source", source())
    domain = email_domain(email)
    if not is_free_mail(domain):
        spend("endorse_domain", domain)
    spend("endorse_site")


def spend_search(email: str) -> None:
    """One more request for new links. Raises RateLimited."""
    spend("find_source", source())
    spend("find_address", email_key(email))


def source() -> str:
    """The bucket of this request: its network (IPv4 /24, IPv6 /48) as a hash of the day, or SHARED."""
    network = _network(request.remote_addr or "")
    onion = (request.host or "").split(":")[0].endswith(".onion")
    return SHARED if network is None or onion else _hashed(network)


def is_of_many(network: ipaddress.IPv4Network | ipaddress.IPv6Network) -> bool:
    """Whether people who cannot be told apart come from there: behind a proxy, over Tor, from this machine."""
    return any(network.version == other.version and network.overlaps(other) for other in _OF_MANY)


def network() -> str | None:
    """The bucket of this request, or None where networks cannot be told apart: to see whether many come from one."""
    bucket = source()
    return None if bucket == SHARED else bucket


def _network(address: str) -> str | None:
    """The network of a public address; None for loopback, private and unreadable ones."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return None
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    if any(ip in network for network in _OF_MANY):
        return None
    prefix = 24 if ip.version == 4 else 48
    return str(ipaddress.ip_network((ip, prefix), strict=False))


def _hashed(identifier: str) -> str:
    """A hash that only this site can make, and only today."""
    key = f"undersigned.limits.{now():%Y-%m-%d}.{current_app.config['SECRET_KEY']}"
    return hmac.new(key.encode(), identifier.encode(errors="surrogatepass"), sha256).hexdigest()[:32]
