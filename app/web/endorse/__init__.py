"""The journey of a signatory: form, confirming link, own page, amending, withdrawing; and of a second voice."""

from app.web.endorse import confirming, domain, erasing, finding, own_data, own_page, receipts, signing, standing, voice
from app.web.endorse.blueprint import bp

__all__ = [
    "bp",
    "confirming",
    "domain",
    "erasing",
    "finding",
    "own_data",
    "own_page",
    "receipts",
    "signing",
    "standing",
    "voice",
]
