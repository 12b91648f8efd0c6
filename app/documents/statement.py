"""The statement with its register as a document, and as the picture that goes with a shared link."""

from __future__ import annotations

import unicodedata
from typing import Any, NamedTuple

from babel import Locale

from app.documents.contents import Contents
from app.domain.endorsements.queries import PublicSignatory
from app.mail.addresses import absolute_url


class Group(NamedTuple):
    """Signatories under one heading, in the order of the register."""

    founding: bool
    entries: list[PublicSignatory]


def document(shown: Contents, locale: str) -> bytes:
    """The PDF in that language of the interface; the text in it where there is such a text, else in its own."""
    from app.documents.rendering import pdf, qr_code  # here, so that nobody carries WeasyPrint who only asks for files

    facts = _facts(shown, locale)
    images = {"page": qr_code(facts["page_url"]), "check": qr_code(facts["check_url"])}
    return pdf("print/statement.html", locale, facts, style="document.css", images=images)


def share_picture(shown: Contents, locale: str) -> bytes:
    """The PNG for a link to the page in that language: title, number, site."""
    from app.documents.rendering import picture

    facts = _facts(shown, locale)
    return picture("print/picture.html", locale, facts | {"size": _size(facts["text"].title)}, style="picture.css")


def _facts(shown: Contents, locale: str) -> dict[str, Any]:
    text = shown.revision.text_in(locale)
    slug = shown.statement.slug
    return {
        "shown": shown,
        "text": text,
        "text_direction": Locale.parse(text.language, sep="-").text_direction,
        "original": shown.revision.texts[0],
        "groups": groups(shown.signatories),
        "way": way,
        "apart": apart,
        "page_url": absolute_url("statement.show", locale=locale, slug=slug),
        "check_url": absolute_url("statement.revisions", locale=locale, slug=slug),
    }


def way(text: str) -> str:
    """`ltr` or `rtl`, as the first letter says: WeasyPrint knows no `dir="auto"`."""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    first = next((kind for kind in strong if kind in ("L", "R", "AL")), "L")
    return "ltr" if first == "L" else "rtl"


def apart(text: str) -> str:
    """The text, so that it does not turn the line around it: WeasyPrint does not do so for `<bdi>`."""
    return f"\u2068{text}\u2069"


def _size(title: str) -> str:
    """How large a title may be to stand in the picture whole."""
    return "short" if len(title) <= 75 else "middling" if len(title) <= 140 else "long"


def groups(signatories: list[PublicSignatory]) -> list[Group]:
    """Those who were there from the start, then the others; no group is empty."""
    found = [Group(founding, [one for one in signatories if one.founding is founding]) for founding in (True, False)]
    return [group for group in found if group.entries]
