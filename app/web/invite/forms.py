"""The editors' forms: a list, how it is read, one record of it, and the letter."""

from __future__ import annotations

from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField
from wtforms.widgets import TextArea

from app.domain.invitations.invitee import (
    NOTE_LONGEST,
    SUBJECT_LONGEST,
    clean_contact,
    clean_note,
    clean_subject,
)
from app.domain.statements.queries import all_statements
from app.domain.text import clean_name
from app.extensions import db
from app.imports.invitees import GuestList
from app.web.forms import (
    CountryField,
    EmailField,
    Form,
    ParagraphsField,
    TextField,
    VersionField,
    WebsiteField,
    printable,
)
from app.web.locale import native_name
from app.web.sheet_field import OptionalSheetField
from app.web.sheet_words import FIELDS, visible
from app.web.work import now

__all__ = ["NOTE_LONGEST", "SUBJECT_LONGEST"]
MOST_PASTED = 200_000  # characters
USED = ("ignore", "organisation", "organisation_latin", "country", "website", "representative", "email")
TERMS: dict[str, Any] = {**{name: FIELDS[name] for name in USED}, "representative": _l("Who is written to")}
ENCODINGS = "utf-8 windows-1251 windows-1252 windows-1256 koi8-r utf-16-le iso8859-2 iso8859-5".split()


class PastedField(StringField):
    """Lines that were pasted, however they look: each of them is judged by itself."""

    widget = TextArea()

    def _value(self) -> str:
        return printable(self.data or "")


class ListForm(Form):
    """Which list, to which statement, in which language."""

    statement = SelectField(_l("Statement"), choices=lambda: _statements())
    pasted = PastedField(_l("Organisations and addresses"))
    file = OptionalSheetField(_l("Or a spreadsheet"))
    locale = SelectField(_l("Language of the mails"), choices=lambda: languages())

    def validate(self, extra_validators: Any = None) -> bool:
        good = bool(super().validate(extra_validators))
        text = self.pasted.data or ""
        if not text.strip() and not self.file.data and not self.file.errors:
            self.pasted.errors = [_("Paste the organisations with their addresses, or choose a file.")]
        elif text.strip() and self.file.data:
            self.file.errors = [_("Paste the list or choose a file, not both.")]
        elif len(text) > MOST_PASTED:
            self.pasted.errors = [_("This is too long: save it as a file and choose that.")]
        return good and not self.errors


class RecordForm(Form):
    """One record, mended by a person."""

    organisation = TextField(
        FIELDS["organisation"], clean_name, required=_l("Write the name of the organisation, and nothing else.")
    )
    organisation_latin = TextField(FIELDS["organisation_latin"], clean_name)
    country = CountryField(FIELDS["country"], required="")
    website = WebsiteField(FIELDS["website"])
    representative = TextField(_l("Who is written to"), clean_contact)
    email = EmailField(_l("E-mail address"), required=_l("Write the address to which the invitation goes."))
    language = SelectField(_l("Language of the mail"), choices=lambda: languages())
    version = VersionField()

    @property
    def values(self) -> dict[str, str]:
        """What was written, by field."""
        return {name: self[name].data or "" for name in (*USED[1:], "language")}


class LetterForm(Form):
    """What the mail says in the editor's own words."""

    locale = SelectField(_l("Language of the mails"), choices=lambda: languages())
    subject = TextField(_l("Subject"), clean_subject)
    note = ParagraphsField(_l("Personal note"), clean_note)
    version = VersionField()


class SendForm(Form):
    """Sends what was seen, and nothing else."""

    seen = HiddenField()


class _ColumnsForm(Form):
    version = VersionField()

    def column_fields(self) -> list[Any]:
        """The lists that say what each column holds, from the left."""
        return [field for name, field in self._fields.items() if name.startswith("column_")]

    def validate(self, extra_validators: Any = None) -> bool:
        good = bool(super().validate(extra_validators))
        met: set[str] = set()
        for field in self.column_fields():
            if field.data in met and field.data != "ignore":
                field.errors = [_("Two columns cannot both be “%(field)s”.", field=str(TERMS[field.data]))]
                good = False
            met.add(field.data)
        return good


def columns_form(guests: GuestList, version: int) -> Any:
    """The form that says how this very list is read: what it holds decides which fields there are."""
    sheet, columns = guests.sheet, guests.columns
    fields: dict[str, Any] = {}
    if sheet.name is None:
        encodings = dict.fromkeys([sheet.encoding or "", *ENCODINGS])
        fields["encoding"] = SelectField(_("Encoding"), choices={one: one for one in encodings})
    elif sheet.other_sheets:
        fields["sheet"] = SelectField(
            _("Sheet"), choices={one: visible(one) for one in (sheet.name, *sheet.other_sheets)}
        )
    choices = {name: str(label) for name, label in TERMS.items()}
    for place, label in enumerate(columns.labels):
        fields[f"column_{place}"] = SelectField(visible(label) or str(place + 1), choices=choices)
    chosen = {f"column_{place}": field if field in USED else "ignore" for place, field in enumerate(columns.fields)}
    data = {**chosen, "encoding": sheet.encoding, "sheet": sheet.name}
    return type("ColumnsForm", (_ColumnsForm,), fields)(data=data, version=version)


def languages() -> dict[str, str]:
    """The languages of the site, each in its own words."""
    return {code: native_name(code) for code in current_app.config["LOCALES"]}


def _statements() -> dict[str, str]:
    accepting = [one for one in all_statements(db.session()) if one.accepts(now())]
    return {one.slug: one.revisions[-1].texts[0].title for one in accepting}
