"""What the form library says by itself, in our words: it has no Armenian, and its English tells nobody what to do."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

_SENTENCES = {
    "Not a valid choice.": _l("This cannot be chosen here: choose again from what is offered."),
    "Invalid Choice: could not coerce.": _l("This cannot be chosen here: choose again from what is offered."),
    "Not a valid integer value.": _l("This is no whole number: write it in figures."),
    "Not a valid date value.": _l("This is no date: choose it again."),
    "Not a valid datetime value.": _l("This is no date with a time: choose it again."),
    "Not a valid time value.": _l("This is no time of day: choose it again."),
}


class FormWords:
    """Translations as WTForms asks for them."""

    def gettext(self, string: str) -> str:
        """Our sentence for it; one that fits everything for what we have not met."""
        return str(_SENTENCES.get(string) or _("This cannot be used as it stands: type it again."))

    def ngettext(self, singular: str, _plural: str, _number: int) -> str:
        """The same for what counts."""
        return self.gettext(singular)
