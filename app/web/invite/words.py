"""What a list and an invitation say in codes, in words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.domain.invitations.queries import Standing
from app.imports.invitees import Fate

FATES: dict[str, LazyString] = {
    Fate.NEW: _l("new"),
    Fate.PERHAPS: _l("perhaps here already"),
    Fate.LISTED: _l("endorsed already"),
    Fate.INVITED: _l("invited already"),
    Fate.SAID_NO: _l("said no"),
    Fate.TWICE: _l("stands further up"),
    Fate.BLOCKED: _l("blocked address"),
    Fate.NO_ADDRESS: _l("no usable address"),
    Fate.FIX_NEEDED: _l("must be fixed"),
    Fate.IGNORED: _l("no organisation"),
}
MARKS = {
    Fate.NEW: "ok",
    Fate.PERHAPS: "care",
    Fate.SAID_NO: "stop",
    Fate.BLOCKED: "stop",
    Fate.NO_ADDRESS: "stop",
    Fate.FIX_NEEDED: "stop",
}
STANDINGS: dict[str, LazyString] = {
    Standing.NOT_YET: _l("no answer yet"),
    Standing.LISTED: _l("yes, on the register"),
    Standing.WAITING: _l("yes, waits for a moderator"),
    Standing.GONE: _l("yes, but declined or withdrawn since"),
    Standing.NO: _l("no"),
    Standing.WITHDRAWN: _l("taken back"),
    Standing.BOUNCED: _l("mail could not be delivered"),
}
STANDING_MARKS = {
    Standing.LISTED: "ok",
    Standing.WAITING: "ok",
    Standing.GONE: "care",
    Standing.NO: "stop",
    Standing.BOUNCED: "stop",
}
