"""What a signatory fills in. Each form checks shape and hands over values of the domain."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from app.domain.endorsements.details import EndorsementDetails
from app.domain.text import clean_line, clean_name, clean_paragraphs
from app.web.forms import (
    CountryField,
    EmailField,
    Form,
    ParagraphsField,
    TextField,
    TickField,
    UnseenField,
    VersionField,
    WebsiteField,
)

PERSON = partial(clean_line, longest=120)
LINE = partial(clean_line, longest=300)
NOTE = partial(clean_paragraphs, longest=2000)


class DetailsForm(Form):
    """What an endorsement says of the organisation and of the person who acts for it."""

    organisation = TextField(
        _l("Name of the organisation"),
        clean_name,
        required=_l("Write the name of the organisation, as it stands on its letterhead."),
        description=_l("As it stands on the letterhead, in your own script. This is how it will be printed."),
        render_kw={"autocomplete": "organization", "dir": "auto"},
    )
    website = WebsiteField(
        _l("Website"),
        description=_l("Published beside the name. Moderators compare it with your e-mail address."),
        render_kw={"autocomplete": "url", "inputmode": "url", "dir": "ltr"},
    )
    organisation_latin = TextField(
        _l("Name in Latin letters"),
        clean_name,
        description=_l("Only if the name above is in another script. Published, so that everybody can read it."),
        render_kw={"autocomplete": "off", "dir": "auto"},
    )
    also_known_as = TextField(
        _l("Also known as"),
        partial(clean_line, longest=200),
        description=_l("An acronym, a former name or a name in another language. Readers can find you by it."),
        render_kw={"autocomplete": "off", "dir": "auto"},
    )
    country = CountryField(
        _l("Country"),
        required=_l("Choose the country in which the organisation has its seat."),
        description=_l("Where the organisation has its seat. Published beside the name."),
        render_kw={"autocomplete": "country"},
    )
    representative = TextField(
        _l("Your name"),
        PERSON,
        required=_l("Write your name: the moderators must know who acts for the organisation."),
        description=_l("Who acts for the organisation. Only moderators see it, unless you choose otherwise below."),
        render_kw={"autocomplete": "name", "dir": "auto"},
    )
    position = TextField(
        _l("Your position"),
        PERSON,
        required=_l("Write your position in the organisation, such as director or board member."),
        description=_l("Such as director or board member. Only moderators see it, unless you choose otherwise below."),
        render_kw={"autocomplete": "organization-title", "dir": "auto"},
    )
    mandate = TextField(
        _l("Who decided to endorse"),
        LINE,
        description=_l("Such as the board, on which day, or you as director. Only moderators see it."),
        render_kw={"autocomplete": "off", "dir": "auto"},
    )
    show_representative = TickField(
        _l("Publish my name and position beside the organisation"),
        description=_l("Leave it empty and neither is ever published."),
    )
    note = ParagraphsField(
        _l("Note to the moderators"),
        NOTE,
        description=_l("Anything that helps them to know the organisation. Never published."),
        render_kw={"autocomplete": "off", "dir": "auto", "rows": 3},
    )

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


class EndorseForm(DetailsForm):
    """The form that endorses a statement."""

    email = EmailField(
        _l("Your e-mail address"),
        required=_l("Write your e-mail address: the link that confirms the endorsement is sent there."),
        description=_l(
            "We send a link there that confirms the endorsement. Best at the organisation’s own domain. "
            "Never published; only moderators see it."
        ),
        render_kw={"autocomplete": "email", "inputmode": "email", "dir": "ltr", "spellcheck": "false"},
    )
    privacy = TickField(
        _l("I have read how these details are used"),
        required=_l("Tick the box to say that you have read how these details are used."),
    )
    # No person sees this field; whoever fills it in is probably a robot, and the moderators are told so.
    fax = UnseenField(_l("Leave this field empty"), render_kw={"autocomplete": "off", "tabindex": "-1"})
    revision = HiddenField()

    @property
    def suspicion(self) -> str | None:
        """What moderators should know of how the form was filled in."""
        return "honeypot" if self.fax.data else None


class AmendForm(DetailsForm):
    """The same, for an endorsement that exists; knows which version of it was read."""

    version = VersionField()

    @classmethod
    def showing(cls, details: EndorsementDetails, version: int) -> AmendForm:
        """The form, filled in with what the endorsement says now."""
        return cls(obj=details, version=version)


class ConfirmForm(Form):
    """The act of signing."""

    authorised = TickField(
        "", required=_l("Tick the box to declare that you are authorised to sign. Nothing was signed yet.")
    )

    @classmethod
    def of(cls, label: str) -> Any:
        """The form with the organisation's name in its declaration."""
        form = cls()
        form.authorised.label.text = label
        return form


class WithdrawForm(Form):
    """One button."""


class FindForm(Form):
    """An address to which new links are sent."""

    email = EmailField(
        _l("Your e-mail address"),
        required=_l("Write the e-mail address with which you endorsed."),
        description=_l("The one with which you endorsed."),
        render_kw={"autocomplete": "email", "inputmode": "email", "dir": "ltr", "spellcheck": "false"},
    )
