"""What an endorsement says, as rows of (term, value) for a page: what readers see, and what only moderators do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.domain.endorsements.details import EndorsementDetails
from app.domain.endorsements.models import Endorsement
from app.web.countries import country_name
from app.web.locale import current_locale

Rows = list[tuple[str, str]]

TERMS = {
    "organisation": _l("Organisation"),
    "organisation_latin": _l("In Latin letters"),
    "also_known_as": _l("Also known as"),
    "country": _l("Country"),
    "website": _l("Website"),
    "representative": _l("Who acts for it"),
    "position": _l("Position"),
    "show_representative": _l("Name and position published"),
    "mandate": _l("Who decided"),
    "email": _l("E-mail address"),
    "note": _l("Note to the moderators"),
}
ALWAYS_PUBLIC = ("organisation", "organisation_latin", "also_known_as", "country", "website")
PERSON = ("representative", "position")


def public(details: EndorsementDetails) -> Rows:
    """What readers see, or would see."""
    return _rows(details, (*ALWAYS_PUBLIC, *(PERSON if details.show_representative else ())))


def private(endorsement: Endorsement) -> Rows:
    """What is kept besides."""
    details = endorsement.details
    rows = _rows(details, (*(() if details.show_representative else PERSON), "mandate", "email", "note"))
    return [*rows, (_("Why it was taken back"), endorsement.withdrawal_note)]


def everything(details: EndorsementDetails) -> Rows:
    """All of it but the address."""
    return _rows(details, (*ALWAYS_PUBLIC, *PERSON, "show_representative", "mandate", "note"))


def proposed(changes: Mapping[str, Any]) -> Rows:
    """What a change that waits would make new; emptied fields are said to be empty."""
    return [(str(TERMS[name]), _value(name, changes[name]) or _("(empty)")) for name in TERMS if name in changes]


def _rows(details: EndorsementDetails, names: tuple[str, ...]) -> Rows:
    return [(str(TERMS[name]), _value(name, getattr(details, name))) for name in names]


def _value(name: str, value: Any) -> str:
    if name == "country":
        return country_name(value or None, current_locale())
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return str(value)
