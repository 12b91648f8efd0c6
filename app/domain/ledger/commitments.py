"""The salted commitment to what is public of one endorsement, and what it commits to."""

from __future__ import annotations

import hmac
from typing import Any

from app.domain.ledger.strict import Malformed, canonical, from_canonical, from_hex

SALT_SIZE = 32  # always, so that padding of the HMAC key is never in doubt
PROOFS = ("email-domain", "dns", "well-known", "manual")
Payload = dict[str, Any]


def payload(*, name: str, country: str | None, url: str | None, lang: str, proof: str, digest: str) -> Payload:
    """Exactly the public facts: `proof` as it was when the leaf was written, `lang` of the text that was signed."""
    facts = {"country": country, "lang": lang, "name": name, "proof": proof, "url": url, "v": 1, "x": digest}
    return checked(facts)


def commitment(salt: bytes, facts: Payload) -> str:
    """HMAC-SHA256 under a salt of this leaf's own, in hex."""
    if len(salt) != SALT_SIZE:
        raise Malformed("the salt is not 32 bytes long")
    return hmac.digest(salt, canonical(checked(facts)), "sha256").hex()


def opens(committed: str, salt: bytes, facts: Payload) -> bool:
    """Whether these facts and this salt are what was committed to."""
    return hmac.compare_digest(commitment(salt, facts), committed)


def parse(content: bytes) -> Payload:
    """The facts, if these are their canonical bytes. Raises Malformed."""
    return checked(from_canonical(content, "the payload"))


def checked(facts: Any) -> Payload:
    """The same, if it has exactly the fields of a payload. Raises Malformed."""
    if not isinstance(facts, dict) or set(facts) != {"country", "lang", "name", "proof", "url", "v", "x"}:
        raise Malformed("the payload does not have exactly the public fields")
    texts = [facts["lang"], facts["name"]]
    texts += [facts[key] for key in ("country", "url") if facts[key] is not None]
    if not all(isinstance(text, str) and text for text in texts):
        raise Malformed("a field of the payload is no text")
    if facts["proof"] not in PROOFS or type(facts["v"]) is not int or facts["v"] != 1:
        raise Malformed("the payload has an unknown proof or version")
    from_hex(facts["x"], "the digest in the payload", size=32)
    return facts
