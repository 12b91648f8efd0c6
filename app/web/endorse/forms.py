"""What a signatory fills in. Each form checks shape and hands over values of the domain."""

from __future__ import annotations

from functools import partial

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from app.domain.text import clean_paragraphs
from app.web.details_form import AmendForm, DetailsForm
from app.web.forms import EmailField, Form, ParagraphsField, TickField, UnseenField, VersionField

__all__ = ["AmendForm", "ConfirmForm", "EndorseForm", "EraseForm", "FindForm", "StandForm", "WithdrawForm"]


class EndorseForm(DetailsForm):
    """The form that endorses a statement."""

    email = EmailField(
        _l("Your e-mail address"),
        required=_l("Write your e-mail address: the link that confirms the endorsement is sent there."),
    )
    privacy = TickField(
        _l("I have read how these details are used"),
        required=_l("Tick the box to say that you have read how these details are used."),
    )
    # No person sees this field; whoever fills it in is probably a robot, and the moderators are told so.
    fax = UnseenField(_l("Leave this field empty"))
    proof = UnseenField()  # what a script found out while a statement is under attack, see proof.py
    revision = HiddenField()
    invitation = HiddenField()  # the personal link that it was opened by, if it was


class ConfirmForm(Form):
    """The act of signing."""

    authorised = TickField(
        _l("I am authorised to sign"),
        required=_l("Tick the box to declare that you are authorised to sign. Nothing was signed yet."),
    )


class StandForm(Form):
    """Whether the organisation stands by the text that the page shows; which button was pressed says what."""

    authorised = TickField(
        _l("I am authorised to answer"),
        required=_l("Tick the box to declare that you are authorised to answer. Nothing was answered yet."),
    )
    revision = VersionField()


class WithdrawForm(Form):
    """Why, if one likes to say so, and a button."""

    why = ParagraphsField(_l("Why you take it back"), partial(clean_paragraphs, longest=500))


class EraseForm(Form):
    """What cannot be undone needs a tick."""

    understood = TickField(
        _l("I understand that this cannot be undone"),
        required=_l("Tick the box to say that you understand that this cannot be undone. Nothing was erased yet."),
    )


class FindForm(Form):
    """An address to which new links are sent."""

    email = EmailField(
        _l("Your e-mail address"),
        required=_l("Write the e-mail address with which you endorsed."),
    )
