"""What moderators send."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import StopValidation
from wtforms.widgets import HiddenInput

from app.domain.endorsements.bulk import AT_ONCE
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
    words = ParagraphsField(_l("What you write in the mail"), partial(clean_paragraphs, longest=4000))
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

    @property
    def has_words(self) -> bool:
        """Whether it comes from the page that shows the mail, where the words themselves can be changed."""
        return bool(self.words.raw_data)

    @property
    def typed_words(self) -> str:
        """The words as they were typed, good or not."""
        return printable(self.words.data or "")

    def verdict(self, moderator_id: int, *, at: datetime) -> Verdict:
        """What the moderator brings to the decision, once the form is valid."""
        return Verdict(
            moderator_id=moderator_id,
            version=self.version.data,
            at=at,
            reason=self.reason.data or None,
            note=self.note.data or "",
            words=(self.words.data or "") if self.has_words else None,
        )


class ManyForm(Form):
    """One decision on many endorsements as the page showed them: `endorsement` repeated, `version-…` beside each."""

    action = StringField(widget=HiddenInput())
    reason = StringField()
    note = ParagraphsField(_l("Note"), partial(clean_paragraphs, longest=2000))

    def validate_action(self, field: Any) -> None:
        if field.data not in [action.value for action in AT_ONCE]:
            raise StopValidation(_("Choose what to do."))

    @property
    def chosen(self) -> Action:
        """What to do."""
        return Action(self.action.data or "")

    @property
    def ticked(self) -> list[str]:
        """The public ids that were chosen, each once, in the order of the page."""
        return list(dict.fromkeys(request.form.getlist("endorsement")))

    @property
    def shown(self) -> dict[str, int]:
        """The version of every row on the page, chosen or not; a damaged one is a version that there never was."""
        rows = {
            name.removeprefix("version-"): value for name, value in request.form.items() if name.startswith("version-")
        }
        return {name: int(value) if value.isdecimal() and len(value) < 10 else 0 for name, value in rows.items()}

    @property
    def typed_note(self) -> str:
        """The note as it was typed, good or not."""
        return printable(self.note.data or "")

    def verdicts(self, moderator_id: int, *, at: datetime) -> dict[str, Verdict]:
        """What the moderator brings to each that was ticked."""
        shown, reason, note = self.shown, self.reason.data or None, self.note.data or ""
        return {
            name: Verdict(moderator_id=moderator_id, version=shown.get(name, 0), at=at, reason=reason, note=note)
            for name in self.ticked
        }


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
