"""What the mail says that asks an organisation whether it stands by a text that has changed."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.domain.endorsements.askings import last_answer
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State
from app.domain.outbox.models import Message
from app.domain.statements.meaning import meaning_since
from app.domain.statements.queries import current_revision, published_revision
from app.links import Purpose, sign
from app.mail.addresses import absolute_url
from app.mail.lines import lines_of, one_line


def revised_facts(message: Message, session: Session, endorsement: Endorsement, locale: str) -> dict[str, Any] | None:
    """What changed, and where it can be read and answered. None where it is answered, or asked anew by now."""
    number = int(message.about or 0)
    statement = endorsement.statement
    if meaning_since(session, statement.id) != number or endorsement.revision.number >= number:
        return None
    if last_answer(session, endorsement.id, number) is not None:
        return None
    revision = published_revision(session, statement.slug, number)
    token = sign(Purpose.STAND_BY, endorsement.public_id, endorsement.link_version)
    changes = absolute_url("statement.revisions", locale=locale, slug=statement.slug)
    return {
        "organisation": one_line(endorsement.organisation),
        "title": one_line(current_revision(session, statement.id).text_in(locale).title),
        "signed": endorsement.revision.number,
        "number": number,
        "note": lines_of(revision.note),
        "listed": endorsement.state is State.APPROVED,
        "changes_url": f"{changes}#revision-{number}",
        "url": absolute_url("endorse.stand_by", locale=locale, link=token),
    }
