"""The ledger and the registers, compared after every act: replayed from its leaves it says what readers see."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.register import whole_register
from app.domain.ledger.commitments import opens
from app.domain.ledger.models import LedgerListing
from app.domain.ledger.queries import openings, read_entries, size_of
from app.domain.ledger.replay import Register
from app.domain.statements.models import Statement


class Follower:
    """Reads the leaves as they come, as a stranger does."""

    def __init__(self) -> None:
        self.register = Register()

    def agrees(self, session: Session, statement: Statement) -> None:
        """Every leaf follows from those before; they list exactly who is shown of it, under the same facts and text."""
        size = size_of(session)
        for entry in read_entries(session, self.register.size, size):
            self.register.take(entry)
        kept = session.scalars(sa.select(LedgerListing).where(LedgerListing.slug == statement.slug)).all()
        assert {(one.leaf, one.slug, one.digest, one.opening) for one in kept} == {
            (one.leaf, one.slug, one.digest, one.opening)
            for one in self.register.listed.values()
            if one.slug == statement.slug
        }
        opened = openings(session, [one.endorsement_id for one in kept if one.endorsement_id])
        by_opening = {one.opening: one for one in self.register.listed.values()}
        proven = set()
        for opening in opened.values():
            listed = by_opening[opening.index]
            assert opens(listed.commitment, opening.salt, opening.payload)
            proven.add((opening.payload["name"], opening.payload["country"], opening.payload["url"], listed.digest))
        assert proven == shown(session, statement)
        assert len(opened) == len(kept)


def shown(session: Session, statement: Statement) -> AbstractSet[tuple[str, str | None, str | None, str]]:
    """What readers see of it."""
    digests = {revision.number: revision.digest for revision in statement.revisions}
    return {
        (one.name, one.country, one.website, digests[one.revision]) for one in whole_register(session, statement.id)
    }
