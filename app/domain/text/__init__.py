"""Text that people typed: cleaned, refused with a code where it cannot stand, and keyed so that like meets like."""

from app.domain.text.domains import host_of_email, host_of_website, is_shared_host, registrable_domain
from app.domain.text.emails import clean_email, email_domain, email_key, is_free_mail
from app.domain.text.keys import organisation_key, search_key, sort_name
from app.domain.text.lines import InvalidText, clean_line, clean_paragraphs
from app.domain.text.names import NAME_LONGEST, NAME_LONGEST_BYTES, clean_name
from app.domain.text.skeletons import look, skeleton
from app.domain.text.websites import clean_website, website_domain

__all__ = [
    "NAME_LONGEST",
    "NAME_LONGEST_BYTES",
    "InvalidText",
    "clean_email",
    "clean_line",
    "clean_name",
    "clean_paragraphs",
    "clean_website",
    "email_domain",
    "email_key",
    "host_of_email",
    "host_of_website",
    "is_free_mail",
    "is_shared_host",
    "look",
    "organisation_key",
    "registrable_domain",
    "search_key",
    "skeleton",
    "sort_name",
    "website_domain",
]
