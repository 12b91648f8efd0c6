"""The check of the ledger in the reader's browser: what it must know, and what it says; `{name}` is filled in there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.domain.statements.models import Statement
from app.web.locale import current_locale

_WORDS: dict[str, LazyString] = {
    "head_doing": _l("Reading the head of the ledger, and its signature …"),
    "head_ok": _l("The head is signed with the key of %(origin)s. It stands for %(size)s entries."),
    "entries_doing": _l("Reading the entries: %(done)s of %(size)s …"),
    "entries_ok": _l("All %(size)s entries were read and computed again. Together they are exactly what was signed."),
    "earlier_doing": _l("Comparing with what this browser saw the last time …"),
    "earlier_first": _l(
        "This browser looks for the first time. It remembers the head, so that next time it can tell whether anything"
        " before it was changed."
    ),
    "earlier_ok": _l("When this browser looked last there were %(size)s entries. None of them was changed since."),
    "register_doing": _l("Comparing the list of “%(title)s” with the ledger …"),
    "register_ok": _l(
        "“%(title)s”: every one of the %(shown)s names on the list is in the ledger and stands. None is missing."
    ),
    "register_some": _l(
        "“%(title)s”: every one of the %(shown)s names on the list is in the ledger and stands. The ledger has"
        " %(undisclosed)s more, whose names are hidden."
    ),
    "texts_doing": _l("Computing the digests of the text of “%(title)s” …"),
    "texts_ok": _l("“%(title)s”: the published text is the one in the ledger, in all its revisions (%(number)s)."),
    "verdict_right": _l("All of this is right."),
    "verdict_wrong": _l(
        "This is not right. Keep this page, tell somebody you trust about it, and ask the publishers what happened."
    ),
    "verdict_unable": _l("This could not be checked to the end. That does not mean that anything is wrong."),
    "receipt_doing": _l("Reading %(file)s. It stays in your browser …"),
    "receipt_ok": _l(
        "This receipt is genuine. On %(day)s the ledger recorded %(name)s, as its entry %(index)s, under the text with"
        " the digest %(digest)s."
    ),
    "receipt_bare": _l("This receipt is genuine. On %(day)s the ledger took its entry %(index)s."),
    "receipt_verdict": _l(
        "It proves that this was in the ledger when it was signed. Whether it still stands, the list above says."
    ),
    "unreachable": _l("A file could not be read: %(file)s."),
    "no_ed25519": _l("Your browser cannot check this kind of signature (Ed25519). A newer one can."),
    "no_openings": _l("The list does not say yet which entries its names belong to. Try again in a minute."),
    "signature": _l("The signature of the head is wrong: this head was not signed with the ledger's key."),
    "unsigned": _l("The head is not signed with the ledger's key."),
    "other_ledger": _l("This is of another ledger: %(origin)s."),
    "root": _l("The entries are not those that were signed: something was added, changed, removed or moved."),
    "shorter": _l(
        "The ledger is shorter than when this browser looked last: it had %(size)s entries, and never loses any."
    ),
    "rewritten": _l(
        "The first %(size)s entries are not those that this browser saw the last time: the past was changed."
    ),
    "about_nothing": _l("Entry %(index)s is about a listing that is not there."),
    "not_logged": _l("%(name)s stands on the list, but is not in the ledger."),
    "not_standing": _l("%(name)s stands on the list, but its entry in the ledger does not stand (any more)."),
    "opening": _l("What the list says of %(name)s is not what the ledger recorded."),
    "other_name": _l("The list shows %(name)s otherwise than the ledger recorded it."),
    "missing": _l("%(number)s listings stand in the ledger, but not on the list."),
    "text_not_logged": _l("Revision %(number)s of the text is not in the ledger."),
    "other_text": _l("Revision %(number)s of the text is not the one in the ledger."),
    "text_missing": _l("Revision %(number)s of the text is in the ledger, but is not published."),
    "not_a_receipt": _l("This file is no receipt of this ledger, or it was changed."),
    "not_included": _l("The receipt does not fit the head that it carries."),
    "broken": _l("A file is not as it should be: it was changed, or was never made by this ledger."),
}


def check_words() -> dict[str, str]:
    """The sentences in the reader's language."""
    return {code: re.sub(r"%\((\w+)\)s", r"{\1}", str(words)) for code, words in _WORDS.items()}


def check_site(statements: Iterable[Statement]) -> dict[str, Any]:
    """Where the files are that are checked, for these statements."""
    return {
        "keys": url_for("ledger.vkey"),
        "checkpoint": url_for("ledger.checkpoint"),
        "tiles": url_for("ledger.checkpoint").removesuffix("checkpoint") + "tile/",
        "statements": [
            {
                "title": one.revisions[-1].text_in(current_locale()).title,
                "register": url_for("data.signatories", slug=one.slug, kind="json"),
                "revisions": url_for("statement.revisions_data", slug=one.slug),
            }
            for one in statements
        ],
    }
