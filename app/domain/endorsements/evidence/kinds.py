"""What can be observed, and how much it weighs. The words are the pages'."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What was looked at."""

    AGREED = "agreed"  # how a founding or imported signatory agreed, in an editor's words
    MAILBOX = "mailbox"  # whether the link sent to the address was used
    DOMAIN = "domain"  # the address beside the website
    SECOND_VOICE = "second_voice"  # another person at that domain
    DNS = "dns"  # the record at the website's domain
    SAME_AS = "same_as"  # who is here already
    SPOOF = "spoof"  # letters of the name
    BURST = "burst"  # many at once
    ROBOT = "robot"  # how the form was filled in


class Agreed(StrEnum):
    FOUNDING = "founding"
    IN_WRITING = "in_writing"


class Mailbox(StrEnum):
    USED = "used"
    NOT_ASKED = "not_asked"  # it is listed for another reason


class Domain(StrEnum):
    """How the address's domain and the website's relate."""

    BELONGS = "belongs"
    SUBDOMAIN = "subdomain"  # one domain holds both, at different hosts
    SISTER = "sister"  # the same name under another suffix: ngo.org and ngo.am
    FREE_MAIL = "free_mail"
    ELSEWHERE = "elsewhere"
    NO_WEBSITE = "no_website"
    SHARED_HOST = "shared_host"
    NOT_A_DOMAIN = "not_a_domain"


class SecondVoice(StrEnum):
    """What another person at the organisation said."""

    CONFIRMED = "confirmed"
    DENIED = "denied"
    OUTDATED = "outdated"  # confirmed, but the organisation was renamed since
    ASKED = "asked"


class Dns(StrEnum):
    """What the name server said of the record."""

    FOUND = "found"
    ABSENT = "absent"
    OTHER_VALUE = "other_value"
    TIMED_OUT = "timed_out"
    REFUSED = "refused"
    BROKEN = "broken"
    OUTDATED = "outdated"  # found, but the organisation was renamed since


class SameAs(StrEnum):
    EXACT = "exact"
    NEAR = "near"


class Spoof(StrEnum):
    """What is unusual in the letters of a name."""

    LOOKS_LIKE = "looks_like"  # a known name in other letters
    IMITATED = "imitated"  # another name looks like this one in other letters
    MIXED = "mixed"  # alphabets within a word
    STYLED = "styled"  # letters made for mathematics or decoration
    UNSEEN = "unseen"  # what cannot be seen, or turns the direction


class Burst(StrEnum):
    NETWORK = "network"
    MAIL_DOMAIN = "mail_domain"


# From 3 (speaks strongly for it) to -3 (strongly against); what is not here weighs 0.
WEIGHTS: dict[tuple[Kind, str], int] = {
    (Kind.AGREED, Agreed.FOUNDING): 2,
    (Kind.AGREED, Agreed.IN_WRITING): 1,
    (Kind.MAILBOX, Mailbox.USED): 1,
    (Kind.DOMAIN, Domain.BELONGS): 2,
    (Kind.DOMAIN, Domain.SUBDOMAIN): 1,
    (Kind.DOMAIN, Domain.SISTER): -1,
    (Kind.DOMAIN, Domain.FREE_MAIL): -1,
    (Kind.DOMAIN, Domain.ELSEWHERE): -1,
    (Kind.DOMAIN, Domain.SHARED_HOST): -1,
    (Kind.DOMAIN, Domain.NOT_A_DOMAIN): -1,
    (Kind.SECOND_VOICE, SecondVoice.CONFIRMED): 3,
    (Kind.SECOND_VOICE, SecondVoice.DENIED): -3,
    (Kind.SECOND_VOICE, SecondVoice.OUTDATED): 1,
    (Kind.DNS, Dns.FOUND): 3,
    (Kind.DNS, Dns.OTHER_VALUE): -1,
    (Kind.SAME_AS, SameAs.EXACT): -2,
    (Kind.SAME_AS, SameAs.NEAR): -1,
    (Kind.SPOOF, Spoof.LOOKS_LIKE): -3,
    (Kind.SPOOF, Spoof.IMITATED): -1,
    (Kind.SPOOF, Spoof.MIXED): -2,
    (Kind.SPOOF, Spoof.STYLED): -1,
    (Kind.SPOOF, Spoof.UNSEEN): -3,
    (Kind.BURST, Burst.NETWORK): -2,
    (Kind.BURST, Burst.MAIL_DOMAIN): -1,
    (Kind.ROBOT, "honeypot"): -2,
    (Kind.ROBOT, "too_fast"): -2,
    (Kind.ROBOT, "no_proof"): -1,
}
HEAVIEST = 3


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One observation before it is stored; `other_id` names the endorsement that it is about besides."""

    kind: Kind
    code: str
    facts: dict[str, Any] = field(default_factory=dict)
    other_id: int | None = None

    @property
    def weight(self) -> int:
        """How much it speaks for the endorsement, or against."""
        return WEIGHTS.get((self.kind, self.code), 0)
