"""The form as it was served: which revision it showed, and what makes sending it twice harmless. Nothing is stored."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from app.domain.endorsements.details import EndorsementDetails
from app.links import Purpose, read, sign

LIFETIME = timedelta(hours=24)
REMEMBERED = timedelta(days=3650)  # an old form still tells which text was read


@dataclass(frozen=True)
class Served:
    """What the hidden field of a form says."""

    nonce: str
    revision: int
    fresh: bool
    at: datetime

    def submission_id(self, details: EndorsementDetails) -> str:
        """The same form with the same content is one submission; corrected after the back button it is another."""
        content = json.dumps([self.nonce, asdict(details)], sort_keys=True)
        return sha256(content.encode()).hexdigest()


def serve(slug: str, revision: int) -> str:
    """The hidden field of a form that shows this revision."""
    return sign(Purpose.FORM, f"{slug}:{secrets.token_urlsafe(16)}", revision)


def served(slug: str, token: str) -> Served | None:
    """What the hidden field says, or None where it is not ours or of another statement."""
    link = read(Purpose.FORM, token, lifetime=REMEMBERED)
    if link is None or not link.subject.startswith(f"{slug}:"):
        return None
    fresh = read(Purpose.FORM, token, lifetime=LIFETIME) is not None
    return Served(link.subject.removeprefix(f"{slug}:"), link.version, fresh, link.signed_at)
