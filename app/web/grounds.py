"""Why two organisations are shown side by side, in words."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from app.domain.likeness import Ground

GROUNDS = {
    Ground.SAME_KEY: _l("the same name"),
    Ground.JOINED: _l("known by both names"),
    Ground.WEBSITE: _l("the same website"),
    Ground.LOOKS_ALIKE: _l("letters that look alike"),
    Ground.LATIN_NAME: _l("the name in Latin letters"),
    Ground.ALSO_KNOWN_AS: _l("another name that it gave"),
    Ground.ACRONYM: _l("an acronym of it"),
    Ground.WORD_ORDER: _l("the same words in another order"),
    Ground.INFLECTION: _l("the same words in another form"),
    Ground.OTHER_SCRIPT: _l("the same sounds in another script"),
    Ground.SPELLING: _l("nearly the same spelling"),
    Ground.TRANSLATION: _l("a translation"),
    Ground.PARTS: _l("words more or fewer"),
    Ground.EMAIL_DOMAIN: _l("addresses at the same domain"),
}


def in_words(grounds: Iterable[str]) -> str:
    """The grounds in their order, in a row; one that is not known any more is left out."""
    return ", ".join(str(GROUNDS[Ground(ground)]) for ground in grounds if ground in list(Ground))
