"""The name of a statement in its address, proposed from its title in whatever script."""

from __future__ import annotations

import re
from itertools import count

import sqlalchemy as sa
from anyascii import anyascii
from sqlalchemy.orm import Session

from app.domain.statements.models import Statement

LONGEST_PROPOSED = 60
_NO_TITLE = "statement"


def proposed_slug(title: str) -> str:
    """The title in small Latin letters with hyphens, cut between two words."""
    words = re.findall(r"[a-z0-9]+", anyascii(title).lower().replace("'", ""))
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:LONGEST_PROPOSED]
        if len(longer) > LONGEST_PROPOSED:
            break
        slug = longer
    return slug or _NO_TITLE


def free_slug(session: Session, title: str) -> str:
    """The same, with a number behind it where another statement has that name already."""
    slug = proposed_slug(title)
    wanted = sa.select(Statement.slug).where(sa.or_(Statement.slug == slug, Statement.slug.startswith(f"{slug}-")))
    taken = set(session.scalars(wanted))
    numbered = (f"{slug}-{number}" for number in count(2))
    return slug if slug not in taken else next(name for name in numbered if name not in taken)
