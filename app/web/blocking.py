"""Whether a sign-on comes from where nothing is taken; how a block list knows an address without keeping it."""

from __future__ import annotations

from flask import request
from sqlalchemy.orm import Session

from app.domain.blocks import keeps_out
from app.domain.text import email_domain, email_key
from app.keyed import for_blocks
from app.web.work import now


def is_kept_out(session: Session, email: str) -> bool:
    """Whether the address, its domain or the network of this request is blocked."""
    domain, source = email_domain(email), request.remote_addr or ""
    return keeps_out(session, address=hashed(email), domain=domain, source=source, at=now())


def hashed(email: str) -> str:
    """The mailbox as the block list keeps it: a hash that only this site can make."""
    return for_blocks(email_key(email))


def hint(email: str) -> str:
    """The address as a moderator knows it again, and nobody else learns it: `an…@example.org`."""
    local, _, domain = email.rpartition("@")
    return f"{local[:2]}…@{domain}"
