"""What editors send of a statement: its words, how it is filed, when it opens and closes, who stood behind it first."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from wtforms import RadioField, StringField
from wtforms.validators import StopValidation

from app.domain.endorsements.models import Endorsement
from app.domain.statements.draft import Founder, TextDraft
from app.domain.statements.files import LARGEST_FILE, LONGEST_LINE, SLUG
from app.domain.statements.models import LONGEST_NOTE, RevisionKind, RevisionText, Statement
from app.domain.statements.working import WorkingText
from app.domain.statements.writing import Filing
from app.domain.text import clean_line, clean_name, clean_paragraphs
from app.web.edit.fields import (
    DayField,
    LanguageField,
    LocalTimeField,
    SectionsField,
    WhichField,
    ZoneField,
    shown_in,
)
from app.web.forms import CountryField, Form, ParagraphsField, TextField, VersionField, WebsiteField

LINE = partial(clean_line, longest=LONGEST_LINE)


class TextForm(Form):
    """The words in one language."""

    language = LanguageField(_l("Language"))
    title = TextField(_l("Title"), LINE, required=_l("Write the title of the statement."))
    addressed_to = TextField(_l("Addressed to"), LINE)
    body = ParagraphsField(
        _l("Text"), partial(clean_paragraphs, longest=LARGEST_FILE), required=_l("Write the text of the statement.")
    )
    version = VersionField()

    def validate_body(self, field: Any) -> None:
        if len((field.data or "").encode()) > LARGEST_FILE:
            raise StopValidation(
                _("This text is too long: shorten it to %(size)s kB or less.", size=LARGEST_FILE // 1000)
            )

    @property
    def wants_preview(self) -> bool:
        """Whether the button was the one that only shows the text."""
        return self.is_submitted() and request.form.get("do") == "preview"

    def text(self, language: str = "") -> TextDraft:
        """What was written, once it is valid."""
        return TextDraft(
            language=language or self.language.data,
            title=self.title.data or "",
            addressed_to=self.addressed_to.data or "",
            body=self.body.data or "",
        )


class FilingForm(Form):
    """Where a statement is filed, and of which day."""

    sections = SectionsField(_l("Sections"))
    issued = DayField(_l("Date of issue"), required=_l("Write the day of issue, such as 2026-08-31."))
    zone = ZoneField(_l("Time zone"))
    version = VersionField()

    @property
    def zone_name(self) -> str:
        """In which its times are said."""
        return self.zone.data or ""


class StatementForm(TextForm, FilingForm):
    """All that a draft says but its translations."""

    slug = TextField(_l("Name in the address"), partial(clean_line, longest=80))
    opens = LocalTimeField(_l("Opens for endorsements"))
    opens_which = WhichField(_l("Which of the two opening times"))
    closes = LocalTimeField(_l("Closes for endorsements"))
    closes_which = WhichField(_l("Which of the two closing times"))

    def validate_slug(self, field: Any) -> None:
        if field.data and not SLUG.fullmatch(field.data):
            raise StopValidation(_("Use small letters from a to z, figures and hyphens, such as open-archives."))

    def filing(self, slug: str) -> Filing:
        """How it is filed, once it is valid."""
        return Filing(
            slug=slug,
            sections=self.sections.names,
            issued=self.issued.day,
            zone=self.zone_name,
            opens_at=self.opens.moment,
            closes_at=self.closes.moment,
        )

    @classmethod
    def showing(cls, statement: Statement) -> StatementForm:
        """The form, filled in with what the draft says now."""
        text = statement.revisions[0].texts[0]
        return cls(
            data={
                "language": text.language,
                "title": text.title,
                "addressed_to": text.addressed_to,
                "body": text.body,
                **filed(statement),
                "slug": statement.slug,
                **shown_in(statement.zone, opens=statement.opens_at, closes=statement.closes_at),
            }
        )


def filed(statement: Statement) -> dict[str, Any]:
    """What the form of its filing shows."""
    return {
        "sections": [section.name for section in statement.sections],
        "issued": statement.issued,
        "zone": statement.zone,
        "version": statement.version,
    }


def text_form(text: RevisionText | WorkingText | None, version: int) -> TextForm:
    """The form of one language, filled in with what stands, or empty for a new translation."""
    if text is None:
        return TextForm(data={"version": version})
    stands = {name: getattr(text, name) for name in ("language", "title", "addressed_to", "body")}
    return TextForm(data={**stands, "version": version})


class FounderForm(Form):
    """An organisation that is listed from the start, and how it agreed."""

    name = TextField(_l("Name of the organisation"), clean_name, required=_l("Write the name of the organisation."))
    latin = TextField(_l("Name in Latin letters"), clean_name)
    country = CountryField(_l("Country"), required="")
    website = WebsiteField(_l("Website"))
    agreed = TextField(_l("How it agreed"), LINE, required=_l("Write how it agreed, such as “by e-mail, 28 July”."))
    version = VersionField()

    def founder(self) -> Founder:
        """What was written, once it is valid."""
        return Founder(
            name=self.name.data or "",
            latin=self.latin.data or "",
            country=self.country.data or None,
            website=self.website.data or "",
            agreed=self.agreed.data or "",
        )


def founder_form(row: Endorsement | None) -> FounderForm:
    """The form, filled in with what stands of this one, or empty for another."""
    if row is None:
        return FounderForm(data={"version": 0})
    return FounderForm(
        data={
            "name": row.organisation,
            "latin": row.organisation_latin,
            "country": row.country or "",
            "website": row.website,
            "agreed": row.agreed or "",
            "version": row.version,
        }
    )


class ActForm(Form):
    """One act, as the page was read: `do` names it."""

    do = StringField()
    version = VersionField()
    zone_name = ""


class TimeForm(ActForm):
    """An act that may need a time."""

    moment = LocalTimeField(_l("Day and time"))
    moment_which = WhichField(_l("Which of the two times"))

    @classmethod
    def of(cls, statement: Statement, **moments: Any) -> TimeForm:
        """The form in the statement's zone."""
        form = cls(data={"version": statement.version, **shown_in(statement.zone, **moments)})
        form.zone_name = statement.zone
        return form


KINDS: dict[str, LazyString] = {
    RevisionKind.CORRECTION: _l(
        "A correction: the meaning is the same. Signatures carry over, and readers see what changed."
    ),
    RevisionKind.SUBSTANTIVE: _l(
        "A substantive change. Every organisation is asked again by mail; until it says yes, it stays listed under the "
        "text that it signed."
    ),
}


class RevisionForm(ActForm):
    """Publish what is written as the next revision: of which kind, and what readers are told of it."""

    kind = RadioField(
        _l("What kind of change is it?"),
        choices=lambda: {kind: str(words) for kind, words in KINDS.items()},
        validate_choice=False,
    )
    note = ParagraphsField(
        _l("What changed, and why"),
        lambda text: clean_line(" ".join(text.split()), longest=LONGEST_NOTE),
        required=_l("Write in a sentence what changed and why: readers see it beside the revision."),
    )

    def validate_kind(self, field: Any) -> None:
        if field.data not in KINDS:
            raise StopValidation(_("Choose what kind of change it is."))

    @property
    def chosen(self) -> str:
        """The kind, once the form is valid."""
        return str(self.kind.data)
