"""What an endorsement says, as a form: filled in by signatories, corrected by them and by moderators."""

from __future__ import annotations

from functools import partial

from flask_babel import lazy_gettext as _l

from app.domain.endorsements.details import EndorsementDetails
from app.domain.text import clean_line, clean_name, clean_paragraphs
from app.web.forms import CountryField, Form, ParagraphsField, TextField, TickField, VersionField, WebsiteField

PERSON = partial(clean_line, longest=120)
LINE = partial(clean_line, longest=300)
NOTE = partial(clean_paragraphs, longest=2000)


class DetailsForm(Form):
    """What an endorsement says of the organisation and of the person who acts for it."""

    organisation = TextField(
        _l("Name of the organisation"),
        clean_name,
        required=_l("Write the name of the organisation, as it stands on its letterhead."),
    )
    website = WebsiteField(_l("Website"))
    organisation_latin = TextField(_l("Name in Latin letters"), clean_name)
    also_known_as = TextField(_l("Also known as"), partial(clean_line, longest=200))
    country = CountryField(
        _l("Country"),
        required=_l("Choose the country in which the organisation has its seat."),
    )
    representative = TextField(
        _l("Your name"),
        PERSON,
        required=_l("Write your name: the moderators must know who acts for the organisation."),
    )
    position = TextField(
        _l("Your position"),
        PERSON,
        required=_l("Write your position in the organisation, such as director or board member."),
    )
    mandate = TextField(_l("Who decided to endorse"), LINE)
    show_representative = TickField(_l("Publish my name and position beside the organisation"))
    note = ParagraphsField(_l("Note to the moderators"), NOTE)

    def details(self, email: str) -> EndorsementDetails:
        """What was filled in, once it is valid."""
        return EndorsementDetails(
            organisation=self.organisation.data,
            organisation_latin=self.organisation_latin.data,
            also_known_as=self.also_known_as.data,
            country=self.country.data,
            website=self.website.data,
            representative=self.representative.data,
            position=self.position.data,
            mandate=self.mandate.data,
            email=email,
            show_representative=self.show_representative.data,
            note=self.note.data,
        )


class AmendForm(DetailsForm):
    """The same, for an endorsement that exists; knows which version of it was read."""

    version = VersionField()

    def ask_for_no_person(self) -> None:
        """Founding signatories were entered by the editors: nobody acts for them here, and a country may be unsaid."""
        self.representative.required = self.position.required = self.country.required = ""

    @classmethod
    def showing(cls, details: EndorsementDetails, version: int) -> AmendForm:
        """The form, filled in with what the endorsement says now."""
        return cls(obj=details, version=version)
