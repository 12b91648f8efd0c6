"""Fields for what only statements have: sections, a day, a language, a time in a zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.localedata import locale_identifiers
from flask_babel import gettext as _
from wtforms import SelectField, StringField
from wtforms.validators import StopValidation
from wtforms.widgets import DateInput, DateTimeLocalInput

from app.domain.statements.files import LONGEST_SECTION, MOST_SECTIONS, is_language
from app.domain.statements.zones import LocalTimeRefused, Which, local_time, moment_at, zone_names
from app.domain.text import InvalidText, clean_line, clean_paragraphs
from app.web.forms import ParagraphsField, Words, printable
from app.web.locale import babel_locale, current_locale, native_name
from app.web.messages import sentence
from app.web.times import place_of, zone_choices

EARLIEST, LATEST = 1990, 2100  # years that a statement could be of


class SectionsField(ParagraphsField):
    """The sections, one on each line."""

    def __init__(self, label: Words, **options: Any) -> None:
        super().__init__(label, lambda text: clean_paragraphs(text, longest=2000), **options)

    def process_data(self, value: Any) -> None:
        self.data = "\n".join(value or ())

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        try:
            found = [clean_line(line, longest=LONGEST_SECTION) for line in (self.data or "").split("\n")]
        except InvalidText as error:
            raise StopValidation(sentence(error)) from None
        self.names = tuple(dict.fromkeys(name for name in found if name))
        if len(self.names) > MOST_SECTIONS:
            raise StopValidation(
                _("These are too many: a statement is filed in %(most)s sections or fewer.", most=MOST_SECTIONS)
            )


class DayField(StringField):
    """A calendar day."""

    widget = DateInput()

    def __init__(self, label: Words, *, required: Words, **options: Any) -> None:
        super().__init__(label, **options)
        self.required = required

    def process_data(self, value: Any) -> None:
        self.data = value.isoformat() if value else ""

    def pre_validate(self, form: Any) -> None:
        try:
            self.day = date.fromisoformat(self.data or "")
        except ValueError:
            raise StopValidation(self.required) from None
        if not EARLIEST <= self.day.year < LATEST:
            raise StopValidation(self.required)

    def _value(self) -> str:
        return printable(self.data or "")


class LanguageField(SelectField):
    """A language, by its own name and by the one that the desk gives it."""

    def __init__(self, label: Words, **options: Any) -> None:
        super().__init__(label, choices=lambda: language_choices(current_locale()), validate_choice=False, **options)

    def pre_validate(self, form: Any) -> None:
        if not is_language(self.data or ""):
            raise StopValidation(_("Choose the language of the text."))


class ZoneField(SelectField):
    """A time zone of the IANA database."""

    def __init__(self, label: Words, **options: Any) -> None:
        super().__init__(label, choices=lambda: zone_choices(babel_locale()), validate_choice=False, **options)

    def pre_validate(self, form: Any) -> None:
        if self.data not in zone_names():
            raise StopValidation(_("Choose a time zone from the list."))


class LocalTimeField(StringField):
    """A time as clocks in the form's zone show it (`form.zone_name`); empty for none.

    `moment` is what it comes to. Where clocks show it twice, a field of the same name with `_which` says which.
    """

    widget = DateTimeLocalInput()

    def __init__(self, label: Words, *, required: Words = "", **options: Any) -> None:
        super().__init__(label, **options)
        self.required = required
        self.moment: datetime | None = None

    @property
    def given(self) -> datetime:
        """The moment of a field that must not be empty, once it is valid. Raises ValueError where there is none."""
        if self.moment is None:
            raise ValueError(self.name)
        return self.moment

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = valuelist[0].strip() if valuelist else ""

    def pre_validate(self, form: Any) -> None:
        if not self.data:
            if self.required:
                raise StopValidation(self.required)
            return
        try:
            local = datetime.fromisoformat(self.data)
            if local.tzinfo is not None or not EARLIEST <= local.year < LATEST:
                raise ValueError
        except ValueError:
            raise StopValidation(_("Write a day and a time, such as 2026-08-31T18:00.")) from None
        if form.zone_name not in zone_names():
            return  # the zone says so itself
        try:
            self.moment = moment_at(local, form.zone_name, form[f"{self.name}_which"].which)
        except LocalTimeRefused as refused:
            place = place_of(form.zone_name, babel_locale())
            if refused.code == "skipped":
                raise StopValidation(
                    _(
                        "In %(place)s clocks go forward on that day and skip this time: choose another one.",
                        place=place,
                    )
                ) from None
            form[f"{self.name}_which"].offer(refused.offsets)
            raise StopValidation(
                _(
                    "In %(place)s clocks go back on that day and show this time twice: say below which one you mean.",
                    place=place,
                )
            ) from None

    def _value(self) -> str:
        return printable(self.data or "")


class WhichField(SelectField):
    """Which of two moments that clocks show alike; seen only where it matters."""

    def __init__(self, label: Words, **options: Any) -> None:
        super().__init__(label, choices=dict, validate_choice=False, **options)
        self.offered = False

    def offer(self, offsets: tuple[timedelta, timedelta]) -> None:
        """Show both, each with its distance from UTC."""
        first, second = map(_distance, offsets)
        self.offered = True
        self.choices = {
            "": _("Choose one of the two"),
            Which.FIRST.value: _("the first, %(distance)s", distance=first),
            Which.SECOND.value: _("the second, %(distance)s", distance=second),
        }

    @property
    def which(self) -> Which | None:
        """What was chosen."""
        return Which(self.data) if self.data in list(Which) else None


def shown_in(zone: str, **moments: datetime | None) -> dict[str, str]:
    """What the fields of these moments show, with which of two it is: the data of a form."""
    found = {}
    for name, value in moments.items():
        if value is not None:
            local, which = local_time(value, zone)
            found[name] = local.isoformat(timespec="seconds" if local.second else "minutes")
            found[f"{name}_which"] = which or ""
    return found


def _distance(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours:02}:{rest:02}"


@cache
def language_choices(locale: str) -> list[tuple[str, str]]:
    """(tag, names) of every language that Babel knows well, by the name in that of the page."""
    names = Locale.parse(locale, sep="-").languages
    found = []
    for identifier in locale_identifiers():
        code = identifier.replace("_", "-")
        if is_language(code) and ("_" not in identifier or identifier in ("pt_BR", "zh_Hans", "zh_Hant", "sr_Latn")):
            try:
                own = native_name(code)
            except UnknownLocaleError:
                continue
            here = names.get(identifier) or names.get(identifier.split("_")[0], "")
            found.append((code, own if own.casefold() == here.casefold() else f"{here} – {own}" if here else own))
    return sorted(found, key=lambda choice: choice[1].casefold())
