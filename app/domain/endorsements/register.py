"""One page of the register with its numbers, in as few questions as can be; and the whole of it, never all at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.domain.endorsements.queries import PublicSignatory, RegisterCount, public_register, register_count

AT_ONCE = 1000  # rows of the whole register that are in memory


@dataclass(frozen=True)
class RegisterPage:
    """Some signatories in a row, whether there are more, and how many there are in all."""

    entries: Sequence[PublicSignatory]
    more: bool
    count: RegisterCount


def register_page(
    session: Session, statement_id: int, *, most: int, after: str = "", country: str = "", q: str = ""
) -> RegisterPage:
    """The next `most` listed organisations after that cursor; see `public_register`."""
    found = public_register(session, statement_id, after=after, country=country, q=q, most=most + 1)
    entries, more = found[:most], len(found) > most
    if after or more:
        return RegisterPage(entries, more, register_count(session, statement_id, country=country, q=q))
    countries = {entry.country for entry in entries if entry.country}
    return RegisterPage(entries, more, RegisterCount(len(entries), len(countries)))  # all of them are here


def whole_register(session: Session, statement_id: int, *, at_once: int = AT_ONCE) -> Iterator[PublicSignatory]:
    """Every listed organisation in the order of the register, a page in memory at a time; see `public_register`."""
    page = public_register(session, statement_id, most=at_once)
    while page:
        yield from page
        page = (
            public_register(session, statement_id, after=page[-1].cursor, most=at_once) if page[at_once - 1 :] else ()
        )
