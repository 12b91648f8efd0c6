"""The forms of signing in and of an account."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, RadioField
from wtforms.validators import StopValidation

from app.domain.errors import AccountRefused
from app.domain.moderators.models import Digest
from app.domain.text import clean_line
from app.web.forms import EmailField, Form, TextField
from app.web.labels import DIGESTS
from app.web.owner import OwnerForm, SecretField

_BASE32 = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def _line(text: str) -> str:
    return clean_line(text, longest=120)


class TargetField(HiddenField):
    """Where to go afterwards: a path of this site, else nothing."""

    def process_data(self, value: str | None) -> None:
        self.data = local_path(value or "")

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = local_path(valuelist[0] if valuelist else "")


def local_path(target: str) -> str:
    """The target if it is a path of this site, else ""."""
    plain = target.isprintable() and target.isascii() and "\\" not in target
    return target if plain and target.startswith("/") and not target.startswith("//") and len(target) < 500 else ""


class SignInForm(Form):
    """E-mail and password."""

    email = EmailField(_l("E-mail"), required=_l("Enter your e-mail address."))
    password = SecretField(_l("Password"), required=_l("Enter your password."))
    next = TargetField()


class CodeForm(Form):
    """The code of the second factor."""

    code = TextField(_l("Code"), _line, required=_l("Enter the six digits that your app shows."))
    next = TargetField()


class DigestForm(Form):
    """How often to be told that endorsements wait."""

    digest = RadioField(
        _l("When endorsements wait, write to me"),
        choices=lambda: {digest: str(words) for digest, words in DIGESTS.items()},
        validate_choice=False,
    )

    def validate_digest(self, field: Any) -> None:
        if field.data not in list(Digest):
            raise StopValidation(_("Choose how often we shall write to you."))


class PasswordForm(Form):
    """A new password."""

    password = SecretField(_l("New password"), required=_l("Choose a password."))
    again = SecretField(_l("The same once more"), required=_l("Enter the password once more."))

    def validate_again(self, field: PasswordField) -> None:
        if field.data != self.password.data:
            raise StopValidation(_("The two are not the same. Enter the same password twice."))


class ChangePasswordForm(OwnerForm, PasswordForm):
    """A new password, by somebody who knows the old one."""


class FirstEditorForm(PasswordForm):
    """The account that opens the site."""

    name = TextField(_l("Your name"), _line, required=_l("Enter your name, as your colleagues know it."))
    email = EmailField(_l("E-mail"), required=_l("Enter your e-mail address."))


class FactorForm(OwnerForm):
    """The first code of a new second factor; the secret travels with the page that showed it."""

    code = TextField(_l("Code"), _line, required=_l("Enter the six digits that your app shows."))
    secret = HiddenField()

    def validate_secret(self, field: HiddenField) -> None:
        if len(field.data or "") != 32 or not set(field.data) <= _BASE32:
            raise StopValidation(_("Something is missing in this page: look at it again and send it once more."))


def refuse(field: Any, error: AccountRefused) -> None:
    """Say beside the field why the account was refused."""
    words = {
        "password_short": _("This is too short. Take at least 15 characters: four or five words are easy to keep."),
        "password_long": _("This is too long. Take at most 128 characters."),
        "password_common": _("This is easy to guess. Take four or five words that have nothing to do with each other."),
        "email_taken": _("There is an account with this address."),
        "code_wrong": _("This code is not right, or was used before. Wait for the next one and enter it."),
    }
    field.errors = [words.get(error.code, _("This cannot be done."))]
