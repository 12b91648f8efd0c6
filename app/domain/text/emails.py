"""E-mail addresses: which are accepted, and which are one mailbox."""

from __future__ import annotations

import unicodedata

import idna
from email_validator import EmailNotValidError, validate_email

from app.domain.text.free_mail import FAMILIES, PROVIDERS
from app.domain.text.lines import InvalidText, capped_marks, clean_line
from app.domain.text.websites import ascii_domain, has_mixed_label

EMAIL_LONGEST = 254
_GMAIL = ("gmail.com", "googlemail.com")


def clean_email(value: str) -> str:
    """The address, its domain in small ASCII letters; "" stays "". Says nothing of whether it exists.

    Raises InvalidText.
    """
    line = clean_line(value, longest=EMAIL_LONGEST)
    if not line:
        return ""
    try:
        # `test_environment` lets .test through, which otherwise only the module's own list could be changed to do.
        found = validate_email(line, check_deliverability=False, strict=True, test_environment=True)
        domain = found.ascii_domain
        mixed = has_mixed_label(domain)
    except (EmailNotValidError, idna.IDNAError):
        raise InvalidText("not_an_address") from None
    if "." not in domain:
        raise InvalidText("not_an_address")
    if mixed:
        raise InvalidText("mixed_scripts")
    return f"{found.local_part}@{domain}"


def email_key(address: str) -> str:
    """What all spellings of one mailbox share: case, a +tag and, at Gmail, full stops are dropped."""
    local, _, domain = address.strip().rpartition("@")
    domain = email_domain(domain)
    local = unicodedata.normalize("NFC", capped_marks(local)).casefold()
    local = local.partition("+")[0] or local
    if domain in _GMAIL:
        local, domain = local.replace(".", "") or local, _GMAIL[0]
    return f"{local}@{domain}"


def email_domain(address: str) -> str:
    """The part after the last @ in small ASCII letters, as `website_domain` writes it too."""
    domain = address.strip().rpartition("@")[2]
    try:
        return ascii_domain(domain)
    except idna.IDNAError:
        return domain.lower()


def is_free_mail(domain: str) -> bool:
    """Whether anybody can have an address there, so that it says nothing of an organisation."""
    domain = domain.lower().removesuffix(".")
    family, _, place = domain.partition(".")
    return domain in PROVIDERS or (family in FAMILIES and _is_country(place))


def _is_country(place: str) -> bool:
    """Whether this is where a provider sells in one country: fr, co.uk, com.br."""
    trade, _, country = place.rpartition(".")
    return len(country) == 2 and trade in ("", "co", "com")
