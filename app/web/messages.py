"""What to say to a person whose text cannot stand, by the code of `InvalidText`: what is wrong, and what to do."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.domain.text import InvalidText

_SENTENCES = {
    "too_long": _l("This is too long: shorten it to %(detail)s characters or fewer."),
    "too_long_bytes": _l("This is too long for its script: shorten it a little."),
    "line_break": _l("This has a line break in it: write it on one line."),
    "control_character": _l(
        "This has a character in it that cannot be shown (%(detail)s): delete it, or type the text again."
    ),
    "direction_character": _l(
        "This has an invisible character in it that turns the reading direction (%(detail)s): type the text again "
        "instead of pasting it. Scripts from right to left need no such character here."
    ),
    "invisible_character": _l(
        "This has an invisible character in it (%(detail)s): type the text again instead of pasting it."
    ),
    "too_many_marks": _l("One of these letters carries too many accents: type it again."),
    "damaged_character": _l("A character was damaged on its way here (�): type it again."),
    "address_in_letter": _l("Leave out web and e-mail addresses: the mail leads to the invitation, and nowhere else."),
    "sent_twice": _l("This was sent more than once: check it, and send it again."),
    "no_letter": _l("A name has at least one letter or figure in it: write it as it stands on the letterhead."),
    "looks_like_address": _l(
        "Write the name alone, without a web or e-mail address: the website has a field of its own."
    ),
    "not_a_website": _l("This is not a web address: write it as in your browser, for example www.example.org."),
    "website_scheme": _l("A web address begins with https:// or http://."),
    "website_userinfo": _l("Write the web address without a user name: nothing with an @ in it."),
    "website_port": _l("Write the web address without the number after the colon."),
    "website_ip": _l("Write the web address with the organisation’s domain name, not with numbers."),
    "mixed_scripts": _l(
        "Letters of different alphabets are mixed in this address, such as a Cyrillic а in a Latin word: type it again."
    ),
    "not_an_address": _l("This is not an e-mail address: write it in full, for example name@example.org."),
}


def sentence(error: InvalidText) -> str:
    """The kind sentence for this refusal, in the reader's language."""
    words = _SENTENCES.get(error.code)
    if words is None:
        return _("This cannot be used as it stands: type it again.")
    return str(words) % {"detail": error.character}
