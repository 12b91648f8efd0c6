"""What an invited organisation fills in where it does not endorse."""

from __future__ import annotations

from functools import partial

from flask_babel import lazy_gettext as _l

from app.domain.text import clean_paragraphs
from app.web.forms import Form, ParagraphsField, TickField


class NoForm(Form):
    """Why, if one likes to say so, and a button."""

    reason = ParagraphsField(_l("Why not"), partial(clean_paragraphs, longest=500))


class EraseForm(Form):
    """What cannot be undone needs a tick."""

    understood = TickField(
        _l("I understand that this cannot be undone"),
        required=_l("Tick the box to say that you understand that this cannot be undone. Nothing was erased yet."),
    )
