"""What a signatory says of its organisation and of itself, checked in shape, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, kw_only=True)
class EndorsementDetails:
    """Everything on the endorse form that an endorsement keeps; cleaned by app.domain.text before it gets here."""

    organisation: str
    country: str
    representative: str
    position: str
    email: str
    organisation_latin: str = ""
    also_known_as: str = ""
    website: str = ""
    mandate: str = ""
    note: str = ""
    show_representative: bool = False


PUBLIC_FIELDS = ("organisation", "organisation_latin", "also_known_as", "country", "website")
PERSON = ("representative", "position")
FIELDS = tuple(field.name for field in fields(EndorsementDetails))
