"""The password once more, before anything changes that lets people in: an open desk alone must not be enough."""

from __future__ import annotations

from flask import g
from flask_babel import gettext as _

from app.domain.errors import Overloaded
from app.domain.moderators import passwords
from app.domain.moderators.queries import the
from app.extensions import db
from app.web import limits
from app.web.sign_in.forms import OwnerForm
from app.web.work import unit_of_work


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
