"""One page of the register, with its numbers, in as few questions as can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.domain.endorsements.queries import PublicSignatory, RegisterCount, public_register, register_count


@dataclass(frozen=True)
class RegisterPage:
    """Some signatories in a row, whether there are more, and how many there are in all."""

    entries: Sequence[PublicSignatory]
    more: bool
    count: RegisterCount


def register_page(
    session: Session,
    statement_id: int,
    *,
    most: int,
    after: str = "",
    country: str = "",
    q: str = "",
    collation: str = "root",
) -> RegisterPage:
    """The next `most` listed organisations after that cursor; see `public_register`."""
    found = public_register(
        session, statement_id, after=after, country=country, q=q, most=most + 1, collation=collation
    )
    entries, more = found[:most], len(found) > most
    if after or more:
        return RegisterPage(entries, more, register_count(session, statement_id, country=country, q=q))
    countries = {entry.country for entry in entries if entry.country}
    return RegisterPage(entries, more, RegisterCount(len(entries), len(countries)))  # all of them are here
