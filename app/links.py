"""Mailed links: signed, bound to one purpose and one version of a row, seven days old at the most but for invitations.

Nothing of a link is stored, so a copy of the database opens none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer
from itsdangerous.encoding import base64_decode, base64_encode

LIFETIME = timedelta(days=7)
WHILE_OPEN = timedelta(
    days=3650
)  # of an invitation: what it is about says when it is over, and the row when it is taken back
LONGEST = 400  # characters of anything that could be a link


class Purpose(StrEnum):
    """What a link is for; one made for another purpose does not open."""

    CONFIRM = "confirm"  # bound to Endorsement.version
    MANAGE = "manage"  # bound to Endorsement.link_version
    STAND_BY = "stand_by"  # bound to Endorsement.link_version, as MANAGE is
    VOICE = "voice"  # a second person's, not bound to a version: what they saw is checked when they answer
    INVITATION = "invitation"  # bound to Moderator.link_version
    INVITEE = "invitee"  # an organisation's, bound to Invitation.link_version
    FIRST_EDITOR = "first_editor"  # good while there is no moderator
    DEVICE = "device"  # a browser that got in before; the version tells it from others of the same account
    FORM = "form"  # a form as it was served: its revision, and an id that makes sending it twice harmless


@dataclass(frozen=True)
class Link:
    """What a good link says: the public id (or slug) it is about, the version it is bound to, when it was signed."""

    subject: str
    version: int
    signed_at: datetime


def sign(purpose: Purpose, subject: str, version: int) -> str:
    """A token for the path of an address, or for a hidden field."""
    return str(_serializer(purpose).dumps([subject, version]))


def read(purpose: Purpose, token: str, *, lifetime: timedelta = LIFETIME) -> Link | None:
    """What the token says, or None where it is wrong, changed, of another purpose or too old."""
    if len(token) > LONGEST or not _canonical(token):
        return None
    try:
        (subject, version), signed_at = _serializer(purpose).loads(
            token, max_age=int(lifetime.total_seconds()), return_timestamp=True
        )
    except (BadData, ValueError, TypeError):
        return None
    return Link(subject, version, signed_at)


def _canonical(token: str) -> bool:
    """Whether the signature is written in the one right way: base64 has spare bits that decoders ignore."""
    signature = token.rpartition(".")[2]
    try:
        return bytes(base64_encode(base64_decode(signature))).decode() == signature
    except BadData:
        return False


def _serializer(purpose: Purpose) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        current_app.config["SECRET_KEY"],
        salt=f"undersigned.link.{purpose}",
        signer_kwargs={"digest_method": sha256, "key_derivation": "hmac"},
    )
