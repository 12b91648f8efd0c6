"""What invitations say to a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from app.domain.errors import StaleDecision, StatementClosed
from app.domain.invitations.models import Invitation
from app.domain.invitations.queries import standing
from app.domain.text import InvalidText
from app.imports.invitees import Asked, Fate, GuestList
from app.imports.reasons import Weight


def as_lines(guests: GuestList) -> Iterator[str]:
    """Every record in a line with what would become of it, then the numbers."""
    for label, field in guests.columns.by_label.items():
        yield f"  column {_printable(label)!r} = {field}"
    for one in guests.asked:
        if one.fate is not Fate.IGNORED:
            yield f"{one.record:>6}  {one.fate:<10}  {_who(one)}{_because(one)}"
    counts = (f"{guests.counts[fate]} {_words(fate)}" for fate in Fate if guests.counts[fate])
    yield f"{len(guests.asked)} records: " + ", ".join(counts)


def listed(found: Sequence[Invitation]) -> list[dict[str, Any]]:
    """What `--json` prints: no address but the one that was invited, nothing of what was erased."""
    return [
        {
            "organisation": one.organisation or None,
            "email": one.email,
            "locale": one.locale,
            "standing": standing(one).value,
            "sent_at": one.sent_at.isoformat() if one.sent_at else None,
            "reminded_at": one.reminded_at.isoformat() if one.reminded_at else None,
            "answered_at": one.answered_at.isoformat() if one.answered_at else None,
        }
        for one in found
    ]


def listed_lines(found: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Everybody, a line for each."""
    for one in found:
        who = _printable(one["organisation"]) or "(erased)"
        yield f"{_words(one['standing']):<10}  {who}  {_printable(one['email'])}".rstrip()
    if not found:
        yield "Nobody was invited yet."


def telling(error: InvalidText) -> str:
    """Why the letter cannot stand."""
    if error.code == "address_in_letter":
        return "Leave out web and e-mail addresses: the mail leads to the invitation, and nowhere else."
    return f"The letter cannot be used as it stands: {_words(error.code)} {error.character}".rstrip() + "."


@contextmanager
def not_invited() -> Iterator[None]:
    """A refusal becomes one line and exit code 1; the transaction inside is undone."""
    try:
        yield
    except StatementClosed as error:
        raise click.ClickException(f"{error.slug} takes no endorsements at this moment.") from None
    except StaleDecision:
        raise click.ClickException("Something changed meanwhile, so nothing was sent: try again.") from None


def _who(one: Asked) -> str:
    return "  ".join(_printable(text) for text in (one.invitee.organisation, one.invitee.email) if text)


def _because(one: Asked) -> str:
    reasons = "; ".join(_printable(_words(str(why))) for why in one.reasons if why.weight is not Weight.NOTE)
    return f" — {reasons}" if reasons else ""


def _words(code: str) -> str:
    return code.replace("_", " ")


def _printable(text: str | None) -> str:
    """Nothing in it that a terminal would obey."""
    return "".join(character if character.isprintable() else " " for character in text or "")
