"""The mail that a decision would cause, as it would leave: for a moderator to read before anything is decided."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.endorsements.models import Endorsement
from app.domain.outbox.models import MessageKind
from app.mail.addresses import absolute_url
from app.mail.compose import language_of, written
from app.mail.facts import endorsement_facts, statement_url
from app.mail.lines import lines_of


@dataclass(frozen=True)
class Letter:
    """What the signatory would read, and in which language."""

    recipient: str
    subject: str
    text: str
    locale: str


def preview(endorsement: Endorsement, kind: MessageKind, words: str) -> Letter | None:
    """The mail with these words of the moderator; None where there is nobody to write to.

    Where the mail has the signatory's own link, the letter has an ellipsis: the link opens the endorsement.
    """
    if not endorsement.email:
        return None
    locale = language_of(endorsement)
    own_link = absolute_url("endorse.find", locale=locale) + "…"
    facts = endorsement_facts(endorsement, locale) | {
        "listed": kind is MessageKind.APPROVED,
        "url": statement_url(endorsement, locale) if kind is MessageKind.WITHDRAWN else own_link,
        "decided": True,
        "words": lines_of(words),
    }
    subject, text, _ = written(kind, facts, locale)
    return Letter(endorsement.email, subject, text, locale)
