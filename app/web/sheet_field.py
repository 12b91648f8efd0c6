"""A spreadsheet in a form."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import gettext as _
from wtforms import StringField
from wtforms.validators import StopValidation
from wtforms.widgets import FileInput

from app.imports.sheet import MOST_BYTES
from app.web.sheet_words import visible

LONGEST_FILENAME = 120


class SheetField(StringField):
    """A file, read as far as it may be long. All other forms refuse files: this field alone looks at them."""

    widget = FileInput()
    may_be_missing = False

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = b""

    def pre_validate(self, form: Any) -> None:
        sent = request.files.getlist(self.name)
        if self.may_be_missing and not any(one.filename for one in sent):
            return
        if len(sent) != 1 or not sent[0].filename:
            raise StopValidation(_("Choose a file."))
        self.data = sent[0].stream.read(MOST_BYTES + 1)
        name = visible(sent[0].filename).replace("\n", " ").replace("\t", " ").replace("\\", "/")
        self.filename = name.rpartition("/")[2].strip()[-LONGEST_FILENAME:] or "file"


class OptionalSheetField(SheetField):
    """The same, where something else may stand in its place."""

    may_be_missing = True
    filename = ""
