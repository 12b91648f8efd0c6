"""Hashes that only this site can make: what is known again by them cannot be read from a copy of the database."""

from __future__ import annotations

import hmac
from hashlib import sha256

from flask import current_app


def hashed(purpose: str, text: str) -> str:
    """The text, known again for this purpose and for no other."""
    key = f"undersigned.{purpose}.{current_app.config['SECRET_KEY']}"
    return hmac.new(key.encode(), text.encode(errors="surrogatepass"), sha256).hexdigest()


def for_blocks(text: str) -> str:
    """As the block list keeps an address."""
    return hashed("block", text)


def for_invitations(text: str) -> str:
    """As invitations keep whom they went to."""
    return hashed("invitation", text)
