"""The moderators' desk: the queue, one endorsement, the decision, mail that did not go, the export, protection."""

import app.web.moderate.amending
import app.web.moderate.asking
import app.web.moderate.assigning
import app.web.moderate.bulk
import app.web.moderate.comparing
import app.web.moderate.deciding
import app.web.moderate.exporting
import app.web.moderate.looking
import app.web.moderate.mail
import app.web.moderate.noting
import app.web.moderate.overview
import app.web.moderate.presence
import app.web.moderate.previewing
import app.web.moderate.protection
import app.web.moderate.queue
import app.web.moderate.reasons
import app.web.moderate.standing
import app.web.moderate.undoing  # noqa: F401  # the views hang themselves on the blueprint
from app.web.moderate.blueprint import bp

__all__ = ["bp"]
