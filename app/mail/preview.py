"""The mail that a decision would cause, as it would leave: for a moderator to read before anything is decided."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.domain.endorsements.models import Endorsement
from app.domain.invitations.invitee import Invitee
from app.domain.invitations.models import Mailing
from app.domain.outbox.models import MessageKind
from app.mail.addresses import absolute_url
from app.mail.asking import asking_facts
from app.mail.compose import language_of, written
from app.mail.facts import endorsement_facts, statement_url
from app.mail.lines import lines_of, one_line


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


def asking_letter(session: Session, mailing: Mailing, invitee: Invitee) -> Letter:
    """The mail that would ask this organisation to endorse; in the place of its own link there is an ellipsis."""
    facts = asking_facts(session, asked_by=mailing, organisation=invitee.organisation, locale=invitee.locale)
    url = absolute_url("invite.answer", locale=invitee.locale, link="-").removesuffix("-") + "…"
    subject, text, _ = written(
        MessageKind.ASKED, {**facts, "contact": one_line(invitee.contact), "url": url}, invitee.locale
    )
    return Letter(invitee.email, subject, text, invitee.locale)
