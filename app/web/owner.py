"""The password once more, for what an open desk alone must not be enough: what lets people in, what leaves the site."""

from __future__ import annotations

from typing import Any

from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import PasswordField
from wtforms.validators import StopValidation

from app.domain.errors import Overloaded
from app.domain.moderators import passwords
from app.domain.moderators.queries import the
from app.extensions import db
from app.web import limits
from app.web.forms import Form
from app.web.work import unit_of_work


class SecretField(PasswordField):
    """A password, exactly as typed; never sent back."""

    def __init__(self, label: Any, *, required: Any, **options: Any) -> None:
        super().__init__(label, **options)
        self.required = required

    def pre_validate(self, form: Any) -> None:
        if not self.data or len(self.raw_data or ()) != 1:
            raise StopValidation(self.required)


class OwnerForm(Form):
    """What only the owner of an account may do, not whoever sits at an open desk."""

    current = SecretField(_l("Your password"), required=_l("Enter the password that you have now."))


def is_owner(form: OwnerForm) -> bool:
    """Whether the password is right. Raises RateLimited: an open desk is no place to guess at it."""
    account = (f"password {g.moderator.id}", limits.source())
    with unit_of_work():
        limits.spend("sign_in_account", *account)
    try:
        if passwords.verify(the(db.session(), g.moderator.id).password_hash, form.current.data or ""):
            limits.forgive("sign_in_account", *account)
            return True
        form.current.errors = [_("This is not the password that you have now.")]
    except Overloaded:
        form.form_errors.append(_("The site is busy. Nothing was changed; try again in a moment."))
    return False
