"""What changed in an endorsement, in words for its signatory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from babel import Locale
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.domain.endorsements.models import Amendment
from app.mail.lines import one_line

FIELDS: dict[str, LazyString] = {
    "organisation": _l("Name of the organisation"),
    "organisation_latin": _l("Name in Latin letters"),
    "also_known_as": _l("Also known as"),
    "country": _l("Country"),
    "website": _l("Website"),
    "agreed": _l("How it agreed"),
    "representative": _l("Representative"),
    "position": _l("Position"),
    "show_representative": _l("Name and position are published"),
}


@dataclass(frozen=True)
class Change:
    """One line of the form: what stood there, and what stands or was proposed; "" for nothing."""

    label: str
    before: str
    after: str


def changes(amendment: Amendment, locale: str) -> list[Change]:
    """What the amendment changes, in the order of the form."""
    with force_locale(locale.replace("-", "_")):
        return [
            Change(str(label), _said(amendment.before[name], name, locale), _said(amendment.after[name], name, locale))
            for name, label in FIELDS.items()
            if name in amendment.after
        ]


def _said(value: Any, name: str, locale: str) -> str:
    if name == "show_representative":
        return _("yes") if value else _("no")
    if name == "country":
        return str(Locale.parse(locale, sep="-").territories.get(value, value or ""))
    text = one_line(value)
    if name == "website":  # without a scheme it is no second link of the mail
        text = text.removeprefix("https://").removeprefix("http://")
    return text
