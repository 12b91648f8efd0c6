"""Whom an editor wants to ask, and what the letter says, checked in shape, as frozen values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.domain.text import InvalidText, clean_line, clean_paragraphs

Keyed = Callable[[str], str]
"""Makes of a text a hash that only this site can make."""

_FOREIGN = ("://", "www.", "@")  # what a mail programme makes a link of
SUBJECT_LONGEST = 100
NOTE_LONGEST = 1000
CONTACT_LONGEST = 120


@dataclass(frozen=True, kw_only=True)
class Invitee:
    """One organisation, and where the letter to it goes; cleaned before it gets here."""

    organisation: str
    email: str
    locale: str
    organisation_latin: str = ""
    country: str = ""
    website: str = ""
    contact: str = ""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What an editor says in its own words; "" leaves the usual subject, or says nothing besides."""

    subject: str = ""
    note: str = ""


def clean_note(value: str) -> str:
    """A few paragraphs without any address in them: our mail leads nowhere but here. Raises InvalidText."""
    return _without_address(clean_paragraphs(value, longest=NOTE_LONGEST))


def clean_subject(value: str) -> str:
    """One line for the head of the mail, without any address in it. Raises InvalidText."""
    return _without_address(clean_line(value, longest=SUBJECT_LONGEST))


def clean_contact(value: str) -> str:
    """The name of a person, without any address in it. Raises InvalidText."""
    return _without_address(_line(value))


_line = partial(clean_line, longest=CONTACT_LONGEST)


def _without_address(text: str) -> str:
    if any(sign in text.casefold() for sign in _FOREIGN):
        raise InvalidText("address_in_letter")
    return text
