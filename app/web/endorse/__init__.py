"""A signatory's journey: the form, the link that confirms, the page of one's own, amending, withdrawing, new links."""

from app.web.endorse import confirming, erasing, finding, own_data, own_page, signing
from app.web.endorse.blueprint import bp

__all__ = ["bp", "confirming", "erasing", "finding", "own_data", "own_page", "signing"]
