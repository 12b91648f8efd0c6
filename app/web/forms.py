"""What every form shares: text is cleaned, what was typed is kept, errors are sentences that say what to do."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.validators import StopValidation
from wtforms.widgets import EmailInput, HiddenInput, TextArea, URLInput

from app.domain.text import InvalidText, clean_email, clean_website
from app.domain.text.countries import country_codes
from app.web.countries import country_choices
from app.web.form_words import FormWords
from app.web.locale import current_locale
from app.web.messages import sentence

Words = Any  # str, or a lazy string of Flask-Babel


class Form(FlaskForm):
    """Base of all forms: reads the fields of the body and nothing else, checks CSRF, and keeps what was typed."""

    class Meta(FlaskForm.Meta):
        """No files and no JSON: Flask-WTF would take both for text. The library's words are ours."""

        def get_translations(self, form: Any) -> FormWords:
            return FormWords()

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            if formdata is None or isinstance(formdata, dict):
                return formdata
            return request.form if request.method == "POST" else None

    def is_submitted(self) -> bool:
        return request.method == "POST"

    def validate(self, extra_validators: Any = None) -> bool:
        good = bool(super().validate(extra_validators))
        token = self._fields.get("csrf_token")
        if token is not None and token.errors:
            token.errors = []
            self.form_errors.append(stale_page())
        return good


def stale_page() -> str:
    """What to say when the CSRF token is missing or of another browser session."""
    return _(
        "This page was open for a long time, or your browser keeps no cookies for this site. Nothing you wrote is "
        "lost: check it and send it again."
    )


class TextField(StringField):
    """One line of text that `clean` accepts; `required` is what to say when it is empty."""

    def __init__(self, label: Words, clean: Callable[[str], str], *, required: Words = "", **options: Any) -> None:
        super().__init__(label, **options)
        self.clean, self.required = clean, required

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = valuelist[0] if valuelist else ""

    def pre_validate(self, form: Any) -> None:
        text = self.data or ""
        try:
            _refuse_broken(self.raw_data, text)
            self.data = self.clean(text)
        except InvalidText as error:
            raise StopValidation(sentence(error)) from None
        if self.required and not self.data:
            raise StopValidation(self.required)

    def _value(self) -> str:
        return printable(self.data or "")


class ParagraphsField(TextField):
    """Several lines of text."""

    widget = TextArea()


class EmailField(TextField):
    """An e-mail address."""

    widget = EmailInput()

    def __init__(self, label: Words, **options: Any) -> None:
        super().__init__(label, clean_email, **options)


class WebsiteField(TextField):
    """A web address; a scheme is added where it lacks one."""

    widget = URLInput()

    def __init__(self, label: Words, **options: Any) -> None:
        super().__init__(label, clean_website, **options)


class CountryField(SelectField):
    """A country, by its name in the reader's language."""

    def __init__(self, label: Words, *, required: Words, **options: Any) -> None:
        super().__init__(label, choices=_countries, validate_choice=False, **options)
        self.required = required

    def pre_validate(self, form: Any) -> None:
        try:
            _refuse_broken(self.raw_data, self.data or "")
        except InvalidText as error:
            raise StopValidation(sentence(error)) from None
        if (self.data or self.required) and self.data not in country_codes():
            raise StopValidation(self.required or _("Choose a country from the list."))  # without words it would pass


class TickField(BooleanField):
    """A box to tick; `required` is what to say when it must be ticked and is not."""

    def __init__(self, label: Words, *, required: Words = "", **options: Any) -> None:
        super().__init__(label, **options)
        self.required = required

    def pre_validate(self, form: Any) -> None:
        if len(self.raw_data or ()) > 1:
            raise StopValidation(sentence(InvalidText("sent_twice")))
        if self.required and not self.data:
            raise StopValidation(self.required)

    def _value(self) -> str:
        return "y"


class VersionField(IntegerField):
    """The version of a row that the page showed; hidden, and never guessed where it is missing."""

    widget = HiddenInput()

    def pre_validate(self, form: Any) -> None:
        if len(self.raw_data or ()) != 1 or self.process_errors:
            self.errors: list[str] = []
            raise StopValidation(_("Something is missing in this page: look at it again and send it once more."))

    def _value(self) -> str:
        return str(self.object_data)


class UnseenField(StringField):
    """A field that no person sees: whoever fills it in is probably a robot. Anything may stand in it."""

    def _value(self) -> str:
        return printable(self.data or "")


def printable(text: str) -> str:
    """What was typed, as a page can show it again: without characters that no page may hold."""
    return "".join(character for character in text if character in "\n\t" or _may_stand(character))


def _may_stand(character: str) -> bool:
    noncharacter = ord(character) & 0xFFFE == 0xFFFE or "\ufdd0" <= character <= "\ufdef"
    return unicodedata.category(character) not in ("Cc", "Cs") and not noncharacter


def _refuse_broken(sent: Iterable[str] | None, text: str) -> None:
    """Raises InvalidText for a field sent twice, and for bytes that were no UTF-8."""
    if len(list(sent or ())) > 1:
        raise InvalidText("sent_twice")
    if "\ufffd" in text:
        raise InvalidText("damaged_character")


def _countries() -> list[tuple[str, str]]:
    return [("", _("Choose a country")), *country_choices(current_locale())]
