"""What moderators send."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import StopValidation

from app.domain.endorsements.decisions import DECISIONS
from app.domain.endorsements.states import Action
from app.domain.endorsements.verdict import Verdict
from app.domain.text import clean_paragraphs
from app.web.forms import Form, ParagraphsField, VersionField, printable


class DecisionForm(Form):
    """One decision on one endorsement, as it was read."""

    action = StringField()
    reason = StringField()
    note = ParagraphsField(_l("Note"), partial(clean_paragraphs, longest=2000))
    version = VersionField()

    def validate_action(self, field: Any) -> None:
        if field.data not in [action.value for action in DECISIONS]:
            raise StopValidation(_("Choose what to do."))

    @property
    def chosen(self) -> Action:
        """What to do."""
        return Action(self.action.data or "")

    @property
    def typed_note(self) -> str:
        """The note as it was typed, good or not, for the page to show again."""
        return printable(self.note.data or "")

    def verdict(self, moderator_id: int, *, at: datetime) -> Verdict:
        """What the moderator brings to the decision, once the form is valid."""
        return Verdict(
            moderator_id=moderator_id,
            version=self.version.data,
            at=at,
            reason=self.reason.data or None,
            note=self.note.data or "",
        )


class UndoForm(Form):
    """Take back the last decision, as the page showed the endorsement after it."""

    version = VersionField()


class AmendmentForm(Form):
    """Accept or refuse a proposed change."""

    outcome = StringField()
    version = VersionField()

    def validate_outcome(self, field: Any) -> None:
        if field.data not in ("accept", "refuse"):
            raise StopValidation(_("Choose what to do."))
