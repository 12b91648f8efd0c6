"""What was observed about an endorsement, in plain sentences: what speaks for it and what against."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import format_timedelta, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from app.domain.endorsements.evidence.kinds import Agreed, Burst, Domain, Kind, Mailbox, SameAs, SecondVoice, Spoof
from app.domain.endorsements.evidence.models import Observation
from app.domain.endorsements.evidence.observing import observations
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State
from app.web import dns_check
from app.web.bidi import set_apart
from app.web.grounds import in_words
from app.web.labels import STATES, SUSPICIONS

KINDS = {
    Kind.AGREED: _l("agreed"),
    Kind.MAILBOX: _l("mailbox"),
    Kind.DOMAIN: _l("domain"),
    Kind.SECOND_VOICE: _l("second voice"),
    Kind.DNS: _l("DNS record"),
    Kind.SAME_AS: _l("same as"),
    Kind.SPOOF: _l("letters"),
    Kind.BURST: _l("many at once"),
    Kind.ROBOT: _l("robot"),
}
WEIGHTS = {
    3: _l("speaks strongly for it"),
    2: _l("speaks for it"),
    1: _l("speaks a little for it"),
    0: _l("says little"),
    -1: _l("look closer"),
    -2: _l("speaks against it"),
    -3: _l("speaks strongly against it"),
}
DOMAINS = {
    Domain.BELONGS: _l("The address belongs to the website that was given, %(site)s."),
    Domain.SUBDOMAIN: _l("The address is at %(mail)s and the website at %(site)s: one domain holds both."),
    Domain.SISTER: _l("The address is at %(mail)s, the website is %(site)s: alike, but not the same domain."),
    Domain.FREE_MAIL: _l("The address is with %(mail)s, where anybody can have one."),
    Domain.ELSEWHERE: _l("The address is at %(mail)s, the website is %(site)s."),
    Domain.NO_WEBSITE: _l("No website was given to compare the address with."),
    Domain.SHARED_HOST: _l("The website is at %(site)s, where anybody can have a page; the address is at %(mail)s."),
    Domain.NOT_A_DOMAIN: _l("The address and the website cannot be compared: one of them is at no domain of its own."),
}
VOICES = {
    SecondVoice.CONFIRMED: _l("A second person at the website’s domain said that it endorses."),
    SecondVoice.DENIED: _l("A second person at the website’s domain said that it does not endorse."),
    SecondVoice.OUTDATED: _l("A second person said that it endorses, before it was renamed."),
    SecondVoice.ASKED: _l("A second person at the website’s domain was asked and has not answered yet."),
}


@dataclass(frozen=True)
class Sign:
    """One observation: its mark (ok, care, stop, plain), its kind in a word, the sentence, how much it says, when it
    was made, and another endorsement that it is about."""

    mark: str
    kind: str
    sentence: str
    weight: str
    at: datetime | None = None
    other: Endorsement | None = None


def signs(session: Session, endorsement: Endorsement) -> list[Sign]:
    """Everything that is stored, the weightiest first."""
    if endorsement.state is State.UNCONFIRMED:
        words = _(
            "The link sent to %(email)s was not used yet. Only then is everything else looked at.",
            email=set_apart(endorsement.email or ""),
        )
        return [Sign("plain", str(KINDS[Kind.MAILBOX]), words, str(WEIGHTS[0]))]
    return [_sign(endorsement, one) for one in observations(session, endorsement.id)]


def _sign(endorsement: Endorsement, one: Observation) -> Sign:
    kind = Kind(one.kind)
    mark = "ok" if one.weight > 0 else "plain" if not one.weight else "care" if one.weight == -1 else "stop"
    sentence = SENTENCES[kind](endorsement, one)
    return Sign(mark, str(KINDS[kind]), sentence, str(WEIGHTS[one.weight]), one.observed_at, one.other)


def _agreed(endorsement: Endorsement, one: Observation) -> str:
    if one.code == Agreed.FOUNDING:
        return _("Listed from the start. How it agreed: %(how)s", how=set_apart(endorsement.agreed or ""))
    return _("It agreed in writing to the editors: %(how)s", how=set_apart(endorsement.agreed or ""))


def _mailbox(endorsement: Endorsement, one: Observation) -> str:
    if one.code == Mailbox.NOT_ASKED or endorsement.confirmed_at is None:
        return _("Nobody was asked to confirm by a link sent to %(email)s.", email=set_apart(endorsement.email or ""))
    took = max(endorsement.confirmed_at - endorsement.created_at, timedelta(seconds=1))
    after = format_timedelta(took, granularity="second")
    return _(
        "The link sent to %(email)s was used %(time)s after signing.",
        email=set_apart(endorsement.email or ""),
        time=after,
    )


def _domain(_endorsement: Endorsement, one: Observation) -> str:
    return str(DOMAINS[Domain(one.code)]) % {"mail": one.facts["mail"], "site": one.facts["site"]}


def _second_voice(_endorsement: Endorsement, one: Observation) -> str:
    return str(VOICES[SecondVoice(one.code)])


def _dns(_endorsement: Endorsement, one: Observation) -> str:
    return dns_check.sentence(one)


def _same_as(_endorsement: Endorsement, one: Observation) -> str:
    facts = {**_about(one), "grounds": in_words(one.facts.get("grounds", ()))}
    if one.code == SameAs.EXACT:
        return _("“%(name)s” is on this statement already (%(state)s): %(grounds)s.", **facts)
    return _("“%(name)s” on this statement (%(state)s) may be the same: %(grounds)s.", **facts)


def _spoof(_endorsement: Endorsement, one: Observation) -> str:
    facts = one.facts
    if one.code == Spoof.LOOKS_LIKE:
        return _("The name looks like “%(name)s” but is written with other letters: %(letters)s.", **_letters(one))
    if one.code == Spoof.IMITATED:
        return _("“%(name)s” looks like this name but is written with other letters: %(letters)s.", **_letters(one))
    if one.code == Spoof.MIXED:
        return _(
            "A word of the name mixes letters of two alphabets: %(words)s.", words=set_apart(", ".join(facts["words"]))
        )
    if one.code == Spoof.STYLED:
        return _("The name is written with letters made for decoration, which a search does not find.")
    return _("There is something in the name that nobody can see: %(character)s.", character=facts["character"])


def _burst(_endorsement: Endorsement, one: Observation) -> str:
    number = one.facts["number"]
    if one.code == Burst.NETWORK:
        return ngettext(
            "%(num)s organisation signed from one network within an hour.",
            "%(num)s organisations signed from one network within an hour.",
            number,
        )
    return ngettext(
        "%(num)s organisation signed with an address at %(domain)s within an hour.",
        "%(num)s organisations signed with addresses at %(domain)s within an hour.",
        number,
        domain=set_apart(one.facts["domain"]),
    )


def _robot(_endorsement: Endorsement, one: Observation) -> str:
    return str(SUSPICIONS[one.code])


def _about(one: Observation) -> dict[str, Any]:
    other = one.other
    return {"name": set_apart(other.organisation if other else ""), "state": STATES[other.state] if other else ""}


def _letters(one: Observation) -> dict[str, Any]:
    """The letters that differ, each with its code, because they look the same."""
    shown = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in one.facts["letters"])
    return {**_about(one), "letters": set_apart(shown or "–")}


SENTENCES: dict[Kind, Callable[[Endorsement, Observation], str]] = {
    Kind.AGREED: _agreed,
    Kind.MAILBOX: _mailbox,
    Kind.DOMAIN: _domain,
    Kind.SECOND_VOICE: _second_voice,
    Kind.DNS: _dns,
    Kind.SAME_AS: _same_as,
    Kind.SPOOF: _spoof,
    Kind.BURST: _burst,
    Kind.ROBOT: _robot,
}
