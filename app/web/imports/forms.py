"""The forms of an import: the file, how it is read, one record."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField
from wtforms.validators import StopValidation

from app.domain.statements.queries import all_statements
from app.domain.text import clean_line, clean_name
from app.extensions import db
from app.imports.dates import day_of
from app.imports.facts import LONGEST
from app.imports.opened import Desk, Settings
from app.web.forms import CountryField, EmailField, Form, TextField, WebsiteField
from app.web.sheet_field import SheetField
from app.web.sheet_words import FIELDS, visible

MOST_HEADERS = 30
ENCODINGS = (
    "utf-8 windows-1251 windows-1252 windows-1250 windows-1253 windows-1254 windows-1255 windows-1256 windows-1257 "
    "utf-16-le utf-16-be koi8-r koi8-u mac-cyrillic iso8859-2 iso8859-5 cp866"
).split()


class UploadForm(Form):
    """Which file, of which statement, and how its organisations agreed."""

    statement = SelectField(_l("Statement"), choices=lambda: _statements())
    file = SheetField(_l("Spreadsheet"))
    agreed = TextField(
        _l("How they agreed"),
        partial(clean_line, longest=LONGEST["agreed"] - 20),  # the day of a record is put behind it
        required=_l("Write how they agreed: “by e-mail, 28 July”."),
    )


class RecordForm(Form):
    """One record, mended by a person; `seen` tells what it was when the form was made."""

    organisation = TextField(
        FIELDS["organisation"], clean_name, required=_l("Write the name of the organisation, and nothing else.")
    )
    organisation_latin = TextField(FIELDS["organisation_latin"], clean_name)
    also_known_as = TextField(FIELDS["also_known_as"], partial(clean_line, longest=LONGEST["also_known_as"]))
    country = CountryField(FIELDS["country"], required="")
    website = WebsiteField(FIELDS["website"])
    email = EmailField(FIELDS["email"])
    representative = TextField(FIELDS["representative"], partial(clean_line, longest=LONGEST["representative"]))
    position = TextField(FIELDS["position"], partial(clean_line, longest=LONGEST["position"]))
    agreed = TextField(FIELDS["agreed"], partial(clean_line, longest=LONGEST["agreed"] - 20))
    date = TextField(FIELDS["date"], partial(clean_line, longest=60))
    seen = HiddenField()

    def validate_date(self, field: Any) -> None:
        found = day_of(field.data) if field.data else None
        if found is not None and (found.day is None or found.is_unclear):
            raise StopValidation(_("Write the date as year, month, day: 2021-07-28."))
        field.data = found.day.isoformat() if found and found.day else ""

    @property
    def values(self) -> dict[str, str]:
        """What was written, by field."""
        return {name: self[name].data or "" for name in CORRECTABLE}


CORRECTABLE = tuple(name for name, value in vars(RecordForm).items() if name in FIELDS)


class _SettingsForm(Form):
    agreed = TextField(
        _l("How they agreed, where the file does not say it"),
        partial(clean_line, longest=LONGEST["agreed"] - 20),
        required=_l("Write how they agreed: “by e-mail, 28 July”."),
        id="read-agreed",  # a record has a field of that name on the same page
    )
    seen = HiddenField()

    def column_fields(self) -> list[Any]:
        """The lists that say what each column holds, from the left."""
        return [field for name, field in self._fields.items() if name.startswith("column_")]

    def validate(self, extra_validators: Any = None) -> bool:
        good = bool(super().validate(extra_validators))
        met: set[str] = set()
        for field in self.column_fields():
            if field.data in met and field.data not in ("ignore", "note"):
                field.errors = [_("Two columns cannot both be “%(field)s”.", field=str(FIELDS[field.data]))]
                good = False
            met.add(field.data)
        return good


def settings_form(desk: Desk) -> Any:
    """The form that says how this very file is read: what it holds decides which fields there are."""
    sheet, columns = desk.preview.sheet, desk.preview.columns
    fields: dict[str, Any] = {}
    if sheet.name is None:
        encodings = dict.fromkeys([sheet.encoding or "", *ENCODINGS])
        fields["encoding"] = SelectField(_("Encoding"), choices={one: one for one in encodings})
    elif sheet.other_sheets:
        names = [sheet.name, *sheet.other_sheets]
        fields["sheet"] = SelectField(_("Sheet"), choices={one: visible(one) for one in names})
    fields["header"] = SelectField(_("Header"), choices=_headers(desk), coerce=int)
    choices = {name: str(label) for name, label in FIELDS.items()}
    for place, label in enumerate(columns.labels):
        fields[f"column_{place}"] = SelectField(visible(label), choices=choices)
    chosen: dict[str, Any] = {f"column_{place}": field for place, field in enumerate(columns.fields)}
    chosen |= {"encoding": sheet.encoding, "sheet": sheet.name, "header": columns.header_record or 0}
    chosen |= {"agreed": desk.draft.agreed, "seen": desk.settings_tag}
    return type("SettingsForm", (_SettingsForm,), fields)(data=chosen)


def wanted_settings(form: Any, desk: Desk) -> Settings:
    """What the form asks for. Where the sheet, the encoding or the header is another one, columns are guessed anew."""
    sheet, header = desk.preview.sheet, desk.preview.columns.header_record or 0
    encoding = form.encoding.data if "encoding" in form else sheet.encoding
    name = form.sheet.data if "sheet" in form else sheet.name
    same_cells = (encoding, name) == (sheet.encoding, sheet.name)
    same = same_cells and form.header.data == header
    fields = tuple(field.data for field in form.column_fields())
    return Settings(
        encoding=encoding if encoding != sheet.encoding or desk.settings.encoding else None,
        sheet=name,
        header=form.header.data if same_cells and (not same or desk.settings.header is not None) else None,
        fields=fields if same and (fields != desk.preview.columns.fields or desk.settings.fields) else None,
    )


def _headers(desk: Desk) -> dict[int, str]:
    """Records that may be the header: the first ones with something in them, and the one that is."""
    header = desk.preview.columns.header_record or 0
    first = [record for record in desk.preview.sheet.records if record.filled][:MOST_HEADERS]
    lines = [record for record in first if record.number != header]
    lines += [record for record in desk.preview.sheet.records if record.number == header]
    choices = {0: _("There is none")}
    for record in sorted(lines, key=lambda one: one.number):
        text = visible(" · ".join(" ".join(cell.text.split()) for _place, cell in record.filled))
        choices[record.number] = f"{record.number}: {text[:80]}"
    return choices


def _statements() -> dict[str, str]:
    published = [one for one in all_statements(db.session()) if one.published_at]
    return {one.slug: one.revisions[-1].texts[0].title for one in published}
