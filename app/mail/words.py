"""Codes in words for those who get mail: why a moderator decided so, how often moderators are written to."""

from __future__ import annotations

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session

from app.domain.endorsements.records import OfferedReason
from app.domain.endorsements.states import Reason
from app.domain.moderators.models import Digest

REASONS: dict[str, LazyString] = {
    Reason.NOT_AN_ORGANISATION: _l("Only organisations are listed here, and we could not see that this is one."),
    Reason.DUPLICATE: _l("Your organisation is here already, by another endorsement."),
    Reason.NO_AUTHORITY: _l("We could not see that you may sign for this organisation."),
    Reason.NOT_GENUINE: _l("We could not make sure that the organisation itself has sent this."),
    Reason.OUT_OF_SCOPE: _l("The statement is meant for other organisations than yours."),
    Reason.AT_ITS_REQUEST: _l("Your organisation asked us to."),
    Reason.MISTAKE: _l("It had been listed by mistake."),
}
DIGESTS: dict[str, LazyString] = {
    Digest.IMMEDIATELY: _l("We write to you as soon as somebody has confirmed an endorsement."),
    Digest.HOURLY: _l("We write to you at most once an hour, and only while something waits."),
    Digest.DAILY: _l("We write to you at most once a day, and only while something waits."),
}


def usual_words(session: Session, code: str | None, note: str, locale: str) -> str:
    """What the signatory reads unless the moderator writes something else: the reason's words, then the note."""
    reason = session.get(OfferedReason, code) if code else None
    said = words_of(reason, locale) if reason else ""
    return "\n\n".join(part for part in (said, note) if part)


def words_of(reason: OfferedReason, locale: str) -> str:
    """An editor's words for the mail in this language, or the translated ones of a built-in reason."""
    with force_locale(locale.replace("-", "_")):
        return reason.words_in(locale) or str(REASONS.get(reason.code, ""))
