"""The record by which whoever runs a domain shows that an endorsement is its own: what it says, and looking it up.

Only a name server is asked, never the website; at most MOST_QUERIES questions in ALL_WITHIN seconds.
"""

from __future__ import annotations

import hmac
import time
from base64 import b32encode
from collections.abc import Sequence
from hashlib import sha256
from itertools import cycle
from threading import BoundedSemaphore

import dns.exception
import dns.flags
import dns.message
import dns.query
import dns.rcode
import dns.rdatatype
import dns.resolver
from flask import current_app

from app.domain.endorsements.evidence.kinds import Dns
from app.domain.errors import Overloaded
from app.domain.text import registrable_domain

LABEL = "_undersigned"
PREFIX = "undersigned="
ALL_WITHIN = 3.0  # seconds
EACH_WITHIN = 2.4  # of them for one question, so that a server that is a little late is still heard
MOST_QUERIES = 5
_AT_ONCE = BoundedSemaphore(2)  # of the threads of a worker; the others go on serving pages
_PAYLOAD = 1232  # bytes that pass everywhere in one piece
_QUOTES = b' \t"'

Server = tuple[str, int]


def record_name(domain: str) -> str:
    """Where the record stands."""
    return f"{LABEL}.{domain}"


def record_value(public_id: str, domain: str) -> str:
    """What it says. Nothing is stored: only this site can make it, for this endorsement and this domain."""
    key = f"undersigned.dns.{current_app.config['SECRET_KEY']}".encode()
    digest = hmac.new(key, f"{public_id}\n{domain}".encode(), sha256).digest()
    return PREFIX + b32encode(digest[:20]).decode().lower()


def look_up(public_id: str, domain: str) -> Dns:
    """Ask for the record of this endorsement. Raises ValueError where nobody can have registered such a domain, and
    Overloaded where too many are asked for at this moment."""
    if not domain or registrable_domain(domain) != domain:
        raise ValueError(domain)
    if not _AT_ONCE.acquire(blocking=False):
        raise Overloaded
    try:
        return ask(record_name(domain), record_value(public_id, domain), servers(current_app.config["DNS_RESOLVER"]))
    finally:
        _AT_ONCE.release()


def servers(configured: Sequence[Server]) -> list[Server]:
    """Whom to ask: the servers of the settings, else those of the system."""
    if configured:
        return list(configured)
    try:
        return [(str(address), 53) for address in dns.resolver.Resolver().nameservers]
    except dns.resolver.NoResolverConfiguration:
        return []


def ask(name: str, value: str, servers: Sequence[Server]) -> Dns:
    """What the first server says that says anything; if none does, what kept the last one from it."""
    until, outcome = time.monotonic() + ALL_WITHIN, Dns.TIMED_OUT if servers else Dns.REFUSED
    query = dns.message.make_query(name, dns.rdatatype.TXT, use_edns=0, payload=_PAYLOAD)
    whole = False  # whether the last answer did not fit into a packet, so that the same server is asked by TCP
    turns = cycle(servers)
    server = next(turns, None)
    for _ in range(MOST_QUERIES):
        if server is None or time.monotonic() >= until:
            break
        try:
            answer = (_by_tcp if whole else _by_udp)(query, server, _time_left(until))
            return _said(answer, value)
        except dns.message.Truncated:
            outcome, whole = Dns.BROKEN, True
            continue
        except dns.exception.Timeout:
            outcome = Dns.TIMED_OUT
        except (_Refused, OSError):  # it will not say, or nobody listens there
            outcome = Dns.REFUSED
        except (dns.exception.DNSException, ValueError, EOFError):
            outcome = Dns.BROKEN
        server, whole = next(turns, None), False
    return outcome


class _Refused(Exception):
    """The server answered that it will not, or cannot, say."""


def _by_udp(query: dns.message.QueryMessage, server: Server, seconds: float) -> dns.message.Message:
    """What does not belong to the question is passed over, so that a stranger's packet is no answer."""
    address, port = server
    return dns.query.udp(
        query, address, seconds, port, ignore_unexpected=True, ignore_errors=True, raise_on_truncation=True
    )


def _by_tcp(query: dns.message.QueryMessage, server: Server, seconds: float) -> dns.message.Message:
    address, port = server
    answer = dns.query.tcp(query, address, seconds, port)
    if answer.flags & dns.flags.TC:  # which nothing that comes by TCP needs to be
        raise dns.exception.FormError
    return answer


def _time_left(until: float) -> float:
    return max(0.05, min(EACH_WITHIN, until - time.monotonic()))


def _said(answer: dns.message.Message, value: str) -> Dns:
    """What the answer says of the record. Raises _Refused, and DNSException where it makes no sense."""
    if answer.rcode() == dns.rcode.NXDOMAIN:
        return Dns.ABSENT
    if answer.rcode() != dns.rcode.NOERROR:
        raise _Refused
    if not isinstance(answer, dns.message.QueryMessage):
        raise dns.exception.FormError
    found = answer.resolve_chaining().answer  # follows the aliases within this answer; nothing more is asked
    texts = [b"".join(record.strings).strip(_QUOTES) for record in found or ()]
    if any(hmac.compare_digest(text, value.encode()) for text in texts):
        return Dns.FOUND
    return Dns.OTHER_VALUE if any(text.startswith(PREFIX.encode()) for text in texts) else Dns.ABSENT
