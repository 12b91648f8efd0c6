"""Why a moderator decided so, in words for the signatory."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.domain.endorsements.states import Reason

REASONS: dict[str, LazyString] = {
    Reason.NOT_AN_ORGANISATION: _l("Only organisations are listed here, and we could not see that this is one."),
    Reason.DUPLICATE: _l("Your organisation is here already, by another endorsement."),
    Reason.NO_AUTHORITY: _l("We could not see that you may sign for this organisation."),
    Reason.NOT_GENUINE: _l("We could not make sure that the organisation itself has sent this."),
    Reason.OUT_OF_SCOPE: _l("The statement is meant for other organisations than yours."),
    Reason.AT_ITS_REQUEST: _l("Your organisation asked us to."),
    Reason.MISTAKE: _l("It had been listed by mistake."),
}
